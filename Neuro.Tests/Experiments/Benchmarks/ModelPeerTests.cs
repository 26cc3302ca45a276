using Neuro.Experiments.Benchmarks;
using Neuro.Experiments.Models;
using Neuro.Units.Populations;

namespace Neuro.Tests.Experiments.Benchmarks;

public class ModelPeerTests
{
    private const int Inputs = 24;
    private const int Classes = 4;

    public static TheoryData<string> Models => [.. ModelCase.Layered.Append(ModelCase.Gait).Select(model => model.Name)];

    [Theory]
    [MemberData(nameof(Models))]
    public void ArraysHaveTheShapesThatThePeerDocuments(string name)
    {
        var options = Small(name).Options;
        int[] units = [options.Inputs, .. options.Hidden, ModelPeer.IsInverse(options.Rule) ? options.Inputs : options.Outputs];
        var weights = WeightStore.Create(LayeredNetwork.Build(options), 1);

        foreach (var (array, shape, values) in ModelPeer.Arrays(options).SelectMany(array => array.Copy(weights)))
        {
            var l = int.Parse(array.AsSpan().TrimStart("WbBT"), System.Globalization.CultureInfo.InvariantCulture);
            int[] expected = array[..^1] switch
            {
                "W" => [units[l], units[l - 1]],
                "b" => [units[l]],
                "B" when options.Rule == LearningRule.FeedbackAlignment => [units[l], units[l + 1]],
                "B" => [units[l], options.Outputs],
                "BT" => [units[l], units[l + 1]],
                _ => [units[l], units[l - 1]],
            };
            Assert.Equal(expected, shape);
            Assert.Equal(expected.Aggregate(1, (a, b) => a * b), values.Length);
        }
    }

    [Theory]
    [InlineData("bp", "W1 W2 W3")]
    [InlineData("fa", "W1 W2 W3 B1 B2")]
    [InlineData("dfa", "W1 W2 W3 B1 B2")]
    [InlineData("lafs", "W1 W2 W3 B1 B2")]
    [InlineData("general s1, output errors", "W1 W2 W3 B1 BT1 B2")]
    [InlineData("general s2, auxiliary errors", "W1 W2 W3 B1 B2 BB2")]
    [InlineData("general s3, output errors", "W1 W2 W3 B1 BT1 B2 BB2")]
    [InlineData("gait", "W1 W2 W3 W4 W5")]
    public void EveryRuleHasItsFeedback(string name, string expected) =>
        Assert.Equal(expected, string.Join(' ', ModelPeer.Arrays(Small(name).Options).Select(array => array.Name)));

    [Fact]
    public void ACommandSaysWhatMakesTheModel()
    {
        Assert.Equal(
            "models.py --rule general --inputs 784 --outputs 10 --layers 2 --rate 0.001 --strategy 3 --errors auxiliary --hidden 800 --reduction sum",
            string.Join(' ', ModelPeer.Command(ModelCase.Layered[^1].Options)));
        Assert.Equal(
            "models.py --rule gait --inputs 784 --outputs 10 --layers 4 --rate 0.0001 --orthogonality 0.1 --optimiser adam --momentum 0.9 --square-decay 0.99 --epsilon 1E-08",
            string.Join(' ', ModelPeer.Command(ModelCase.Gait.Options)));
    }

    [PeersFact]
    public void OneTrialChangesWeightsAsThePeerDoes()
    {
        foreach (var name in Models)
        {
            PeerComparison.Check(Small(name).ForCheck, PeersFactAttribute.Peers!, new RandomTrials(Classes));
        }
    }

    [PeersFact]
    public void AModelThatIsNotThePeersIsFoundOut()
    {
        var model = Small("general s1, output errors").ForCheck;
        var other = model with { Options = model.Options with { Rule = LearningRule.General, Combination = Neuro.Units.Specification.Combination.Sum } };

        var wrong = Assert.Throws<BenchmarkException>(() => PeerComparison.Check(other, PeersFactAttribute.Peers!, new RandomTrials(Classes)));

        Assert.Contains("W1 after one trial, against models.py: differs by", wrong.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("lafs")]
    [InlineData("dfa")]
    [InlineData("bp")]
    public void TrialsInFlightDoNotDependOnTheNumberOfWorkers(string name) => ModelsBenchmark.CheckWorkers(Small(name), pipeline: 3, new RandomTrials(Classes));

    private static ModelCase Small(string name)
    {
        var model = ModelCase.Layered.Append(ModelCase.Gait).First(model => model.Name == name);
        return ModelPeer.IsInverse(model.Options.Rule)
            ? model with { Options = model.Options with { Inputs = Inputs, Hidden = [Inputs, Inputs, Inputs, Inputs], Outputs = Classes } }
            : model with { Options = model.Options with { Inputs = Inputs, Hidden = [17, 17], Outputs = Classes } };
    }
}
