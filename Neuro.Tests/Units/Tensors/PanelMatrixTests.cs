using Neuro.Tests.Oracles;
using Neuro.Units.Tensors;

namespace Neuro.Tests.Units.Tensors;

public sealed class PanelMatrixTests
{
    public static TheoryData<int, int> Shapes => new() { { 1, 1 }, { 3, 16 }, { 5, 17 }, { 2, 32 }, { 7, 100 } };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Row_major_values_go_in_and_come_out(int batch, int units)
    {
        var values = new TestDraws(1).Singles(batch * units, -1, 1);
        var matrix = new PanelMatrix(batch, units);
        matrix.CopyFrom(values);
        var back = new float[values.Length];
        matrix.CopyTo(back);
        Assert.Equal(values, back);
        for (var at = 0; at < values.Length; at++)
        {
            Assert.Equal(values[at], matrix[at / units, at % units]);
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public unsafe void Values_are_kept_by_panel_then_sample_then_lane(int batch, int units)
    {
        var matrix = new PanelMatrix(batch, units);
        var width = units <= 16 ? 16 : 32;
        matrix[batch - 1, units - 1] = 7;
        Assert.Equal(7, matrix.Pointer[(((((units - 1) / width) * batch) + batch - 1) * width) + ((units - 1) % width)]);
        Assert.Equal(0, (nint)matrix.Pointer % 64);
    }

    [Fact]
    public unsafe void Padding_is_left_alone()
    {
        var matrix = new PanelMatrix(2, 17);
        matrix.CopyFrom(new TestDraws(1).Singles(34, 1, 2));
        matrix.SetSample(0, Enumerable.Repeat((byte)9, 17).ToArray(), 1);
        for (var sample = 0; sample < 2; sample++)
        {
            for (var lane = 17; lane < 32; lane++)
            {
                Assert.Equal(0f, matrix.Row(0, sample)[lane]);
            }
        }
    }

    [Fact]
    public void A_sample_is_set_from_bytes()
    {
        var matrix = new PanelMatrix(3, 40);
        var bytes = Enumerable.Range(0, 40).Select(i => (byte)(i * 6)).ToArray();
        matrix.SetSample(1, bytes, 1f / 255);
        for (var unit = 0; unit < 40; unit++)
        {
            Assert.Equal(bytes[unit] / 255.0, matrix[1, unit], 1e-7);
            Assert.Equal(0f, matrix[0, unit]);
            Assert.Equal(0f, matrix[2, unit]);
        }
    }

    [Fact]
    public void A_matrix_is_copied_and_cleared_whole()
    {
        var matrix = new PanelMatrix(3, 20);
        matrix.CopyFrom(new TestDraws(1).Singles(60, 1, 2));
        var copy = new PanelMatrix(3, 20);
        copy.CopyFrom(matrix);
        matrix.Clear(PanelRange.Whole(matrix.Layout));
        Assert.Equal(0f, matrix[2, 19]);
        Assert.InRange(copy[2, 19], 1f, 2f);
    }

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(2, 0)]
    [InlineData(0, -1)]
    [InlineData(0, 17)]
    public void Indices_outside_are_refused(int sample, int unit)
    {
        var matrix = new PanelMatrix(2, 17);
        Assert.Throws<ArgumentOutOfRangeException>(() => matrix[sample, unit]);
        Assert.Throws<ArgumentOutOfRangeException>(() => matrix[sample, unit] = 1);
    }

    [Fact]
    public void Lengths_that_differ_are_refused()
    {
        var matrix = new PanelMatrix(2, 17);
        foreach (var count in new[] { 0, 33, 35 })
        {
            var values = new float[count];
            Assert.Contains("34", Assert.Throws<ArgumentException>(() => matrix.CopyFrom(values)).Message, StringComparison.Ordinal);
            Assert.Contains(count.ToString(), Assert.Throws<ArgumentException>(() => matrix.CopyTo(values)).Message, StringComparison.Ordinal);
        }

        Assert.Contains("17", Assert.Throws<ArgumentException>(() => matrix.SetSample(0, new byte[16], 1)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => matrix.SetSample(2, new byte[17], 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => matrix.SetSample(-1, new byte[17], 1));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(-1, 1)]
    [InlineData(1, 0)]
    public void Empty_shapes_are_refused(int batch, int units) => Assert.Throws<ArgumentOutOfRangeException>(() => new PanelMatrix(batch, units));
}
