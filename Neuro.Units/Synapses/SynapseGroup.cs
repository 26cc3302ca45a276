using Neuro.Units.Kernels;
using Neuro.Units.Messages;
using Neuro.Units.Plasticity;
using Neuro.Units.Populations;
using Neuro.Units.Snapshots;
using Neuro.Units.Specification;
using Neuro.Units.Tensors;

namespace Neuro.Units.Synapses;

/// <summary>The synapses of one projection, as the population that receives through them owns them.</summary>
/// <remarks>Weights may be shared with an evaluation network that only reads them, at a barrier. Not thread-safe.</remarks>
internal abstract unsafe class SynapseGroup
{
    private protected SynapseGroup(ProjectionSpec spec, WeightMatrix weights, RuleState[] rules, int batch, int phases, PanelRange range, GatheredLearning? gathered = null)
    {
        Gathered = gathered;
        Range = range;
        Spec = spec;
        Weights = weights;
        Rules = rules;
        Batch = batch;
        MultiplyAdds = new long[phases];
        Trace = Array.Exists(rules, rule => rule.Induction > 0) ? new InductionTrace(weights, batch, range) : null;
    }

    // Constants
    public ProjectionSpec Spec { get; }

    public RuleState[] Rules { get; }

    /// <summary>What rules gather until the trial closes; null where none gathers.</summary>
    protected GatheredLearning? Gathered { get; }

    /// <summary>Changes on their way through a filter; null where none is filtered.</summary>
    private InductionTrace? Trace { get; }

    /// <summary>The postsynaptic panels that the owner computes; the weights onto the others belong to other shards.</summary>
    protected PanelRange Range { get; }

    protected int Batch { get; }

    private int OwnUnits => Weights.PostLayout.UnitsIn(Range.First, Range.Count);

    protected static KernelSet Kernels => KernelSet.Best;

    // State
    public WeightMatrix Weights { get; }

    /// <summary>Multiply-adds done so far, by phases; without padding and biases.</summary>
    public long[] MultiplyAdds { get; }

    // Scratch: the phase of the step in hand, and whether the weights are other than those of the newest current.
    protected bool WeightsChanged { get; set; }

    protected int Phase { get; private set; }

    /// <summary>Whether the changes of a rule on clamped rates may be added up and made when the trial closes.</summary>
    public static bool IsDeferrable(RuleState rule) => rule is { Gathering: Gathering.None, Induction: 0 };

    /// <summary>Starts a trial: nothing of the last one is remembered.</summary>
    public virtual void Open() => Gathered?.Open();

    /// <summary>Looks at what is read in this step before any panel is computed.</summary>
    public virtual void Prepare(Message input, int phase) => Phase = phase;

    /// <summary>The current of a group of panels; either in <paramref name="scratch"/> or where it is kept.</summary>
    public abstract float* Current(in PanelGroup group, Message input, float* scratch);

    /// <summary>Applies a lasting rule to a group of panels.</summary>
    public abstract void Learn(in PanelGroup group, Message input, float* signal, float scale);

    /// <summary>Applies a lasting rule whose changes are filtered to a group of panels.</summary>
    public void Induce(in PanelGroup group, Message input, float* signal, RuleState rule)
    {
        WeightsChanged = true;
        Trace!.Learn(group, input.Rate, signal, rule.Induction, rule.Scale);
        Count((long)Batch * Weights.Pre, group);
    }

    /// <summary>Lets a rule that gathers see the signal of a group of panels.</summary>
    public void Gather(in PanelGroup group, Message input, float* signal, float sign)
    {
        Gathered!.Gather(group, input.Rate, signal, sign);
        Count((long)Batch * Weights.Pre, group);
    }

    /// <summary>Lets a rule of the trial see the error of a group of panels.</summary>
    public virtual void LearnInTrial(in PanelGroup group, Message input, float* signal)
    {
    }

    /// <summary>Applies the signal of the other end, or of one shard of it: own rates of that version times the signal.</summary>
    /// <param name="signal">The message that carries it.</param>
    /// <param name="sender">The panels that the shard owns.</param>
    /// <param name="own">What was said here at that version.</param>
    /// <param name="scale">Learning rate and its like.</param>
    /// <param name="phase">The phase of the rule.</param>
    public void Deliver(Message signal, PanelRange sender, Message own, float scale, int phase)
    {
        WeightsChanged = true;
        MultiplyAdds[phase] += (long)Batch * Weights.PreLayout.UnitsIn(sender.First, sender.Count) * OwnUnits;
        Kernels.LearnFrom(signal.Signal!, sender, own.Rate.Panel(Range.First), scale, Weights, Range);
    }

    /// <summary>Counts a product of presynaptic values, over all samples, with the units of a group of panels.</summary>
    protected void Count(long values, in PanelGroup group) => MultiplyAdds[Phase] += values * Weights.PostLayout.UnitsIn(group.First, group.Count);

    /// <summary>Counts a product of presynaptic values, over all samples, with all own units.</summary>
    protected void CountAll(long values) => MultiplyAdds[Phase] += values * OwnUnits;

    /// <summary>Visits the State that is not in its weights; between trials only.</summary>
    /// <param name="visitor">Takes it out or puts it back.</param>
    /// <param name="part">Which shard of the population it is, from 0.</param>
    public virtual void VisitState(StateVisitor visitor, int part)
    {
        visitor.Counts("multiply-adds", MultiplyAdds);
        Gathered?.VisitState(visitor, Spec.Name, part);
        Trace?.VisitState(visitor, Spec.Name, part);
    }

    /// <summary>Consolidates what was put off.</summary>
    /// <param name="epoch">Epoch of the trial.</param>
    public virtual void Close(int epoch)
    {
        if (Gathered is { HasAny: true } gathered)
        {
            gathered.Consolidate(null, null, epoch);
            WeightsChanged = true;
        }
    }
}
