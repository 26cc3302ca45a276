using Neuro.Units.Snapshots;
using Neuro.Units.Specification;
using Neuro.Units.Tensors;

namespace Neuro.Units.Populations;

/// <summary>The states that a population does not let go of: those that a later phase goes back to, those at the end of a trial, and those of every example.</summary>
/// <remarks>One owner; not thread-safe. Allocates nothing after the start.</remarks>
internal sealed class StateMemory
{
    // Constants
    private readonly PanelRange _range;
    private readonly int _particlePhase;
    private readonly int _lastPhase;

    // State
    private readonly PanelMatrix? _particles;
    private readonly Levels? _kept;
    private bool _hasKept;

    // Scratch: by phases, of the trial in hand.
    private readonly Levels?[] _ends;
    private readonly int[] _recalled;
    private readonly int[] _examples;

    public StateMemory(DynamicSpec spec, DynamicSetting setting)
    {
        Levels Room() => new(new PanelMatrix(setting.Batch, spec.Units), new PanelMatrix(setting.Batch, spec.Units));
        _range = setting.Range;
        _lastPhase = setting.Phases.Count - 1;
        _recalled = [.. setting.Phases.Select(phase => setting.PhaseIndex(phase.Recall))];
        _ends = [.. Enumerable.Range(0, setting.Phases.Count).Select(phase => _recalled.Contains(phase) ? Room() : (Levels?)null)];
        _kept = spec.KeepsState ? Room() : null;
        _particlePhase = setting.PhaseIndex(spec.Particles);
        if (_particlePhase >= 0 && setting.Examples > 0)
        {
            _particles = new PanelMatrix(setting.Examples, spec.Units);
        }

        _examples = new int[_particles is null ? 0 : setting.Batch];
    }

    /// <summary>Whether it must know which examples a trial shows.</summary>
    public bool WantsExamples => _particles is not null;

    /// <summary>Starts a trial.</summary>
    /// <param name="examples">The example of each sample.</param>
    /// <param name="initial">Receives the states, which are zero; and the rates, if <paramref name="setsRates"/> says so.</param>
    /// <param name="setsRates">Whether rates were given as well.</param>
    public void Open(ReadOnlySpan<int> examples, in Levels initial, out bool setsRates)
    {
        setsRates = _hasKept;
        if (_hasKept && _kept is { } kept)
        {
            initial.State.CopyFrom(kept.State, _range);
            initial.Rate.CopyFrom(kept.Rate, _range);
        }

        if (_particles is null)
        {
            return;
        }

        examples.CopyTo(_examples);
        for (var sample = 0; sample < _examples.Length; sample++)
        {
            Check(_examples[sample]);
            CopyRow(_particles, _examples[sample], initial.State, sample);
        }
    }

    /// <summary>What the phase that is recalled in a phase had reached.</summary>
    public Levels Recalled(int phase) => _ends[_recalled[phase]]!.Value;

    /// <summary>A phase has ended.</summary>
    /// <param name="phase">Its index.</param>
    /// <param name="reached">The levels that it has reached.</param>
    public void EndPhase(int phase, in Levels reached)
    {
        if (_ends[phase] is { } end)
        {
            Copy(reached, end);
        }

        if (phase == _lastPhase && _kept is { } kept)
        {
            Copy(reached, kept);
            _hasKept = true;
        }

        if (phase != _particlePhase || _particles is null)
        {
            return;
        }

        for (var sample = 0; sample < _examples.Length; sample++)
        {
            CopyRow(reached.State, sample, _particles, _examples[sample]);
        }
    }

    /// <summary>Visits what lasts from trial to trial.</summary>
    public void VisitState(StateVisitor visitor)
    {
        if (_kept is { } kept)
        {
            visitor.Flag("has kept", ref _hasKept);
            visitor.Matrix("kept state", kept.State, _range);
            visitor.Matrix("kept rate", kept.Rate, _range);
        }

        if (_particles is not null)
        {
            visitor.Matrix("particles", _particles, _range);
        }
    }

    private void Copy(in Levels from, in Levels to)
    {
        to.State.CopyFrom(from.State, _range);
        to.Rate.CopyFrom(from.Rate, _range);
    }

    private void Check(int example)
    {
        if ((uint)example >= (uint)_particles!.Batch)
        {
            throw new InvalidOperationException($"found example {example}, expected 0 to {_particles.Batch - 1}: states are stored for so many");
        }
    }

    private unsafe void CopyRow(PanelMatrix from, int fromSample, PanelMatrix to, int toSample)
    {
        for (var panel = _range.First; panel < _range.End; panel++)
        {
            var width = from.Layout.Width;
            new ReadOnlySpan<float>(from.Row(panel, fromSample), width).CopyTo(new Span<float>(to.Row(panel, toSample), width));
        }
    }
}
