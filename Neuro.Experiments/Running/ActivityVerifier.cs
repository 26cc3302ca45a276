using System.Runtime.InteropServices;
using Neuro.Experiments.Results;
using Neuro.Runtime.Observing;

namespace Neuro.Experiments.Running;

/// <summary>Compares the activity of a replay with what was recorded, bit for bit, stretch by stretch.</summary>
/// <param name="recorded">The activity of the run.</param>
/// <param name="replayed">The activity of each stretch of the replay.</param>
internal sealed class ActivityVerifier(ActivityReader recorded, ActivityRecorder replayed) : IRunObserver
{
    private readonly float[] _expected = new float[replayed.Layout.ValuesPerTrial];
    private readonly float[] _found = new float[replayed.Layout.ValuesPerTrial];

    /// <summary>The first difference, in simulated time; null when there is none.</summary>
    public ActivityDivergence? First { get; private set; }

    /// <summary>Trials compared.</summary>
    public long Trials { get; private set; }

    /// <summary>Values compared.</summary>
    public long Values => Trials * _expected.Length;

    /// <inheritdoc/>
    public void Started(RunStart start)
    {
    }

    /// <inheritdoc/>
    public void Progressed(RunProgress progress)
    {
        for (var i = 0; i < replayed.Count && recorded.TryRead(_expected); i++)
        {
            replayed.CopyTo(i, _found);
            First ??= Difference((replayed.First + i) * replayed.Layout.Selection.Every);
            Trials++;
        }
    }

    /// <inheritdoc/>
    public void EpochEnded(EpochMetrics metrics)
    {
    }

    private ActivityDivergence? Difference(long trial)
    {
        // As bits: a zero of the other sign is a difference, too.
        var same = MemoryMarshal.Cast<float, int>(_expected.AsSpan()).CommonPrefixLength(MemoryMarshal.Cast<float, int>(_found.AsSpan()));
        return same == _expected.Length ? null : new ActivityDivergence(replayed.Layout.PlaceOf(trial, same), _expected[same], _found[same]);
    }
}
