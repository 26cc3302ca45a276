using Neuro.Units.Populations;
using Neuro.Units.Tensors;

namespace Neuro.Tests.Units.Populations;

public sealed class PanelGroupTests
{
    [Theory]
    [InlineData(10, 1)]
    [InlineData(500, 1)]
    [InlineData(500, 100)]
    [InlineData(230, 20)]
    [InlineData(65, 1000)]
    public void Groups_cover_every_panel_once_in_order(int units, int batch)
    {
        var layout = new PanelLayout(units);
        var groups = PanelGroup.Cut(layout, PanelRange.Whole(layout), batch);
        var next = 0;
        foreach (var group in groups)
        {
            Assert.Equal(next, group.First);
            Assert.Equal(group.Count * batch * layout.Width, group.Length);
            Assert.True(group.Count >= 1);
            next += group.Count;
        }

        Assert.Equal(layout.Panels, next);
    }
}
