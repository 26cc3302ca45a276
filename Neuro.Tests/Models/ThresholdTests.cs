using Neuro.Experiments.Models;
using Neuro.Tests.Oracles;
using Neuro.Tests.Runtime;
using Neuro.Units.Activations;
using Neuro.Units.Initialisation;
using Neuro.Units.Messages;
using Neuro.Units.Populations;
using Neuro.Units.Specification;
using Neuro.Units.Tensors;

namespace Neuro.Tests.Models;

/// <summary>Send on delta: what is said, when, and who uses the true levels and who the said ones.</summary>
public sealed class ThresholdTests
{
    private const int Batch = 3;

    /// <summary>The events of the independent implementation, unit by unit, on the first draw of weights without near ties; states within rounding.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(64)]
    public void Events_are_those_of_an_independent_implementation(int refresh)
    {
        const int Steps = 30;
        const double NearTie = 1e-5;
        for (ulong seed = 1; seed < 100; seed++)
        {
            var spec = TwoLayers(Steps);
            var weights = WeightStore.Create(spec, seed);
            var oracle = new SendOnDeltaOracle(
                ([.. GhostPair.Rows(weights["in-a"]).Zip(GhostPair.Bias(weights["in-a"]), (row, bias) => row.Append(bias).ToArray())], GhostPair.Rows(weights["b-a"]), 0.25, 0.03, Rho.Tanh),
                (GhostPair.Rows(weights["a-b"]), 0.5, 0.02, Rho.Sigmoid));
            var trials = new HashedTrials(seed);
            var input = new PanelMatrix(1, 5);
            trials.Fill(0, TrialContent.Input, input);
            var expected = Enumerable.Range(0, Steps).Select(_ => (Events: oracle.Step([.. Enumerable.Range(0, 5).Select(i => (double)input[0, i])]), Lower: oracle.Lower.ToArray(), Upper: oracle.Upper.ToArray())).ToList();
            if (oracle.Margin < NearTie)
            {
                continue;
            }

            var states = new Dictionary<(string, long), PanelMatrix>();
            var interpreter = new Interpreter(spec, weights, trials, batch: 1, execution: new ExecutionOptions { Refresh = refresh })
            {
                Stepped = (population, said) => states.Add((population.Spec.Name, said.Version), Copy(((DynamicPopulation)population).True!.Value.State)),
            };
            interpreter.Run(1);
            for (var step = 1; step <= Steps; step++)
            {
                Assert.Equal(expected[step - 1].Events.Lower, Events(interpreter.Said("a")[step], 0).Select(e => e.Unit));
                Assert.Equal(expected[step - 1].Events.Upper, Events(interpreter.Said("b")[step], 0).Select(e => e.Unit));
                for (var i = 0; i < 20; i++)
                {
                    Assert.Equal(expected[step - 1].Lower[i], states[("a", step)][0, i], 2e-6);
                }

                for (var i = 0; i < 18; i++)
                {
                    Assert.Equal(expected[step - 1].Upper[i], states[("b", step)][0, i], 2e-6);
                }
            }

            Assert.InRange(expected.Sum(e => e.Events.Lower.Count), 20, (Steps * 20) - 100);
            return;
        }

        Assert.Fail("no draw of weights without near ties");
    }

