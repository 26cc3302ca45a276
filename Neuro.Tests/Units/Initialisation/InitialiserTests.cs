using Neuro.Units.Initialisation;
using Neuro.Units.Randomness;

namespace Neuro.Tests.Units.Initialisation;

public sealed class InitialiserTests
{
    private static readonly RandomKey Key = new(3, "input-hidden1", "weights");

    public static TheoryData<string> Drawn => [.. Samples.Keys];

    private static Dictionary<string, Initialiser> Samples { get; } = new(StringComparer.Ordinal)
    {
        ["glorot"] = new GlorotUniform(),
        ["uniform"] = new Uniform(-0.3f, 0.3f),
        ["normal"] = new Normal(0.1f),
        ["orthogonal"] = new Orthogonal(1),
        ["zero"] = new Zero(),
        ["identity"] = new Identity(),
        ["constant"] = new Constant(2),
    };

    [Theory]
    [MemberData(nameof(Drawn))]
    public void Every_weight_is_written_and_the_same_again(string name)
    {
        float[] first = Fill(Samples[name], 5, 7, Key, before: float.NaN);
        float[] second = Fill(Samples[name], 5, 7, Key, before: 1);

        Assert.All(first, weight => Assert.True(float.IsFinite(weight)));
        Assert.Equal(first, second);
    }

    [Theory]
    [InlineData("glorot")]
    [InlineData("uniform")]
    [InlineData("normal")]
    [InlineData("orthogonal")]
    public void Another_key_gives_other_weights(string name)
    {
        float[] weights = Fill(Samples[name], 4, 4, Key);

        Assert.NotEqual(weights, Fill(Samples[name], 4, 4, Key.ForStream("other")));
        Assert.Equal(weights, Fill(Samples[name], 4, 4, Key.ForUnit(99)));
        Assert.Equal(weights.Length, weights.Distinct().Count());
    }

    /// <summary>Row by row from the stream of its unit, column by cursor: weight (i, j) is known without filling anything.</summary>
    [Theory]
    [InlineData("uniform")]
    [InlineData("normal")]
    public void A_weight_depends_on_its_key_and_its_indices_only(string name)
    {
        float[] small = Fill(Samples[name], 2, 3, Key);
        float[] large = Fill(Samples[name], 6, 10, Key);

        for (int i = 0; i < 2; i++)
        {
            for (int j = 0; j < 3; j++)
            {
                RandomStream stream = new(Key.ForUnit(i));
                float expected = name is "uniform" ? stream.Uniform(-0.3f, 0.3f, j) : 0.1f * stream.Normal(j);
                Assert.Equal(expected, small[(i * 3) + j]);
                Assert.Equal(expected, large[(i * 10) + j]);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Drawn))]
    public void A_span_of_another_size_is_refused_with_the_sizes(string name)
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => Fill(Samples[name], 5, 7, Key, length: 34));

        Assert.Contains("35", error.Message, StringComparison.Ordinal);
        Assert.Contains("34", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    [InlineData(-1, -1)]
    [InlineData(Initialiser.PostLimit + 1, 1)]
    [InlineData(1, Initialiser.PreLimit + 1)]
    public void Sizes_out_of_range_are_refused(int post, int pre) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Zero().Fill([], post, pre, Key));

    [Fact]
    public void Descriptions_compare_by_value()
    {
        Assert.Equal(new Uniform(-1, 1), new Uniform(-1, 1));
        Assert.NotEqual(new Uniform(-1, 1), new Uniform(-1, 2));
        Assert.NotEqual<Initialiser>(new Zero(), new Identity());
        Assert.Equal(new CopyOf("a", transposed: true), new CopyOf("a", transposed: true, scale: 1));
    }

    internal static float[] Fill(Initialiser initialiser, int post, int pre, RandomKey key, float before = 0, int? length = null)
    {
        float[] weights = new float[length ?? (post * pre)];
        Array.Fill(weights, before);
        initialiser.Fill(weights, post, pre, key);
        return weights;
    }
}
