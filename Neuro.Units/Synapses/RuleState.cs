using Neuro.Units.Plasticity;

namespace Neuro.Units.Synapses;

/// <summary>One rule at work on one projection: when it acts and by how much.</summary>
/// <param name="rule">The rule.</param>
/// <param name="phase">Index of its phase.</param>
/// <param name="rate">Its learning rate, or that of the rule that it mirrors.</param>
/// <param name="factor">What the rate is multiplied with: (dt / tau) / batch, or 1 for rules per example.</param>
/// <param name="induction">dt / tau_w of the filter that its changes go through; 0 for none.</param>
internal sealed class RuleState(PlasticityRule rule, int phase, LearningRate rate, double factor, double induction = 0)
{
    public PostSignal Signal => rule.Signal;

    public RuleScope Scope => rule.Scope;

    public Gathering Gathering => rule.Gathering;

    /// <summary>Sign of what it gathers: 1 or -1.</summary>
    public float Sign => rule.Reversed ? -1f : 1f;

    /// <summary>dt / tau_w; 0 where changes are not filtered.</summary>
    public float Induction { get; } = (float)induction;

    public bool FollowsSign => rule.FollowsSign;

    public int Phase => phase;

    /// <summary>What a sum over samples of signal x rate is multiplied with in the current epoch.</summary>
    public float Scale { get; private set; }

    public void BeginEpoch(int epoch) => Scale = (float)((rule.Reversed ? -1 : 1) * rate.At(epoch) * factor);
}