    /// <summary>After every step, exactly: no rate is further from the one said than the threshold; what is said anew is the true level, all else stays as it was said.</summary>
    [Theory]
    [InlineData(GhostModel.MA, 0.01)]
    [InlineData(GhostModel.MB, 0.01)]
    [InlineData(GhostModel.MA, 0.1)]
    [InlineData(GhostModel.MA, 1e-9)]
    [InlineData(GhostModel.MA, 1e300)]
    public void What_is_said_is_never_further_from_the_truth_than_the_threshold(GhostModel model, double threshold)
    {
        var spec = Networks.WithPopulations(Networks.Ghost([9, 37], model), (population, _) => population with { Threshold = threshold, Noise = 0.02 });
        var interpreter = new Interpreter(spec, WeightStore.Create(spec, 1), new HashedTrials(1), Batch);
        var (events, silent) = (0, 0);
        interpreter.Stepped = (population, said) =>
        {
            var name = population.Spec.Name;
            var (state, rate) = ((DynamicPopulation)population).True!.Value;
            var before = interpreter.Said(name)[(int)said.Version - 1];
            for (var sample = 0; sample < Batch; sample++)
            {
                var changes = Events(said, sample);
                Assert.Equal(changes.Select(e => e.Unit).Order(), changes.Select(e => e.Unit));
                var changed = changes.ToDictionary(e => e.Unit, e => e.Delta);
                for (var unit = 0; unit < population.Spec.Units; unit++)
                {
                    Assert.True(Math.Abs((double)rate[sample, unit] - said.Rate[sample, unit]) <= threshold);
                    if (changed.TryGetValue(unit, out var delta))
                    {
                        Assert.Equal((rate[sample, unit], state[sample, unit]), (said.Rate[sample, unit], said.State![sample, unit]));
                        Assert.Equal(rate[sample, unit] - before.Rate[sample, unit], delta);
                        Assert.True(Math.Abs((double)rate[sample, unit] - before.Rate[sample, unit]) > threshold);
                    }
                    else
                    {
                        Assert.Equal((before.Rate[sample, unit], before.State![sample, unit]), (said.Rate[sample, unit], said.State![sample, unit]));
                    }
                }

                events += changes.Count;
            }

            Assert.Equal(said.Events!.Count > 0 ? said.Version : before.RateVersion, said.RateVersion);
            silent += said.Events.Count == 0 ? 1 : 0;
        };
        interpreter.Run(3);
        Assert.True(threshold > 1 ? events == 0 && silent > 0 : events > 0);
    }

    /// <summary>Both ends of a two-sided synapse pair the signal with the rates that were said, so they stay equal to the bit.</summary>
    [Fact]
    public void Both_ends_of_a_synapse_stay_equal()
    {
        var spec = Networks.WithPopulations(Networks.Ghost([9, 8]), (population, index) => population with { Threshold = 0.02 * (index % 3) });
        var weights = WeightStore.Create(spec, 1);
        new Interpreter(spec, weights, new HashedTrials(1), Batch).Run(4);
        foreach (var (forward, back) in new[] { ("hidden1-hidden2", "hidden2-hidden1"), ("hidden2-output", "output-hidden2") })
        {
            var changed = 0;
            var initial = WeightStore.Create(spec, 1)[forward];
            for (var post = 0; post < weights[forward].Post; post++)
            {
                for (var pre = 0; pre < weights[forward].Pre; pre++)
                {
                    Assert.Equal(weights[forward][post, pre], weights[back][pre, post]);
                    changed += weights[forward][post, pre].Equals(initial[post, pre]) ? 0 : 1;
                }
            }

            Assert.NotEqual(0, changed);
        }
    }

