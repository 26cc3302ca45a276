namespace Neuro.Units.Plasticity;

/// <summary>A local rule: a signal of the postsynaptic side times the presynaptic rate, in one phase of a trial.</summary>
/// <param name="Phase">The phase in which it acts, at every step.</param>
public abstract record PlasticityRule(string Phase)
{
    /// <summary>What it multiplies with the presynaptic rate.</summary>
    public abstract PostSignal Signal { get; }

    /// <summary>How long a change lasts.</summary>
    public virtual RuleScope Scope => RuleScope.Lasting;

    /// <summary>Learning rate eta: the change per step is eta (dt / tau) times the mean over the batch; of what is gathered, eta times the mean over the batch.</summary>
    public LearningRate Rate { get; init; } = new(0);

    /// <summary>Whether changes are made at once, or gathered and made when the trial closes, so that all of a trial sees the same weights. Default: at once.</summary>
    /// <remarks>All rules of a projection gather alike, at the same rate and through the same optimiser.</remarks>
    public Gathering Gathering { get; init; }

    /// <summary>
    /// tau_w in ms, by which signal times rate is low-pass filtered, synapse by synapse, before it changes weights: <c>tau_w dD/dt = -D + signal x rate</c>, <c>dW/dt = eta D</c>; 0 for no
    /// filter, else at least the time step. Where weights change at once alone; all rules of a projection have the same. Default: 0.
    /// </summary>
    public double InductionTime { get; init; }

    /// <summary>Sign of the change. Default: as the rule says.</summary>
    public bool Reversed { get; init; }

    /// <summary>Whether the change has the sign that is drawn for the trial, too; see <see cref="Specification.PhaseSpec.RandomSign"/>. Default: no.</summary>
    public bool FollowsSign { get; init; }

    /// <summary>How gathered gradients become changes. Default: plain gradient descent on the mean. Another one needs a rule that gathers, or a layer.</summary>
    public Optimiser Optimiser { get; init; } = new();
}
