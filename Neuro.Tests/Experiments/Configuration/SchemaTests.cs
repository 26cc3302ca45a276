using Neuro.Experiments.Configuration;
using Neuro.Experiments.Hocon;

namespace Neuro.Tests.Experiments.Configuration;

public class SchemaTests
{
    [Fact]
    public void The_reference_names_every_key_with_default_description_unit_and_range()
    {
        var schema = new ConfigurationSchema("An example.");
        schema.Int("run.epochs", 20, "Passes over the data.", min: 1);
        schema.Describe("run", "How long.");
        schema.Double("model.lr", 0.5, "Step.", 0, 1, unit: "1/ms");
        schema.Text("run.\"odd key\"", "x y", "Odd.");
        ConfigurationMap map = schema.Sections("sources", "Places.");
        map.Int("n", 1, "Count.");
        map.Entry("one", "n = 2");
        const string Expected = """
            # An example.

            # How long.
            run {
              # Passes over the data.
              # A whole number, 1 or more.
              epochs = 20

              # Odd.
              # A string.
              "odd key" = "x y"
            }

            model {
              # Step.
              # A number in 1/ms, 0 to 1.
              lr = 0.5
            }

            # Places.
            # Named sections; the keys of each, and their defaults:
            #   n = 1: Count. A whole number.
            sources {
              one {
                n = 2
              }
            }

            """;
        Assert.Equal(Expected.ReplaceLineEndings("\n"), schema.RenderReference());
    }

    [Fact]
    public void The_reference_reads_back_as_the_defaults()
    {
        var example = new Example();
        HoconObject reference = HoconParser.Parse(example.Schema.RenderReference()).Resolve();
        foreach (ConfigurationKey key in example.Schema.Keys)
        {
            Assert.Equal(HoconParser.Parse($"v = {key.DefaultText}").Find("v"), reference.Find(key.Path));
        }
    }

    [Fact]
    public void A_default_must_be_allowed()
    {
        var schema = new ConfigurationSchema();
        Assert.Throws<ArgumentException>(() => schema.Int("a", 0, "d", min: 1));
        Assert.Throws<ArgumentException>(() => schema.Text("a", "x", "d", "y", "z"));
        Assert.Throws<ArgumentException>(() => schema.IntList("a", [], "d", minCount: 1));
        Assert.Throws<HoconException>(() => schema.Int("a..b", 1, "d"));
        Assert.Empty(schema.Keys);
    }

    [Theory]
    [InlineData("a.b", "a.b")]
    [InlineData("a.b", "a")]
    [InlineData("a", "a.b")]
    public void Two_keys_cannot_stand_in_one_place(string first, string second)
    {
        var schema = new ConfigurationSchema();
        schema.Int(first, 1, "d");
        Assert.Throws<ArgumentException>(() => schema.Int(second, 1, "d"));
        Assert.Throws<ArgumentException>(() => schema.Sections(second, "d"));
    }

    [Fact]
    public void The_embedded_reference_is_valid()
    {
        using Stream stream = typeof(HoconParser).Assembly.GetManifestResourceStream("hocon/reference.conf")!;
        using var reader = new StreamReader(stream);
        Assert.NotNull(HoconParser.Parse(reader.ReadToEnd(), "hocon/reference.conf").Resolve());
    }
}
