using Neuro.Units.Messages;
using Neuro.Units.Populations;
using Neuro.Units.Tensors;

namespace Neuro.Runtime.Observing;

/// <summary>Copies the recorded units of one population, or of a part of it, at the population's own steps.</summary>
/// <remarks>One owner, the actor; it writes to places that nobody else writes to, and they are read between runs.</remarks>
internal sealed class ActivityProbe
{
    private readonly ActivityRecorder _recorder;
    private readonly ActivityLayout _layout;
    private readonly ActivityTrack _population;
    private readonly int _track;
    private readonly DynamicPopulation? _dynamic;
    private readonly Observation? _currents;

    // The recorded units of this part: where they are among those of the population, and which they are.
    private readonly int _first;
    private readonly int[] _units;
    private readonly bool _marks;
    private ActivityBatch? _batch;
    private int _slot;

    /// <summary>Makes the probe of a population or of a shard.</summary>
    /// <param name="recorder">Says where a trial is kept.</param>
    /// <param name="track">Index of the population among those recorded.</param>
    /// <param name="physics">The population.</param>
    public ActivityProbe(ActivityRecorder recorder, int track, Population physics)
    {
        (_recorder, _layout, _track, _dynamic) = (recorder, recorder.Layout, track, physics as DynamicPopulation);
        _population = _layout.Tracks[track];
        _first = _population.Units.TakeWhile(unit => unit < physics.FirstUnit).Count();
        _units = [.. _population.Units.Where(unit => unit >= physics.FirstUnit && unit < physics.FirstUnit + physics.OwnUnits)];
        _marks = _first == 0 && _units.Length > 0;
        _currents = _population.HasCurrents && _units.Length > 0 && _dynamic is not null ? new Observation(physics.Batch, physics.Spec.Units) : null;
    }

    /// <summary>A trial begins: its currents are kept only if it is recorded.</summary>
    /// <param name="trial">Trial from 0.</param>
    public void Open(long trial)
    {
        _batch = _recorder.BatchOf(trial, out _slot);
        if (_currents is not null)
        {
            _dynamic!.Observation = _batch is null ? null : _currents;
        }
    }

    /// <summary>Copies what was said, if trial and step are recorded.</summary>
    /// <param name="step">Step of the trial; 0 for the initial version.</param>
    /// <param name="said">The message, not yet published or still held.</param>
    /// <param name="learned">Whether a layer has computed its signal in this step, which is recorded as its error.</param>
    public void Copy(int step, Message said, bool learned = false)
    {
        if (_batch is null || _layout.VersionOf(step) < 0)
        {
            return;
        }

        var at = (_slot * _layout.Steps.Count) + _layout.VersionOf(step);
        for (var variable = 0; variable < _population.Variables.Count; variable++)
        {
            var values = Of(_population.Variables[variable], step, said, learned);
            if (_marks)
            {
                _batch.Mark(at, _track, variable, values is not null);
            }

            if (values is not null)
            {
                Copy(values, _batch.Room(at, _track, variable));
            }
        }
    }

    private PanelMatrix? Of(ActivityVariable variable, int step, Message said, bool learned) => variable switch
    {
        ActivityVariable.State => said.State,
        ActivityVariable.Rate => said.Rate,
        _ when step == 0 => null,
        ActivityVariable.Error when _dynamic is null => learned ? said.Signal : null,
        ActivityVariable.Basal => _currents?.Basal.Current,
        ActivityVariable.Apical => _currents?.Apical.Current,
        ActivityVariable.Cancel => _currents?.Cancel.Current,
        _ => _currents?.Error.Current,
    };

    private void Copy(PanelMatrix values, Span<float> room)
    {
        for (var sample = 0; sample < _layout.Samples.Count; sample++)
        {
            var row = room.Slice((sample * _population.Units.Count) + _first, _units.Length);
            var of = _layout.Samples[sample];
            for (var i = 0; i < row.Length; i++)
            {
                row[i] = values[of, _units[i]];
            }
        }
    }
}
