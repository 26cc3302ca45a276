namespace Neuro.Units.Plasticity;

/// <summary>How long the change that a rule makes lasts.</summary>
public enum RuleScope
{
    /// <summary>For good; such rules rest during evaluation.</summary>
    Lasting,

    /// <summary>Until the trial ends; such rules work during evaluation, too.</summary>
    Trial,
}
