using Neuro.Experiments.Models;
using Neuro.Runtime;
using Neuro.Tests.Oracles;
using Neuro.Units.Activations;
using Neuro.Units.Initialisation;
using Neuro.Units.Populations;

namespace Neuro.Tests.Models;

/// <summary>Steady states in closed form, and convergence as the time step shrinks.</summary>
public sealed class DynamicsTests
{
    /// <summary>Distances far above single precision's rounding; what stays put is below it.</summary>
    private const double Noticeable = 3e-3;

    [Theory]
    [InlineData(GhostModel.MA, FeedbackKind.Transpose, 0.0, 1)]
    [InlineData(GhostModel.MA, FeedbackKind.Random, 0.8, 7)]
    [InlineData(GhostModel.MB, FeedbackKind.Transpose, 0.8, 7)]
    [InlineData(GhostModel.MB, FeedbackKind.Random, 0.0, 1)]
    public void Linear_networks_settle_where_elimination_says(GhostModel model, FeedbackKind feedback, double beta, int batch)
    {
        var options = Frozen with
        {
            Model = model,
            Feedback = feedback,
            Activation = Activation.Linear,
            ForwardInitialiser = new GlorotUniform(0.3),
            UpperInitialiser = new GlorotUniform(0.3),
            GhostInitialiser = new GlorotUniform(0.3),
            FeedbackInitialiser = new GlorotUniform(0.3),
            Nudging = beta,
            PredictionSteps = 20,
            NudgingSteps = 120,
        };
        var pair = new GhostPair(options);
        var weights = pair.CreateWeights();

        // V_b of MB starts at 0, which would leave nothing to solve for.
        for (var l = 2; l <= pair.Top; l++)
        {
            var count = weights[pair.GhostFeedback(l)].Post * weights[pair.GhostFeedback(l)].Pre;
            weights[pair.GhostFeedback(l)].CopyFrom(new TestDraws(77).Singles(count, -0.15, 0.15));
        }

        var trials = new TestTrials(1, batch, options.Inputs, options.Outputs);
        using var host = new WorkerHost(1);
        var simulation = pair.Simulate(weights, trials, batch, host);
        simulation.Run(1);

        var steady = new LinearSteadyState(pair.CreateOracle(weights));
        for (var b = 0; b < batch; b++)
        {
            var (states, ghosts) = steady.Solve(trials.Inputs(0)[b], trials.Targets(0)[b], beta);
            for (var l = 1; l <= pair.Top; l++)
            {
                Same(states[l], simulation, pair.Layer(l), b);
                if (l >= 2)
                {
                    Same(ghosts[l], simulation, $"ghost{l}", b);
                }
            }
        }
    }

    /// <summary>Euler's method is of first order: with the durations kept, half the time step leaves half the error.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Halving_the_time_step_halves_the_error(bool learning)
    {
        var reference = Reference(256, learning);
        var coarse = Distance(reference, Simulate(8, learning));
        var fine = Distance(reference, Simulate(16, learning));
        var finer = Distance(reference, Simulate(32, learning));
        var moving = coarse.Where(pair => pair.Value > Noticeable).ToList();
        Assert.True(moving.Count >= 5, "every population is off its limit at a coarse step");
        foreach (var (name, distance) in moving)
        {
            // Against a reference whose own error is a 32nd of the coarse one: ratios are 2 up to second order.
            Assert.InRange(distance / fine[name], 1.8, 2.4);
            Assert.InRange(fine[name] / finer[name], 1.8, 2.5);
        }
    }

    private static GhostNetworkOptions Frozen => new()
    {
        Inputs = 13,
        Hidden = [37, 21],
        Outputs = 5,
        GhostUnits = 11,
        ForwardRates = (0, 0, 0),
        GhostsLearn = false,
        Sweep = false,
    };

    /// <summary>A trial of one and a half time constants of prediction and half a one of nudging, cut into steps of tau / n.</summary>
    private static GhostNetworkOptions Cut(int stepsPerTimeConstant, bool learning) => Frozen with
    {
        TimeConstant = 10,
        TimeStep = 10.0 / stepsPerTimeConstant,
        PredictionSteps = stepsPerTimeConstant * 3 / 2,
        NudgingSteps = stepsPerTimeConstant / 2,
        GhostsLearn = learning,
        ForwardRates = learning ? (1, 1, 1) : (0, 0, 0),

        // These two are given per step, not per time.
        MimicryRate = 2.0 / stepsPerTimeConstant,
        CancellationRate = 2.0 / stepsPerTimeConstant,
    };

    private static Dictionary<string, double[]> Reference(int stepsPerTimeConstant, bool learning)
    {
        var options = Cut(stepsPerTimeConstant, learning);
        var pair = new GhostPair(options);
        var oracle = pair.CreateOracle(pair.CreateWeights());
        var trials = new TestTrials(1, 3, options.Inputs, options.Outputs);
        oracle.RunTrial(trials.Inputs(0), trials.Targets(0));
        return pair.Read(oracle, states: true);
    }

    private static Dictionary<string, float[]> Simulate(int stepsPerTimeConstant, bool learning)
    {
        var options = Cut(stepsPerTimeConstant, learning);
        var pair = new GhostPair(options);
        var trials = new TestTrials(1, 3, options.Inputs, options.Outputs);
        using var host = new WorkerHost(1);
        var simulation = pair.Simulate(pair.CreateWeights(), trials, 3, host, new ExecutionOptions());
        simulation.Run(1);
        return GhostPair.Read(simulation);
    }

    /// <summary>Distances of states and weights.</summary>
    private static Dictionary<string, double> Distance(Dictionary<string, double[]> reference, Dictionary<string, float[]> actual)
    {
        var distances = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var (name, values) in reference)
        {
            distances[name] = Math.Sqrt(values.Zip(actual[name], (a, b) => (a - b) * (a - b)).Sum());
        }

        return distances;
    }

    private static void Same(double[] expected, Simulation simulation, string population, int sample)
    {
        var state = simulation.Newest(population).State!;
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], state[sample, i], 2e-5 * Math.Max(1, Agreement.Largest(expected)));
        }
    }
}
