using Neuro.Experiments.Models;
using Neuro.Runtime;
using Neuro.Tests.Oracles;
using Neuro.Units.Losses;
using Neuro.Units.Populations;
using Neuro.Units.Specification;
using Neuro.Units.Tensors;

namespace Neuro.Tests.Models;

/// <summary>One ghost network twice: as the simulator runs it and as the oracle does, from the same initial weights.</summary>
internal sealed class GhostPair
{
    public GhostPair(GhostNetworkOptions options, ulong seed = 3)
    {
        Options = options;
        Seed = seed;
        Network = GhostNetwork.Build(options);
        Units = [options.Inputs, .. options.Hidden, options.Outputs];
    }

    public GhostNetworkOptions Options { get; }

    public NetworkSpec Network { get; }

    public int[] Units { get; }

    public int Top => Units.Length - 1;

    private ulong Seed { get; }

    private bool IsMA => Options.Model == GhostModel.MA;

    private double H => Options.TimeStep / Options.TimeConstant;

    public string Layer(int l) => l == 0 ? "input" : l == Top ? "output" : $"hidden{l}";

    public string Forward(int l) => $"{Layer(l - 1)}-{Layer(l)}";

    public string Feedback(int l) => $"{Layer(l)}-{Layer(l - 1)}";

    public string GhostForward(int l) => $"{Layer(l - 1)}-ghost{l}";

    public string GhostFeedback(int l) => $"ghost{l}-{Layer(l - 1)}";

    /// <summary>Fresh initial weights, biases drawn too (the description starts them at 0, which would hide mistakes).</summary>
    public WeightStore CreateWeights()
    {
        var store = WeightStore.Create(Network, Seed);
        if (!Options.Biases)
        {
            return store;
        }

        for (var l = 1; l <= Top; l++)
        {
            store[Forward(l)].CopyBiasFrom(new TestDraws(Seed + (ulong)l).Singles(Units[l], -0.5, 0.5));
            if (l >= 2)
            {
                var same = Options.GhostsStartAsCopies ? Seed + (ulong)l : Seed + 100 + (ulong)l;
                store[GhostForward(l)].CopyBiasFrom(new TestDraws(same).Singles(store[GhostForward(l)].Post, -0.5, 0.5));
            }
        }

        return store;
    }

    public Simulation Simulate(WeightStore weights, TestTrials trials, int batch, WorkerHost host, ExecutionOptions? execution = null) =>
        new(Network, weights, trials, host, new SimulationOptions { Batch = batch, Execution = execution ?? new ExecutionOptions() });

    /// <summary>The oracle with the rates that the options' own words define.</summary>
    public GhostOracle CreateOracle(WeightStore weights)
    {
        var ghosts = PerLayer(l => l < 2 ? 0 : IsMA ? Units[l] : Options.GhostUnits);
        var oracle = new GhostOracle(new GhostOracleSettings
        {
            Units = Units,
            Ghosts = ghosts,
            Rho = Rho.Named(Options.Activation.ToString()),
            TransposeFeedback = Options.Feedback == FeedbackKind.Transpose,
            Biases = Options.Biases,
            H = H,
            Sweep = Options.Sweep,
            PredictionSteps = Options.PredictionSteps,
            NudgingSteps = Options.NudgingSteps,
            Beta = Options.Nudging,
            CrossEntropy = Options.Loss == Loss.CrossEntropy,
            ForwardRates = PerLayer(l => l == 1 ? Options.ForwardRates.Input : l == Top ? Options.ForwardRates.Output : Options.ForwardRates.Hidden),
            MimicryRates = PerLayer(l => l < 2 || !IsMA || !Options.GhostsLearn ? 0 : Options.MimicryRate / (Units[l - 1] + 1) / H),
            CancelRates = PerLayer(l => l < 2 || !Options.GhostsLearn ? 0 : Options.CancellationRate / ghosts[l] / H),
            ExampleRates = PerLayer(l => l < 2 || IsMA || !Options.GhostsLearn ? 0 : Options.TrialCancellationRate / (ghosts[l] / 4.0)),
        });
        for (var l = 1; l <= Top; l++)
        {
            oracle.Wf[l] = Rows(weights[Forward(l)]);
            oracle.WfBias[l] = Bias(weights[Forward(l)]);
            if (l >= 2)
            {
                oracle.Wb[l] = Rows(weights[Feedback(l)]);
                oracle.Vf[l] = Rows(weights[GhostForward(l)]);
                oracle.VfBias[l] = Bias(weights[GhostForward(l)]);
                oracle.Vb[l] = Rows(weights[GhostFeedback(l)]);
            }
        }

        return oracle;
    }

    /// <summary>All that both sides can be compared in, by name: weights and, when asked for, the states of the last trial.</summary>
    public Dictionary<string, double[]> Read(GhostOracle oracle, bool states)
    {
        var values = new Dictionary<string, double[]>(StringComparer.Ordinal);
        for (var l = 1; l <= Top; l++)
        {
            values[Forward(l)] = Dense.Flatten(oracle.Wf[l]);
            values[Forward(l) + " bias"] = oracle.WfBias[l];
            if (states)
            {
                values[Layer(l)] = [.. oracle.States.SelectMany(sample => sample[l])];
            }

            if (l >= 2)
            {
                values[Feedback(l)] = Dense.Flatten(oracle.Wb[l]);
                values[GhostForward(l)] = Dense.Flatten(oracle.Vf[l]);
                values[GhostForward(l) + " bias"] = oracle.VfBias[l];
                values[GhostFeedback(l)] = Dense.Flatten(oracle.Vb[l]);
                if (states)
                {
                    values[$"ghost{l}"] = [.. oracle.Ghosts.SelectMany(sample => sample[l])];
                }
            }
        }

        return values;
    }

    /// <summary>The same of a simulation.</summary>
    public static Dictionary<string, float[]> Read(Simulation simulation)
    {
        var values = new Dictionary<string, float[]>(StringComparer.Ordinal);
        foreach (var name in simulation.Weights.Projections)
        {
            var weights = simulation.Weights[name];
            values[name] = new float[weights.Post * weights.Pre];
            weights.CopyTo(values[name]);
            values[name + " bias"] = new float[weights.Post];
            weights.CopyBiasTo(values[name + " bias"]);
        }

        foreach (var population in simulation.Spec.Populations.OfType<DynamicSpec>())
        {
            values[population.Name] = Values(simulation.Newest(population.Name).State!);
        }

        return values;
    }

    public static double[][] Rows(WeightMatrix weights)
    {
        var rows = Dense.Zeros(weights.Post, weights.Pre);
        for (var i = 0; i < weights.Post; i++)
        {
            for (var j = 0; j < weights.Pre; j++)
            {
                rows[i][j] = weights[i, j];
            }
        }

        return rows;
    }

    public static double[] Bias(WeightMatrix weights)
    {
        var bias = new float[weights.Post];
        weights.CopyBiasTo(bias);
        return Array.ConvertAll(bias, value => (double)value);
    }

    private static float[] Values(PanelMatrix matrix)
    {
        var values = new float[matrix.Batch * matrix.Units];
        matrix.CopyTo(values);
        return values;
    }

    private T[] PerLayer<T>(Func<int, T> of) => [.. Enumerable.Range(0, Top + 1).Select(of)];
}
