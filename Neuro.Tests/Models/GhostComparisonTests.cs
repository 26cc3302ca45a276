using Neuro.Experiments.Models;
using Neuro.Runtime;
using Neuro.Tests.Oracles;
using Neuro.Units.Activations;
using Neuro.Units.Initialisation;
using Neuro.Units.Losses;
using Neuro.Units.Populations;

namespace Neuro.Tests.Models;

/// <summary>The simulator against the literal algorithm, after three trials, in every way that it can be run.</summary>
public sealed class GhostComparisonTests
{
    private const int Trials = 3;

    /// <summary>Model, feedback, hidden layers, batch, sweep, biases; MB both without and with a common V_b that learns.</summary>
    public static TheoryData<GhostModel, bool, FeedbackKind, int, int, bool, bool> Cases()
    {
        var cases = new TheoryData<GhostModel, bool, FeedbackKind, int, int, bool, bool>();
        foreach (var (model, shared) in new[] { (GhostModel.MA, true), (GhostModel.MB, false), (GhostModel.MB, true) })
        {
            foreach (var feedback in new[] { FeedbackKind.Transpose, FeedbackKind.Random })
            {
                foreach (var hidden in new[] { 1, 3 })
                {
                    foreach (var batch in new[] { 1, 7, 20 })
                    {
                        foreach (var sweep in new[] { false, true })
                        {
                            cases.Add(model, shared, feedback, hidden, batch, sweep, true);
                            cases.Add(model, shared, feedback, hidden, batch, sweep, false);
                        }
                    }
                }
            }
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Agrees_with_the_literal_algorithm(GhostModel model, bool shared, FeedbackKind feedback, int hidden, int batch, bool sweep, bool biases) =>
        Compare(Small(hidden) with { Model = model, Feedback = feedback, Sweep = sweep, Biases = biases, CancellationRate = shared ? 0.4 : 0 }, batch);

    [Theory]
    [InlineData(Activation.Tanh)]
    [InlineData(Activation.Relu)]
    [InlineData(Activation.LeakyRelu)]
    [InlineData(Activation.HardSigmoid)]
    [InlineData(Activation.Linear)]
    public void Agrees_with_every_activation(Activation activation) =>
        Compare(
            Small(2) with
            {
                Activation = activation,
                ForwardInitialiser = new GlorotUniform(0.3),
                UpperInitialiser = new GlorotUniform(0.3),
                GhostInitialiser = new GlorotUniform(0.3),
                ForwardRates = (0.1, 0.1, 0.1),
                MimicryRate = 0.05,
                CancellationRate = 0.05,
            },
            batch: 7);

    [Theory]
    [InlineData(GhostModel.MA)]
    [InlineData(GhostModel.MB)]
    public void Agrees_with_cross_entropy(GhostModel model) =>
        Compare(Small(2) with { Model = model, Loss = Loss.CrossEntropy, Nudging = 0.3, CancellationRate = 0.4 }, batch: 7);

    [Fact]
    public void Agrees_when_forward_rates_decay_over_epochs() => Compare(Small(1) with { Decay = 0.5 }, batch: 3, trialsPerEpoch: 1);

    /// <summary>Layers of one half panel, of several groups of panels, and inputs of many blocks take other paths through the kernels.</summary>
    [Theory]
    [InlineData(GhostModel.MA, 40, 12, 9, 3, 7)]
    [InlineData(GhostModel.MA, 40, 12, 9, 3, 1)]
    [InlineData(GhostModel.MB, 40, 16, 16, 10, 20)]
    [InlineData(GhostModel.MA, 300, 230, 33, 10, 20)]
    [InlineData(GhostModel.MB, 530, 70, 230, 10, 1)]
    [InlineData(GhostModel.MA, 97, 65, 64, 10, 100)]
    [InlineData(GhostModel.MB, 97, 65, 32, 11, 100)]
    public void Agrees_for_every_shape(GhostModel model, int inputs, int first, int second, int outputs, int batch) =>
        Compare(
            Small(1) with { Model = model, Inputs = inputs, Hidden = [first, second], Outputs = outputs, PredictionSteps = 6, NudgingSteps = 4, CancellationRate = 0.4 },
            batch);

    private static GhostNetworkOptions Small(int hidden) => new()
    {
        Inputs = 13,
        Hidden = ((int[])[37, 21, 34])[..hidden],
        Outputs = 5,
        GhostUnits = 23,
        PredictionSteps = 10,
        NudgingSteps = 6,
        Nudging = 0.7,
        ForwardRates = (3, 2, 1),
        FeedbackInitialiser = new Uniform(-0.3, 0.3),
    };

    private static void Compare(GhostNetworkOptions options, int batch, int trialsPerEpoch = int.MaxValue)
    {
        var pair = new GhostPair(options);
        var trials = new TestTrials(Trials, batch, options.Inputs, options.Outputs, trialsPerEpoch: trialsPerEpoch);
        var oracle = pair.CreateOracle(pair.CreateWeights());
        var initial = pair.Read(oracle, states: false);
        for (var trial = 0; trial < Trials; trial++)
        {
            oracle.RunTrial(trials.Inputs(trial), trials.Targets(trial), Math.Pow(options.Decay, trials.EpochOf(trial)));
        }

        var expected = pair.Read(oracle, states: true);
        using var one = new WorkerHost(1);
        using var two = new WorkerHost(2);
        var plain = new Dictionary<bool, Dictionary<string, float[]>>();
        for (var savings = 0; savings < 8; savings++)
        {
            var execution = new ExecutionOptions { DeferPlasticity = (savings & 1) != 0, KeepCurrents = (savings & 2) != 0, SkipZeros = (savings & 4) != 0 };
            var actual = Run(pair, trials, batch, one, execution);
            Agreement.Close(expected, actual, $"{execution}");
            Agreement.ChangesClose(initial, expected, actual, $"{execution}");
            if (plain.TryAdd(execution.DeferPlasticity, actual))
            {
                continue;
            }

            Agreement.SameBits(plain[execution.DeferPlasticity], actual, $"{execution}");
        }

        Agreement.SameBits(plain[true], Run(pair, trials, batch, two, new ExecutionOptions()), "two workers");
    }

    private static Dictionary<string, float[]> Run(GhostPair pair, TestTrials trials, int batch, WorkerHost host, ExecutionOptions execution)
    {
        var simulation = pair.Simulate(pair.CreateWeights(), trials, batch, host, execution);
        Assert.Equal(Trials, simulation.Run(Trials));
        return GhostPair.Read(simulation);
    }
}
