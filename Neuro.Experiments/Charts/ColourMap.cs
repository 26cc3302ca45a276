namespace Neuro.Experiments.Charts;

/// <summary>Colours for a range of values.</summary>
internal sealed class ColourMap
{
    /// <summary>How many colours there are; one more stands for a missing value.</summary>
    public const int Levels = 255;

    private readonly (byte Red, byte Green, byte Blue)[] _colours = new (byte, byte, byte)[Levels + 1];

    private ColourMap(bool isDiverging, params ReadOnlySpan<int> anchors)
    {
        IsDiverging = isDiverging;
        for (var level = 0; level < Levels; level++)
        {
            var place = level * (anchors.Length - 1) / (double)(Levels - 1);
            var below = Math.Min((int)place, anchors.Length - 2);
            _colours[level] = Between(anchors[below], anchors[below + 1], place - below);
        }

        _colours[Levels] = Between(Convert.ToInt32(Theme.Missing[1..], 16), 0, 0);
    }

    /// <summary>Dark blue over green to yellow, lighter with each step: for sizes. The colours of viridis.</summary>
    public static ColourMap Sequential { get; } = new(
        isDiverging: false, 0x440154, 0x482878, 0x3e4989, 0x31688e, 0x26828e, 0x1f9e89, 0x35b779, 0x6ece58, 0xb5de2b, 0xfde725);

    /// <summary>Blue over white to red: for values of either sign. White is zero.</summary>
    public static ColourMap Diverging { get; } = new(
        isDiverging: true, 0x053061, 0x2166ac, 0x4393c3, 0x92c5de, 0xd1e5f0, 0xffffff, 0xfddbc7, 0xf4a582, 0xd6604d, 0xb2182b, 0x67001f);

    /// <summary>White to black: for ink.</summary>
    public static ColourMap Grey { get; } = new(isDiverging: false, 0xffffff, 0x000000);

    /// <summary>Whether its middle stands for zero.</summary>
    public bool IsDiverging { get; }

    /// <summary>The colours by index, the missing one last.</summary>
    public IReadOnlyList<(byte Red, byte Green, byte Blue)> Colours => _colours;

    /// <summary>The index of the colour of a value.</summary>
    /// <param name="value">The value.</param>
    /// <param name="range">The values between which the colours lie.</param>
    public static byte Index(double value, AxisRange range) => AxisRange.CanShow(value, range.Scale)
        ? (byte)Math.Round(Math.Clamp(range.Part(value), 0, 1) * (Levels - 1))
        : (byte)Levels;

    /// <summary>The range of values that the colours should show; null when there are none. White of a diverging map is zero.</summary>
    public AxisRange? Range(Axis axis, IEnumerable<double> values)
    {
        var (least, most) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var value in values.Where(value => AxisRange.CanShow(value, axis.Scale)))
        {
            (least, most) = (Math.Min(least, value), Math.Max(most, value));
        }

        if (least > most)
        {
            return null;
        }

        if (IsDiverging)
        {
            most = Math.Max(Math.Abs(least), Math.Abs(most));
            least = -most;
        }

        (least, most) = (axis.Least ?? least, axis.Most ?? most);
        return most > least ? AxisRange.Of(axis with { Least = least, Most = most }, [least, most]) : AxisRange.Of(axis with { Least = null, Most = null }, [least]);
    }

    private static (byte Red, byte Green, byte Blue) Between(int from, int to, double part)
    {
        return (Mix(16), Mix(8), Mix(0));

        byte Mix(int shift) => (byte)Math.Round((((from >> shift) & 255) * (1 - part)) + (((to >> shift) & 255) * part));
    }
}
