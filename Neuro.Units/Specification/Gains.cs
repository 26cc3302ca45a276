namespace Neuro.Units.Specification;

/// <summary>How much of the potentials of its dendrites reaches a soma: parts of one conductance.</summary>
internal static class Gains
{
    /// <summary>Gains that were divided by their sum may exceed it by rounding.</summary>
    private const double Rounding = 1e-9;

    public static void Check(string part, double basal, double apical)
    {
        if (!(basal > 0) || !(apical >= 0) || !(basal + apical <= 1 + Rounding))
        {
            throw new SpecificationException(part, $"has basal gain {basal} and apical gain {apical}, expected the first above 0, the second at least 0 and both together at most 1");
        }
    }
}
