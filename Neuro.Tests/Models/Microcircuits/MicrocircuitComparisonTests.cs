using Neuro.Experiments.Models;
using Neuro.Runtime;

namespace Neuro.Tests.Models.Microcircuits;

/// <summary>The simulator against the plain loops in double precision: states and changes of all weights after three trials.</summary>
public sealed class MicrocircuitComparisonTests
{
    private const int Batch = 5;
    private const int Trials = 3;

    [Theory]
    [InlineData("continuous")]
    [InlineData("no filter")]
    [InlineData("reset")]
    [InlineData("tanh")]
    [InlineData("self-predicting")]
    [InlineData("without interneurons")]
    public void Continuous_time_agrees(string name)
    {
        var options = MicrocircuitCases.Named(name) with { Decay = 1 };
        var pair = new MicrocircuitPair(options);
        var start = pair.CreateWeights();
        var oracle = pair.CreateOracle(start, options.TimeStep);
        var initial = pair.Read(oracle);
        var trials = new TestTrials(Trials, Batch, options.Inputs, options.Outputs);
        for (var trial = 0; trial < Trials; trial++)
        {
            if (!options.KeepsState)
            {
                oracle.Reset(Batch);
            }

            oracle.RunTrial(trials.Inputs(trial), pair.Targets(trials, trial), options.PredictionSteps, options.TeachingSteps);
        }

        using var host = new WorkerHost(2);
        var weights = pair.CreateWeights();
        var simulation = new Simulation(pair.Network, weights, trials, host, new SimulationOptions { Batch = Batch });
        simulation.Run(Trials);
        Agreement.Close(pair.States(oracle), MicrocircuitPair.States(simulation), name);
        Agreement.ChangesClose(initial, pair.Read(oracle), MicrocircuitCases.Read(pair.Network, weights), name);
    }

    /// <summary>Taught long enough to come to rest, the simplified form changes by what the rules say of the same rest in continuous time.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(0.4)]
    public void The_simplified_form_learns_from_where_continuous_time_comes_to_rest(double ratio)
    {
        const double Step = 0.2;
        var options = MicrocircuitCases.Simplified with
        {
            TeachingRatio = ratio,
            TeachingSteps = 150,
            DividesRates = false,
            Decay = 1,
            SelfPredicting = true,
            ForwardRates = [0.3, 0.2, 0.1],
            InterneuronRates = [0.25, 0.15],
            CancellationRates = [0.2, 0.1],
        };
        var pair = new MicrocircuitPair(options);
        var oracle = pair.CreateOracle(pair.CreateWeights(), Step);
        var initial = pair.Read(oracle);
        var trials = new TestTrials(Trials, Batch, options.Inputs, options.Outputs);
        for (var trial = 0; trial < Trials; trial++)
        {
            oracle.Learns = false;
            oracle.RunTrial(trials.Inputs(trial), pair.Targets(trials, trial), 0, 600);
            oracle.Learns = true;
            oracle.Step(trials.Inputs(trial), pair.Targets(trials, trial));
        }

        using var host = new WorkerHost(1);
        var weights = pair.CreateWeights();
        new Simulation(pair.Network, weights, trials, host, new SimulationOptions { Batch = Batch }).Run(Trials);
        Agreement.ChangesClose(initial, pair.Read(oracle), MicrocircuitCases.Read(pair.Network, weights), $"ratio {ratio}");
    }

    /// <summary>lambda_N of the output, lambda of each hidden layer: what a rate is divided by on the way down.</summary>
    [Fact]
    public void Rates_are_divided_by_the_mixing_factors()
    {
        var spec = MicrocircuitNetwork.Build(MicrocircuitCases.Simplified with { Somatic = 0.7 / 9, ForwardRates = [0.001], InterneuronRates = [0.002], CancellationRates = [0.5] });
        double Rate(string name) => spec.Projection(name).Rules.Single().Rate.Initial;
        Assert.Equal(0.001 / 0.1, Rate("hidden2-output"), 1e-9);
        Assert.Equal(0.001 / 0.1 / 0.3, Rate("hidden1-hidden2"), 1e-9);
        Assert.Equal(0.001 / 0.1 / 0.3 / 0.3, Rate("input-hidden1"), 1e-9);
        Assert.Equal(2 * Rate("hidden2-output"), Rate("hidden2-inter2"), 1e-9);
        Assert.Equal(2 * Rate("hidden1-hidden2"), Rate("hidden1-inter1"), 1e-9);
        Assert.Equal(0.5, Rate("inter1-hidden1"), 1e-9);
    }
}
