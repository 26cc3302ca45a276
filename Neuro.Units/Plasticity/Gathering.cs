namespace Neuro.Units.Plasticity;

/// <summary>When the change that a rule asks for is made, and of which rates it is made.</summary>
public enum Gathering
{
    /// <summary>At once; the next step sees it.</summary>
    None,

    /// <summary>When the trial closes; each signal goes with the rates that were read with it.</summary>
    Pairs,

    /// <summary>When the trial closes; all signals of the trial go with the rates that were read with the first one.</summary>
    FirstRates,
}
