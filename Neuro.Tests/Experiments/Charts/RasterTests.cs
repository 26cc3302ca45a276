using System.Text;
using Neuro.Experiments.Charts;

namespace Neuro.Tests.Experiments.Charts;

/// <summary>Values as colours: each cell in its place, in the colour of its value.</summary>
public sealed class RasterTests
{
    private static readonly Axis Value = new("rate");

    /// <summary>The check value that is given with the definition of CRC-32.</summary>
    [Fact]
    public void The_reader_of_these_tests_checks_as_the_standard_says() => Assert.Equal(0xcbf43926u, PngReader.Check(Encoding.ASCII.GetBytes("123456789")));

    [Fact]
    public void Cells_have_the_colours_of_their_values()
    {
        var image = Image(new HeatMapPanel(new Raster(3, [0, 0.5f, 1, float.NaN, 1, 0.25f]), new Axis("step"), new Axis("unit"), Value, ColourMap.Grey));
        Assert.Equal(["IHDR", "PLTE", "IDAT", "IEND"], image.Types);
        var (wide, high) = (image.Width / 3, image.Height / 2);
        int[,] expected = { { 255, 127, 0 }, { 217, 0, 191 } }; // 0xd9 = 217 stands for what is missing
        for (var row = 0; row < image.Height; row++)
        {
            for (var column = 0; column < image.Width; column++)
            {
                var grey = expected[row / high, column / wide];
                Assert.InRange(image[row, column].Red, grey - 1, grey + 1);
                Assert.Equal(image[row, column].Red, image[row, column].Blue);
            }
        }
    }

    /// <summary>White is zero, however lopsided the values are; red is positive.</summary>
    [Fact]
    public void Diverging_colours_are_centred_on_zero()
    {
        var image = Image(new HeatMapPanel(new Raster(4, [-1, 0, 1, 4]), new Axis("step"), new Axis("unit"), Value, ColourMap.Diverging));
        var cells = Enumerable.Range(0, 4).Select(i => image[0, (image.Width * i / 4) + 1]).ToArray();
        Assert.True(cells[0].Blue > cells[0].Red);
        Assert.Equal((255, 255, 255), cells[1]);
        Assert.True(cells[2].Red > cells[2].Blue);
        Assert.Equal((0x67, 0x00, 0x1f), cells[3]);
    }

    /// <summary>Whoever sees no colours, or prints without, sees the order of values.</summary>
    [Fact]
    public void Sequential_colours_become_lighter_with_each_level()
    {
        var light = ColourMap.Sequential.Colours.SkipLast(1).Select(c => (0.2126 * c.Red) + (0.7152 * c.Green) + (0.0722 * c.Blue)).ToArray();
        Assert.All(light.Zip(light.Skip(1)), pair => Assert.True(pair.Second >= pair.First - 0.5, $"{pair}"));
        Assert.True(light[^1] - light[0] > 150);
    }

    [Fact]
    public void The_image_and_its_axes_share_their_edges()
    {
        var drawing = new Drawing(new Figure("f", [new HeatMapPanel(new Raster(10, new float[50]), new Axis("step"), new Axis("unit"), Value, ColourMap.Grey) { FirstColumn = 5 }]));
        var box = Drawing.BoxOf(drawing.All("image")[0]);
        var label = Assert.Single(drawing.All("text"), text => text.Value == "10");
        // Columns 5 .. 14 fill the width; the middle of column 10 lies 5.5 columns from the left.
        Assert.Equal(box.Left + (box.Width * 0.55), Drawing.Number(label, "x"), 0.0101);
    }

    [Fact]
    public void Too_many_cells_are_averaged_in_blocks()
    {
        const int columns = 1500;
        var random = new Random(5);
        float[] values = [.. Enumerable.Range(0, 700 * columns).Select(_ => random.NextSingle() < 0.3 ? float.NaN : random.NextSingle())];
        var reduced = new Raster(columns, values).Reduced();
        Assert.Equal((350, 500), (reduced.Rows, reduced.Columns));
        foreach (var (row, column) in ((int, int)[])[(0, 0), (349, 499), (123, 45)])
        {
            var block = from r in Enumerable.Range(row * 2, 2) from c in Enumerable.Range(column * 3, 3) let v = values[(r * columns) + c] where !float.IsNaN(v) select (double)v;
            Assert.Equal(block.Any() ? block.Average() : double.NaN, reduced.Values[(row * 500) + column], 1e-6);
        }

        Assert.InRange(new Figure("f", [new HeatMapPanel(new Raster(columns, values), new Axis("x"), new Axis("y"), Value, ColourMap.Grey)]).ToSvg().Length, 1000, 1_000_000);
    }

    [Fact]
    public void Images_stand_in_rows_in_their_own_shape_with_common_colours()
    {
        Tile Of(float value) => new($"unit {value}", new Raster(4, [value, value, value, value, value, value, value, value]));
        var drawing = new Drawing(new Figure("weights", [new ImagePanel([Of(1), Of(2), Of(4)], 2, Value, ColourMap.Grey) { TileHeight = 40 }]));
        var boxes = drawing.All("image").SkipLast(1).Select(Drawing.BoxOf).ToArray(); // the last is the colour bar
        Assert.Equal(3, boxes.Length);
        Assert.All(boxes, box => Assert.Equal((80, 40), (box.Width, box.Height)));
        Assert.Equal((boxes[0].Top, boxes[0].Left), (boxes[1].Top, boxes[2].Left));
        Assert.True(boxes[1].Left > boxes[0].Right && boxes[2].Top > boxes[0].Bottom);
        var greys = drawing.All("image").SkipLast(1).Select(image => Read(image)[0, 0].Red).ToArray();
        Assert.Equal((255, 0), (greys[0], greys[2]));
        Assert.InRange(greys[1], 169, 171); // a third of the way from 1 to 4
    }

    private static PngReader Image(Panel panel) => Read(new Drawing(new Figure("f", [panel])).All("image")[0]);

    private static PngReader Read(System.Xml.Linq.XElement image) => new(Convert.FromBase64String(image.Attribute("href")!.Value.Split(',')[1]));
}
