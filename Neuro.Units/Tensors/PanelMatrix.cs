using System.Runtime.Intrinsics;

namespace Neuro.Units.Tensors;

/// <summary>A <c>batch x units</c> matrix of single-precision values, kept panel-major: <c>[panels][batch][width]</c>.</summary>
/// <remarks>
/// Row-major order exists at files, probes and tests only, through <see cref="CopyTo(Span{float})"/> and <see cref="CopyFrom(ReadOnlySpan{float})"/>.
/// Lanes beyond the last unit are padding. One owner writes; readers see it through messages. Not thread-safe by itself.
/// </remarks>
public sealed unsafe class PanelMatrix
{
    private readonly AlignedBuffer _buffer;

    /// <summary>Creates a zeroed matrix.</summary>
    /// <param name="batch">Number of samples, at least 1.</param>
    /// <param name="units">Number of units, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is not positive.</exception>
    public PanelMatrix(int batch, int units)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(batch);
        Layout = new PanelLayout(units);
        Batch = batch;
        _buffer = new AlignedBuffer(checked(batch * Layout.PaddedUnits));
        Pointer = _buffer.Pointer;
        PanelLength = batch * Layout.Width;
    }

    /// <summary>Looks at weights as if they were values of samples: lanes are the units of one side, and each unit of the other side is a sample.</summary>
    /// <remarks>Weights onto a wide population lie as <c>[panels of post][pre][width]</c>, which is the layout of <c>pre x post</c> values.</remarks>
    internal PanelMatrix(WeightMatrix weights)
    {
        Layout = weights.LaneLayout;
        Batch = weights.Rows;
        _buffer = weights.Buffer;
        Pointer = _buffer.Pointer;
        PanelLength = Batch * Layout.Width;
    }

    private PanelMatrix(AlignedBuffer buffer, PanelLayout layout, int batch)
    {
        Layout = layout;
        Batch = batch;
        _buffer = buffer;
        Pointer = buffer.Pointer;
        PanelLength = batch * layout.Width;
    }

    /// <summary>Looks at biases as if they were the values of one sample.</summary>
    internal static PanelMatrix OfBiases(WeightMatrix weights) => new(weights.BiasBuffer!, weights.PostLayout, batch: 1);

    /// <summary>Number of samples.</summary>
    public int Batch { get; }

    /// <summary>Number of units.</summary>
    public int Units => Layout.Units;

    /// <summary>The layout of the units.</summary>
    public PanelLayout Layout { get; }

    /// <summary>Number of values with padding.</summary>
    internal int Length => _buffer.Length;

    /// <summary>Values of one panel, <c>batch x width</c>.</summary>
    internal int PanelLength { get; }

    internal float* Pointer { get; }

    /// <summary>One value.</summary>
    /// <param name="sample">0 .. batch - 1.</param>
    /// <param name="unit">0 .. units - 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">An index is outside the matrix.</exception>
    public float this[int sample, int unit]
    {
        get => *At(sample, unit);
        set => *At(sample, unit) = value;
    }

    /// <summary>Copies the real units out in row-major order, <c>batch x units</c>.</summary>
    /// <param name="rowMajor">Exactly batch * units values.</param>
    /// <exception cref="ArgumentException">The length differs.</exception>
    public void CopyTo(Span<float> rowMajor)
    {
        CheckLength(rowMajor.Length);
        for (var sample = 0; sample < Batch; sample++)
        {
            for (var panel = 0; panel < Layout.Panels; panel++)
            {
                var count = Layout.UnitsIn(panel);
                new ReadOnlySpan<float>(Row(panel, sample), count)
                    .CopyTo(rowMajor.Slice((sample * Units) + (panel * Layout.Width), count));
            }
        }
    }

    /// <summary>Copies row-major values in, <c>batch x units</c>; padding is left as it is.</summary>
    /// <param name="rowMajor">Exactly batch * units values.</param>
    /// <exception cref="ArgumentException">The length differs.</exception>
    public void CopyFrom(ReadOnlySpan<float> rowMajor)
    {
        CheckLength(rowMajor.Length);
        for (var sample = 0; sample < Batch; sample++)
        {
            for (var panel = 0; panel < Layout.Panels; panel++)
            {
                var count = Layout.UnitsIn(panel);
                rowMajor.Slice((sample * Units) + (panel * Layout.Width), count)
                    .CopyTo(new Span<float>(Row(panel, sample), count));
            }
        }
    }

    /// <summary>Sets one sample from bytes, each times a factor.</summary>
    /// <param name="sample">0 .. batch - 1.</param>
    /// <param name="values">Exactly as many as units.</param>
    /// <param name="factor">For example 1 / 255.</param>
    /// <exception cref="ArgumentException">The length differs.</exception>
    public void SetSample(int sample, ReadOnlySpan<byte> values, float factor)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(sample);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(sample, Batch);
        if (values.Length != Units)
        {
            throw new ArgumentException($"expected {Units} values, found {values.Length}", nameof(values));
        }

        var source = values;
        for (var panel = 0; panel < Layout.Panels; panel++)
        {
            var row = Row(panel, sample);
            var count = Layout.UnitsIn(panel);
            var lane = 0;
            for (; lane + Vector128<byte>.Count <= count; lane += Vector128<byte>.Count)
            {
                Widen(Vector128.Create(source.Slice(lane, Vector128<byte>.Count)), factor, row + lane);
            }

            for (; lane < count; lane++)
            {
                row[lane] = source[lane] * factor;
            }

            source = source[count..];
        }
    }

    internal float* Panel(int panel) => Pointer + ((nint)panel * PanelLength);

    internal float* Row(int panel, int sample) => Panel(panel) + ((nint)sample * Layout.Width);

    internal void Clear(PanelRange range) => Span(range).Clear();

    internal void CopyFrom(PanelMatrix other) => other._buffer.Span.CopyTo(_buffer.Span);

    internal void CopyFrom(PanelMatrix other, PanelRange range) => other.Span(range).CopyTo(Span(range));

    /// <summary>Copies the units that both have, from the first on, into a layout that may be another; all else stays as it is.</summary>
    internal void CopyCommonUnitsFrom(PanelMatrix other)
    {
        var fewer = Units < other.Units ? Layout : other.Layout;
        for (var panel = 0; panel < fewer.Panels; panel++)
        {
            var units = fewer.UnitsIn(panel);
            for (var sample = 0; sample < Batch; sample++)
            {
                new ReadOnlySpan<float>(other.At(sample, panel * fewer.Width), units).CopyTo(new Span<float>(At(sample, panel * fewer.Width), units));
            }
        }
    }

    /// <summary>Values of neighbouring panels, with padding.</summary>
    internal Span<float> Span(PanelRange range) => _buffer.Span.Slice(range.First * PanelLength, range.Count * PanelLength);

    private static void Widen(Vector128<byte> values, float factor, float* target)
    {
        var (low, high) = Vector128.Widen(values);
        var (a, b) = Vector128.Widen(low);
        var (c, d) = Vector128.Widen(high);
        (Vector128.ConvertToSingle(a.AsInt32()) * factor).Store(target);
        (Vector128.ConvertToSingle(b.AsInt32()) * factor).Store(target + 4);
        (Vector128.ConvertToSingle(c.AsInt32()) * factor).Store(target + 8);
        (Vector128.ConvertToSingle(d.AsInt32()) * factor).Store(target + 12);
    }

    private float* At(int sample, int unit)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(sample);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(sample, Batch);
        ArgumentOutOfRangeException.ThrowIfNegative(unit);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(unit, Units);
        return Row(unit / Layout.Width, sample) + (unit % Layout.Width);
    }

    private void CheckLength(int length)
    {
        if (length != Batch * Units)
        {
            throw new ArgumentException($"expected {Batch} x {Units} = {Batch * Units} values, found {length}", nameof(length));
        }
    }
}
