using Neuro.Experiments.Results;
using Neuro.Experiments.Traces;
using Neuro.Runtime.Observing;

namespace Neuro.Experiments.Running;

/// <summary>Compares the activity of a replay with what was recorded, bit for bit, stretch by stretch.</summary>
/// <param name="recorded">The activity of the run.</param>
/// <param name="replayed">The activity of each stretch of the replay.</param>
internal sealed class ActivityVerifier(RecordedActivity recorded, ActivityRecorder replayed) : IRunObserver
{
    private bool _ended;

    /// <summary>The first difference, in simulated time; null when there is none.</summary>
    public ActivityDivergence? First { get; private set; }

    /// <summary>Trials compared.</summary>
    public long Trials { get; private set; }

    /// <summary>Values compared.</summary>
    public long Values { get; private set; }

    /// <inheritdoc/>
    public void Started(RunStart start)
    {
    }

    /// <inheritdoc/>
    public void Progressed(RunProgress progress)
    {
        if (replayed.Exchange(null) is not { } batch)
        {
            return;
        }

        for (var index = 0; index < batch.Count && !_ended; index++)
        {
            Compare(batch, index);
        }

        // What has been compared is given up, and filled again.
        replayed.Exchange(batch);
    }

    /// <inheritdoc/>
    public void EpochEnded(EpochMetrics metrics)
    {
    }

    private void Compare(ActivityBatch batch, int index)
    {
        var layout = replayed.Layout;
        for (var version = 0; version < layout.Steps.Count; version++)
        {
            for (var track = 0; track < layout.Tracks.Count; track++)
            {
                for (var row = 0; row < layout.Samples.Count * layout.Tracks[track].Units.Count; row++)
                {
                    if (!recorded.MoveNext())
                    {
                        _ended = true;
                        return;
                    }

                    Compare(batch, index, version, track, row);
                }
            }
        }

        Trials++;
    }

    private void Compare(ActivityBatch batch, int index, int version, int track, int row)
    {
        var (layout, population) = (replayed.Layout, replayed.Layout.Tracks[track]);
        var (sample, unit) = (layout.Samples[row / population.Units.Count], population.Units[row % population.Units.Count]);
        recorded.Expect(batch.TrialOf(index), layout.Steps[version], population.Population, sample, unit);
        for (var i = 0; i < population.Variables.Count; i++)
        {
            var values = batch.Values(index, version, track, i);
            float? found = values.IsEmpty ? null : values[row];
            var expected = recorded[population.Variables[i]];
            Values += expected is null ? 0 : 1;

            // As bits: a zero of the other sign is a difference, too.
            if (First is null && Bits(expected) != Bits(found))
            {
                First = new ActivityDivergence(
                    new ActivityPlace(batch.TrialOf(index), layout.Steps[version], population.Population, population.Variables[i], sample, unit), expected, found);
            }
        }
    }

    private static int? Bits(float? value) => value is { } number ? BitConverter.SingleToInt32Bits(number) : null;
}
