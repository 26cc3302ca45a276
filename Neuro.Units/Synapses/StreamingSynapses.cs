using Neuro.Units.Kernels;
using Neuro.Units.Messages;
using Neuro.Units.Populations;
using Neuro.Units.Snapshots;
using Neuro.Units.Specification;
using Neuro.Units.Tensors;

namespace Neuro.Units.Synapses;

/// <summary>Synapses from a population with a state: changes are made as they come, and a current is computed anew where what it was computed from has changed.</summary>
/// <remarks>
/// While the rates read and the weights stay the same, the current is kept. Where the message read builds on the rates whose current is kept, and its events are few, the current
/// follows by <c>current += W[:, i] delta_i</c>, units in ascending order; after some such updates it is computed anew, which bounds what rounding adds up to. The choice is made
/// from the whole message, never from a group of panels.
/// </remarks>
internal sealed unsafe class StreamingSynapses : SynapseGroup
{
    private const long None = -1;

    // Constants
    private readonly TrialCancellation? _trial;
    private readonly ExecutionOptions _options;

    // State: the current of the rates of a version, without what the trial adds to it, and how many updates it has seen since it was computed.
    private readonly PanelMatrix _kept;
    private long _version = None;
    private int _updates;

    // Rates that come anew at every step are not worth keeping a current of: it is kept from the first time on that they came twice. That changes no current, but what is counted.
    private bool _keeps;

    // Scratch
    private readonly bool _hasEvents;
    private Way _way;
    private bool _taken;

    public StreamingSynapses(
        ProjectionSpec spec, WeightMatrix weights, RuleState[] rules, int batch, int phases, PanelRange range, TrialCancellation? trial, bool hasEvents, GatheredLearning? gathered, ExecutionOptions options)
        : base(spec, weights, rules, batch, phases, range, gathered)
    {
        _trial = trial;
        _options = options;
        _hasEvents = hasEvents;
        _keeps = hasEvents;
        _kept = new PanelMatrix(batch, weights.Post);
    }

    /// <summary>How a current comes about.</summary>
    private enum Way
    {
        Compute,
        Update,
        Keep,
    }

    public override void Open()
    {
        base.Open();
        _trial?.Open();
        _version = None;
    }

    public override void Prepare(Message input, int phase)
    {
        base.Prepare(input, phase);
        _trial?.Prepare(input.Rate);
        _taken = false;
        _way = Choose(input);
    }

    public override float* Current(in PanelGroup group, Message input, float* scratch)
    {
        if (!_taken)
        {
            Take(input);
        }

        var current = _keeps ? _kept.Panel(group.First) : scratch;
        if (_way == Way.Compute)
        {
            Kernels.Current(input.Rate, Weights, group.First, group.Count, null, current);
            Count((long)Batch * Weights.Pre, group);
        }
        else if (_way == Way.Update)
        {
            Kernels.AddEvents(input.Events!, Weights, Batch, group.First, group.Count, current);
            Count(input.Events!.Count, group);
        }

        if (_trial is null)
        {
            return current;
        }

        if (current != scratch)
        {
            new ReadOnlySpan<float>(current, group.Length).CopyTo(new Span<float>(scratch, group.Length));
        }

        _trial.AddTo(group, scratch);
        Count((long)_trial.Used * Batch, group);
        if (group.First == Range.First)
        {
            // Each past step of the trial is compared with the rates of now, once for all panels.
            MultiplyAdds[Phase] += (long)_trial.Used * Batch * Weights.Pre;
        }

        return scratch;
    }

    public override void Learn(in PanelGroup group, Message input, float* signal, float scale)
    {
        WeightsChanged = true;
        Kernels.Learn(input.Rate, signal, scale, Weights, group.First, group.Count);
        Count((long)Batch * Weights.Pre, group);
    }

    public override void LearnInTrial(in PanelGroup group, Message input, float* signal) => _trial?.Remember(group, input.Rate, signal);

    public override void VisitState(StateVisitor visitor, int part)
    {
        visitor.Flag("keeps", ref _keeps);
        base.VisitState(visitor, part);
    }

    private Way Choose(Message input)
    {
        if (_version == None || WeightsChanged)
        {
            return Way.Compute;
        }

        if (input.RateVersion <= _version && _version <= input.Version)
        {
            if (_keeps && (_options.KeepCurrents || _updates > 0))
            {
                return Way.Keep;
            }

            _keeps |= _options.KeepCurrents;
            return Way.Compute;
        }

        return _updates < _options.Refresh && input.Events is { } events && events.BuildOn(input.Version, _version) && KernelSet.PaysToAddEvents(events, Batch, Weights)
            ? Way.Update
            : Way.Compute;
    }

    /// <summary>Before the first group of panels of a step: a step without feedback takes no current, and leaves what is kept as it was.</summary>
    private void Take(Message input)
    {
        _taken = true;
        _version = input.Version;
        _updates = _way switch { Way.Compute => 0, Way.Update => _updates + 1, _ => _updates };
        WeightsChanged = false;
    }
}