    /// <summary>
    /// What a trial adds to the weights, summed up in double precision from what was said and from the true levels: the output's own error and slope are of its true rates,
    /// presynaptic rates are as said, and the ghosts learn to mimic the states that the output said.
    /// </summary>
    [Fact]
    public void Own_errors_and_slopes_are_of_true_levels_and_all_that_is_read_is_as_said()
    {
        var spec = Networks.WithPopulations(Networks.Ghost([9]), (population, _) => population with { Threshold = 0.03 });
        var weights = WeightStore.Create(spec, 1);
        var (before, ghostsBefore) = (GhostPair.Rows(weights["hidden1-output"]), GhostPair.Rows(weights["hidden1-ghost2"]));
        var truth = new Dictionary<(string, long), Levels>();
        var interpreter = new Interpreter(spec, weights, new HashedTrials(1), Batch)
        {
            Stepped = (population, said) =>
            {
                var levels = ((DynamicPopulation)population).True!.Value;
                truth.Add((population.Spec.Name, said.Version), new Levels(Copy(levels.State), Copy(levels.Rate)));
            },
        };
        interpreter.Run(1);
        var target = interpreter.Said("target")[0].Rate;
        var h = spec.TimeStep / ((DynamicSpec)spec.Population("output")).TimeConstant;
        var (rate, mimicry) = (Rate(spec, "hidden1-output"), Rate(spec, "hidden1-ghost2"));
        var phases = spec.Phases.SelectMany(phase => Enumerable.Repeat(phase.Name, phase.Steps)).ToList();
        var (change, ghosts) = (Dense.Zeros(4, 9), Dense.Zeros(4, 9));
        for (var step = 2; step <= spec.StepsPerTrial; step++)
        {
            var hidden = interpreter.Said("hidden1")[step - 1].Rate;
            for (var sample = 0; sample < Batch; sample++)
            {
                for (var post = 0; post < 4; post++)
                {
                    var (output, ghost) = (truth[("output", step - 1)], truth[("ghost2", step - 1)]);
                    double r = output.Rate[sample, post];
                    var error = phases[step - 1] == "nudging" ? (target[sample, post] - r) * r * (1 - r) : 0;
                    var taught = phases[step - 1] == "prediction" ? (double)interpreter.Said("output")[step - 1].State![sample, post] - ghost.State[sample, post] : 0;
                    for (var pre = 0; pre < 9; pre++)
                    {
                        change[post][pre] += h * rate / Batch * error * hidden[sample, pre];
                        ghosts[post][pre] += h * mimicry / Batch * taught * hidden[sample, pre];
                    }
                }
            }
        }

        Compare(before, change, weights["hidden1-output"]);
        Compare(ghostsBefore, ghosts, weights["hidden1-ghost2"]);

        static double Rate(NetworkSpec spec, string projection) => spec.Projection(projection).Rules[0].Rate.At(0);
    }

    private static void Compare(double[][] before, double[][] change, WeightMatrix after)
    {
        var largest = change.Max(row => row.Max(Math.Abs));
        Assert.True(largest > 1e-4);
        for (var post = 0; post < after.Post; post++)
        {
            for (var pre = 0; pre < after.Pre; pre++)
            {
                Assert.Equal(before[post][pre] + change[post][pre], after[post, pre], (1e-4 * largest) + 1e-6);
            }
        }
    }

    /// <summary>An input of 5 units drives a (20 units), which drives b (18), which feeds back to a.</summary>
    private static NetworkSpec TwoLayers(int steps) => new(
        "two layers",
        timeStep: 1,
        [
            new ClampedSpec("input", 5, TrialContent.Input),
            new PyramidalSpec("a", 20, Activation.Tanh, TimeConstant: 4) { Threshold = 0.03 },
            new PyramidalSpec("b", 18, Activation.Sigmoid, TimeConstant: 2) { Threshold = 0.02 },
        ],
        [
            new ProjectionSpec("in-a", "input", "a", Port.Basal) { Initialiser = new Uniform(-1, 1), Bias = true },
            new ProjectionSpec("a-b", "a", "b", Port.Basal) { Initialiser = new Uniform(-1, 1) },
            new ProjectionSpec("b-a", "b", "a", Port.Apical) { Initialiser = new Uniform(-0.5, 0.5) },
        ],
        [new PhaseSpec("free", steps) { ReadOut = true }]);

    private static unsafe List<(int Unit, float Delta)> Events(Message message, int sample)
    {
        var section = message.Events!.Sections[0];
        var events = new List<(int, float)>();
        for (var k = 0; k < section.CountOf(sample); k++)
        {
            events.Add((section.PointerToUnits(sample)[k], section.PointerToDeltas(sample)[k]));
        }

        return events;
    }

    private static PanelMatrix Copy(PanelMatrix matrix)
    {
        var copy = new PanelMatrix(matrix.Batch, matrix.Units);
        copy.CopyFrom(matrix);
        return copy;
    }
}
