namespace Neuro.Units.Specification;

/// <summary>What a layer may say in a trial; each is said by one of its acts, and a projection reads one of them.</summary>
public enum Content
{
    /// <summary>Rates h = f(a).</summary>
    Rate,

    /// <summary>The signal delta = d f'(a) by which the layer learns.</summary>
    Signal,

    /// <summary>The signal from direct feedback alone, before the neighbours' is mixed in (strategy 3 of the general feedback rule).</summary>
    Direct,

    /// <summary>What the layer sends back along its own forward synapses: one value for each unit that it reads below.</summary>
    Backward,

    /// <summary>The rates that it should have had.</summary>
    Target,

    /// <summary>Rates with noise, by which the layer above is asked what it makes of them.</summary>
    Corrupted,

    /// <summary>What it makes of corrupted rates.</summary>
    Echo,
}
