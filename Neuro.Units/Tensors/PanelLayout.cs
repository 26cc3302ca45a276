namespace Neuro.Units.Tensors;

/// <summary>How the units of one population are laid out: in panels of 32 units, or in one panel of 16 for at most 16 units.</summary>
/// <remarks>
/// The panel is also the fixed block of presynaptic units over which sums are taken (32 units), so that the order of
/// a sum depends on the population's shape alone, never on how its work is divided. Immutable.
/// </remarks>
public readonly record struct PanelLayout
{
    /// <summary>Width in units of every panel but that of a narrow population.</summary>
    public const int Block = 32;

    /// <summary>Largest population, in units, that is kept in one half panel.</summary>
    public const int Narrow = 16;

    /// <summary>Lays out a population.</summary>
    /// <param name="units">Number of units, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="units"/> is not positive.</exception>
    public PanelLayout(int units)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(units);
        Units = units;
        Width = units <= Narrow ? Narrow : Block;
        Panels = (units + Width - 1) / Width;
        PaddedUnits = Panels * Width;
    }

    /// <summary>Number of units.</summary>
    public int Units { get; }

    /// <summary>Lanes of one panel: 16 or 32.</summary>
    public int Width { get; }

    /// <summary>Number of panels.</summary>
    public int Panels { get; }

    /// <summary>Number of units with the padding of the last panel.</summary>
    public int PaddedUnits { get; }

    /// <summary>Number of real units in a panel.</summary>
    internal int UnitsIn(int panel) => UnitsIn(panel, 1);

    /// <summary>Number of real units in neighbouring panels.</summary>
    internal int UnitsIn(int first, int count) => Math.Min(count * Width, Units - (first * Width));
}
