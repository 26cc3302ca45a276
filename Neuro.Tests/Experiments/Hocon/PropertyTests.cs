using Neuro.Experiments.Hocon;

namespace Neuro.Tests.Experiments.Hocon;

public class PropertyTests
{
    [Fact]
    public void Random_JSON_means_what_it_means_to_a_JSON_reader_and_survives_both_renderings()
    {
        for (int seed = 0; seed < 2000; seed++)
        {
            string json = new RandomDocument(seed).Object(4);
            HoconObject value = HoconParser.Parse(json);
            Assert.Equal(JsonOracle.Read(json), JsonOracle.Read(value.ToJson(indented: seed % 2 == 0)));
            Assert.Equal(value, HoconParser.Parse(value.ToJson()));
            Assert.Equal(value, HoconParser.Parse(value.ToHocon()));
        }
    }

    [Fact]
    public void Mutated_documents_are_read_or_refused_but_never_anything_else()
    {
        int readable = 0;
        int refused = 0;
        for (int seed = 0; seed < 30_000; seed++)
        {
            var random = new RandomDocument(seed);
            string text = random.Mutate(RandomDocument.Samples[seed % RandomDocument.Samples.Length]);
            try
            {
                HoconValue value = HoconParser.ParseValue(text, "fuzz");
                value = value is HoconObject root ? root.Resolve(Environment) : ((HoconArray)value).Resolve(Environment);
                Assert.Equal(value, HoconParser.ParseValue(value.ToHocon()));
                Assert.Equal(value, HoconParser.ParseValue(value.ToJson()));
                readable++;
            }
            catch (HoconException e)
            {
                Assert.StartsWith("fuzz:", e.Message, StringComparison.Ordinal);
                refused++;
            }
        }

        // Both outcomes must be common, or the test would show nothing.
        Assert.True(readable > 1000 && refused > 1000, $"{readable} readable, {refused} refused");

        static string? Environment(string name) => name.Length % 3 == 0 ? "value" : null;
    }

    [Fact]
    public void Merging_is_associative_on_plain_objects()
    {
        for (int seed = 0; seed < 500; seed++)
        {
            HoconObject a = Shallow(seed);
            HoconObject b = Shallow(seed + 10_000);
            HoconObject c = Shallow(seed + 20_000);
            Assert.Equal(a.WithFallback(b).WithFallback(c), a.WithFallback(b.WithFallback(c)));
            Assert.Equal(a, a.WithFallback(a));
        }

        // All values at a level are objects, or all are not: mixing is where a later scalar hides what a pairwise merge would keep.
        static HoconObject Shallow(int seed)
        {
            var random = new Random(seed);
            string[] fields = [.. Enumerable.Range(0, 6).Select(_ => $"k{random.Next(4)}.l{random.Next(3)} = {random.Next(100)}")];
            return HoconParser.Parse(string.Join('\n', fields));
        }
    }
}
