using Neuro.Experiments.Benchmarks;
using Neuro.Runtime;
using Neuro.Units.Populations;

namespace Neuro.Tests.Experiments.Benchmarks;

public class SettlingPeerTests
{
    private const int Inputs = 24;
    private const int Units = 17;
    private const int Classes = 4;

    public static TheoryData<string> Models => [.. SettlingCase.All.Select(model => model.Model).Distinct()];

    [Theory]
    [MemberData(nameof(Models))]
    public void ArraysHaveTheShapesThatThePeerDocuments(string name)
    {
        var model = Small(name);
        var weights = WeightStore.Create(model.Network, 1);

        foreach (var (array, shape, values) in model.Arrays.SelectMany(array => array.Copy(weights)))
        {
            int[] expected = array switch
            {
                "W1" => [Units, Inputs],
                "W2" => [Classes, Units],
                "b1" => [Units],
                "b2" => [Classes],
                "U1" or "V1" => [Units, Classes],
                "M1" => [Classes, Units],
                _ => [],
            };
            Assert.Equal(expected, shape);
            Assert.Equal(expected.Aggregate(1, (a, b) => a * b), values.Length);
        }
    }

    [Theory]
    [InlineData("eqprop", "W1 W2")]
    [InlineData("vector-field", "W1 W2 U1")]
    [InlineData("predictive", "W1 W2")]
    [InlineData("least-action", "W1 W2")]
    [InlineData("microcircuit", "W1 W2 U1 M1 V1")]
    public void EveryModelHasItsArrays(string name, string expected) => Assert.Equal(expected, string.Join(' ', Small(name).Arrays.Select(array => array.Name)));

    [Fact]
    public void ACommandSaysWhatMakesTheModel()
    {
        Assert.Equal(
            "settling.py --model vector-field --inputs 784 --hidden 500 --layers 1 --outputs 10 --rates 0.1,0.05 --step-ratio 0.5 --free 20 --nudged 4 --beta 1",
            string.Join(' ', new SettlingCase("vector-field", 20).Command));
        Assert.Equal(
            "settling.py --model least-action --inputs 784 --hidden 500 --layers 1 --outputs 10 --rates 0.01 --step-ratio 0.1 --steps 20 --beta 0.1",
            string.Join(' ', new SettlingCase("least-action", 20).Command));
        Assert.Equal(
            "settling.py --model microcircuit --inputs 784 --hidden 500 --layers 1 --outputs 10 --rates 0.01 --dt 0.1 --conductances 0.1,1,1,0.8,0.8 --inter-rate 0.01 --cancel-rate 0.01 --steps 20 --taught 10",
            string.Join(' ', new SettlingCase("microcircuit", 20).Command));
    }

    [Fact]
    public void EveryModelIsMeasuredAtTwoBatches() => Assert.All(SettlingCase.All.GroupBy(model => model.Model), models => Assert.Equal([20, 100], models.Select(model => model.Batch)));

    [PeersFact]
    public void OneTrialChangesWeightsAsThePeerDoes()
    {
        foreach (var name in Models)
        {
            PeerComparison.Check(Small(name).ForCheck, PeersFactAttribute.Peers!, new RandomTrials(Classes));
        }
    }

    [PeersFact]
    public void AnIterationTooFewIsFoundOut()
    {
        var model = Small("least-action").ForCheck;
        var check = new PeerCheck(PeersFactAttribute.Peers!, [.. model.Command, "--steps", "19"], model.Arrays, tolerance: 2e-3);
        using var host = new WorkerHost(1);
        var trials = new RandomTrials(Classes);

        var wrong = Assert.Throws<BenchmarkException>(() => check.Run(model.On(host, trials), trials, model.Batch, Inputs, Classes, model.Name));

        Assert.Contains("least-action, batch 20: W1 after one trial, against settling.py: differs by", wrong.Message, StringComparison.Ordinal);
    }

    private static SettlingCase Small(string model) => new(model, 20, Inputs, Units, Classes);
}
