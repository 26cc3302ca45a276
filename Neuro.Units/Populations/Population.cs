using Neuro.Units.Messages;
using Neuro.Units.Snapshots;
using Neuro.Units.Specification;
using Neuro.Units.Tensors;

namespace Neuro.Units.Populations;

/// <summary>The physics of one population, or of one shard of it: what it computes from the messages that it has. It knows no other population.</summary>
/// <remarks>
/// One owner at a time; not thread-safe. Its fields are split into Constants (never change), State (what a checkpoint saves; the
/// rates and potentials are in its newest message) and Scratch (never saved). No step allocates.
/// </remarks>
public abstract unsafe class Population
{
    private protected Population(PopulationSpec spec, int batch, PanelRange range, int phases)
    {
        Spec = spec;
        Batch = batch;
        Layout = new PanelLayout(spec.Units);
        Range = range;
        Said = new SaidCounter(phases, batch, OwnUnits);
    }

    /// <summary>Its description.</summary>
    public PopulationSpec Spec { get; }

    /// <summary>Samples per trial.</summary>
    public int Batch { get; }

    /// <summary>The panels that it computes: all of its units, or one shard's.</summary>
    public PanelRange Range { get; }

    /// <summary>The first unit that it computes.</summary>
    public int FirstUnit => Range.FirstUnit(Layout);

    /// <summary>Real units that it computes.</summary>
    public int OwnUnits => Range.Units(Layout);

    /// <summary>Whether it must be told which examples a trial shows.</summary>
    internal virtual bool WantsExamples => false;

    /// <summary>Counts what it says.</summary>
    internal SaidCounter Said { get; }

    private protected PanelLayout Layout { get; }

    /// <summary>Makes a slot for what this population says.</summary>
    /// <param name="whole">The slot of another shard of the same population, whose memory it shares, each writing its own panels; null for memory of its own.</param>
    public abstract Message CreateMessage(Message? whole = null);

    /// <summary>Starts a trial and says the initial version.</summary>
    /// <param name="trial">The trial.</param>
    /// <param name="initial">The slot; a clamped population finds its rates filled in.</param>
    public abstract void Open(in TrialContext trial, Message initial);

    /// <summary>Applies a plasticity signal that came from the other end of a two-sided synapse.</summary>
    /// <param name="input">Index of the input that it came by.</param>
    /// <param name="signal">The message that carries it.</param>
    /// <param name="sender">The panels that its sender owns.</param>
    /// <param name="own">What this population had said at the version that the sender used.</param>
    public virtual void Deliver(int input, Message signal, PanelRange sender, Message own)
    {
    }

    /// <summary>Computes one step; all right-hand sides are of old states.</summary>
    /// <param name="context">Where the step stands.</param>
    /// <param name="own">What this population said last.</param>
    /// <param name="inputs">The message read from each input, in the order of the projections.</param>
    /// <param name="next">The slot for what it says now.</param>
    /// <exception cref="NonFiniteStateException">A new state is not finite.</exception>
    public abstract void Step(in StepContext context, Message own, ReadOnlySpan<Message> inputs, Message next);

    /// <summary>Takes a step without a tick: states and rates stay as they are, nothing is read or learned.</summary>
    /// <param name="own">What this population said last.</param>
    /// <param name="next">The slot for what it says now.</param>
    /// <param name="context">Where the step stands.</param>
    public virtual void Hold(Message own, Message next, in StepContext context) => throw new InvalidOperationException($"population '{Spec.Name}' is clamped and takes no steps");

    /// <summary>The closing half-step: consolidates plasticity; no state moves.</summary>
    public virtual void Close()
    {
    }

    /// <summary>Multiply-adds done for the synapses of an incoming projection in a phase, over the whole run.</summary>
    internal virtual long MultiplyAddsOf(ProjectionSpec projection, int phase) => 0;

    private protected void ClearPadding(PanelMatrix rates)
    {
        var padding = Layout.PaddedUnits - Layout.Units;
        if (padding == 0 || Range.End < Layout.Panels)
        {
            return;
        }

        var row = rates.Row(Layout.Panels - 1, 0) + (Layout.Width - padding);
        for (var sample = 0; sample < Batch; sample++)
        {
            new Span<float>(row, padding).Clear();
            row += Layout.Width;
        }
    }

    /// <summary>Clears the padding of values of a group of panels, <c>[panel][batch][width]</c>.</summary>
    private protected void ClearPadding(in PanelGroup group, float* values)
    {
        var padding = Layout.PaddedUnits - Layout.Units;
        if (padding == 0 || group.First + group.Count < Layout.Panels)
        {
            return;
        }

        for (var sample = 1; sample <= Batch; sample++)
        {
            new Span<float>(values + group.Length - ((Batch - sample) * Layout.Width) - padding, padding).Clear();
        }
    }

    /// <summary>Visits the State that is neither in its messages nor in its weights; between trials, or to give up an open one.</summary>
    /// <param name="visitor">Takes it out or puts it back.</param>
    /// <param name="part">Which shard of the population this is, from 0.</param>
    public virtual void VisitState(StateVisitor visitor, int part = 0) => Said.VisitState(visitor);
}
