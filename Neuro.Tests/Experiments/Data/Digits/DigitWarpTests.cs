using Neuro.Experiments.Data.Digits;

namespace Neuro.Tests.Experiments.Data.Digits;

public sealed class DigitWarpTests
{
    private static readonly DigitStyle Still = new()
    {
        HalfHeight = 8,
        HalfTurn = 0,
        Shear = 0,
        SmallestScale = 1,
        LargestScale = 1,
        Shift = 0,
        Warp = 0,
    };

    [Fact]
    public void Without_variation_the_glyph_is_centred_and_scaled()
    {
        var (x, y) = Map(Still, 1, 0.5, -1);
        Assert.Equal((13.5 + 4, 13.5 - 8), (x, y));
    }

    [Fact]
    public void A_turn_keeps_lengths_and_right_angles()
    {
        var style = Still with { HalfTurn = 0.3 };
        for (var key = 0ul; key < 50; key++)
        {
            var (ax, ay) = Map(style, key, 1, 0);
            var (bx, by) = Map(style, key, 0, 1);
            Assert.Equal(8, Math.Sqrt(((ax - 13.5) * (ax - 13.5)) + ((ay - 13.5) * (ay - 13.5))), 12);
            Assert.Equal(8, Math.Sqrt(((bx - 13.5) * (bx - 13.5)) + ((by - 13.5) * (by - 13.5))), 12);
            Assert.Equal(0, ((ax - 13.5) * (bx - 13.5)) + ((ay - 13.5) * (by - 13.5)), 12);
        }
    }

    /// <summary>A shear slides rows along themselves: heights stay, and the reach is the largest shear.</summary>
    [Fact]
    public void A_shear_keeps_heights()
    {
        var style = Still with { Shear = 0.5 };
        for (var key = 0ul; key < 50; key++)
        {
            var (x, y) = Map(style, key, 0, 1);
            Assert.Equal(13.5 + 8, y, 12);
            Assert.InRange(x, 13.5 - 4, 13.5 + 4);
        }
    }

    [Fact]
    public void A_shift_moves_every_point_alike()
    {
        var style = Still with { Shift = 3 };
        var (ax, ay) = Map(style, 4, 0, 0);
        var (bx, by) = Map(style, 4, 1, 1);
        Assert.Equal((8.0, 8.0), (Math.Round(bx - ax, 12), Math.Round(by - ay, 12)));
        Assert.InRange(ax, 10.5, 16.5);
        Assert.InRange(ay, 10.5, 16.5);
        Assert.NotEqual(13.5, ax);
    }

    [Fact]
    public void The_warp_bends_and_leaves_the_centre_in_place()
    {
        var style = Still with { Warp = 0.2 };
        var (x, y) = Map(style, 9, 0, 0);
        Assert.Equal((13.5, 13.5), (x, y));
        var (left, _) = Map(style, 9, 0, -1);
        var (right, _) = Map(style, 9, 0, 1);
        Assert.NotEqual(13.5, (left + right) / 2, 3);
    }

    private static (double X, double Y) Map(DigitStyle style, ulong key, double x, double y)
    {
        var random = new DigitRandom(key);
        return new DigitWarp(style, ref random).Map(x, y);
    }
}
