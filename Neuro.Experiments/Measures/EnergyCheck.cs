namespace Neuro.Experiments.Measures;

/// <summary>Whether the energy of a network with tied weights falls along the free phase, as it must unless time steps are too large for the weights.</summary>
internal static class EnergyCheck
{
    /// <summary>Rises below this part of the whole way are those of rounding.</summary>
    private const double Tolerance = 1e-4;

    /// <summary>What is wrong; a rise by more than a tenth of the way that the energy went down ends the run.</summary>
    /// <param name="energies">Mean energies per sample along the free phase, the start first.</param>
    public static IEnumerable<Finding> Of(IReadOnlyList<double> energies)
    {
        var lowest = double.PositiveInfinity;
        var (rise, at) = (0.0, 0);
        for (var i = 0; i < energies.Count; i++)
        {
            // A rise is counted from the lowest point before it; what is not a number rises without limit.
            var above = double.IsNaN(energies[i]) ? double.PositiveInfinity : energies[i] - lowest;
            (rise, at) = above > rise ? (above, i) : (rise, at);
            lowest = energies[i] < lowest ? energies[i] : lowest;
        }

        if (energies.Count == 0 || !(rise > Tolerance * Way(energies, lowest)))
        {
            yield break;
        }

        var isFatal = !(rise <= Way(energies, lowest) / 10);
        var part = $"the energy rises by {rise:g3} along the free phase, by point {at} of {energies.Count - 1} on its way, after falling by {energies[0] - lowest:g3}";
        yield return new Finding("energy", isFatal ? $"{part}: the time step is too large for the weights, or those of both directions differ" : part, isFatal);
    }

    private static double Way(IReadOnlyList<double> energies, double lowest) => Math.Max(energies[0] - lowest, 1e-12);
}
