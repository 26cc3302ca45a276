using Neuro.Units.Kernels;
using Neuro.Units.Messages;
using Neuro.Units.Plasticity;
using Neuro.Units.Synapses;

namespace Neuro.Units.Populations;

/// <content>Which rules act in which phase, and what is said of a step.</content>
public abstract unsafe partial class DynamicPopulation
{
    private static (Input Input, RuleState Rule)[][] RulesByPhase(Input[] inputs)
    {
        var rules = (from input in inputs
                     where input.Synapses is not null
                     from rule in input.Synapses!.Rules
                     where rule.Signal != PostSignal.Partner
                     select (Input: input, Rule: rule)).ToList();
        var phases = rules.Select(r => r.Rule.Phase + 1).DefaultIfEmpty(0).Max();
        return [.. Enumerable.Range(0, phases).Select(phase => rules.Where(r => r.Rule.Phase == phase).ToArray())];
    }

    private static bool HasErrorSlope((Input Input, RuleState Rule)[] rules)
    {
        foreach (var (_, rule) in rules)
        {
            if (rule.Signal == PostSignal.ErrorSlope)
            {
                return true;
            }
        }

        return false;
    }

    private void Learn((Input Input, RuleState Rule)[] rules, in PanelGroup group, in Levels own, in Levels after, ReadOnlySpan<Message> inputs, Message next, float* error)
    {
        foreach (var (input, rule) in rules)
        {
            if (rule.Scope == RuleScope.Trial)
            {
                input.Synapses!.LearnInTrial(group, inputs[input.Index], Signal(PostSignal.Error, group, own, after, inputs, next, error));
            }
            else if (!_lasting)
            {
                continue;
            }
            else if (rule.Gathering != Gathering.None)
            {
                input.Synapses!.Gather(group, inputs[input.Index], SignalOf(rule.Signal, group, own, after, inputs, next, error), rule.FollowsSign ? rule.Sign * _sign : rule.Sign);
            }
            else if (rule.Induction > 0)
            {
                input.Synapses!.Induce(group, inputs[input.Index], SignalOf(rule.Signal, group, own, after, inputs, next, error), rule);
            }
            else
            {
                input.Synapses!.Learn(group, inputs[input.Index], SignalOf(rule.Signal, group, own, after, inputs, next, error), rule.Scale);
            }
        }
    }

    private float* SignalOf(PostSignal signal, in PanelGroup group, in Levels own, in Levels after, ReadOnlySpan<Message> inputs, Message next, float* error)
    {
        switch (signal)
        {
            case PostSignal.Rate:
                return (AnswersAtOnce ? after : own).Rate.Panel(group.First);
            case PostSignal.State:
                return own.State.Panel(group.First);
            case PostSignal.StateChange:
                Kernels.Difference(group.Length, 1f, after.State.Panel(group.First), own.State.Panel(group.First), _change.Pointer);
                return _change.Pointer;
            default:
                return Signal(signal, group, own, after, inputs, next, error);
        }
    }

    /// <summary>Where this population tells what has changed.</summary>
    private static RateEventSection Events(Message message) => message.Events!.Sections[0];

    private void BeginEvents(Message own, Message next)
    {
        if (_delta is not null)
        {
            Events(next).Begin(Events(own));
        }
    }

    private void EndEvents(Message next)
    {
        next.RateVersion = next.Version;
        if (_delta is not null)
        {
            Events(next).End(next.Version);
            _delta.Advance();
        }
    }
}
