namespace Neuro.Units.Plasticity;

/// <summary>A local rule: a signal of the postsynaptic side times the presynaptic rate, in one phase of a trial.</summary>
/// <param name="Phase">The phase in which it acts, at every step.</param>
public abstract record PlasticityRule(string Phase)
{
    /// <summary>What it multiplies with the presynaptic rate.</summary>
    public abstract PostSignal Signal { get; }

    /// <summary>How long a change lasts.</summary>
    public virtual RuleScope Scope => RuleScope.Lasting;

    /// <summary>Learning rate eta: the change per step is eta (dt / tau) times the mean over the batch.</summary>
    public LearningRate Rate { get; init; } = new(0);
}
