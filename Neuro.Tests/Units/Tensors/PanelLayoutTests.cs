using Neuro.Units.Tensors;

namespace Neuro.Tests.Units.Tensors;

public sealed class PanelLayoutTests
{
    [Theory]
    [InlineData(1, 16, 1)]
    [InlineData(16, 16, 1)]
    [InlineData(17, 32, 1)]
    [InlineData(32, 32, 1)]
    [InlineData(33, 32, 2)]
    [InlineData(784, 32, 25)]
    public void Units_lie_in_panels_of_32_or_one_of_16(int units, int width, int panels)
    {
        var layout = new PanelLayout(units);
        Assert.Equal((units, width, panels, width * panels), (layout.Units, layout.Width, layout.Panels, layout.PaddedUnits));
        Assert.Equal(units, Enumerable.Range(0, panels).Sum(layout.UnitsIn));
        Assert.Equal(units - ((panels - 1) * width), layout.UnitsIn(panels - 1));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-3)]
    public void No_units_are_refused(int units) => Assert.Throws<ArgumentOutOfRangeException>(() => new PanelLayout(units));
}
