using Neuro.Experiments.Models;
using Neuro.Runtime;
using Neuro.Tests.Oracles;
using Neuro.Tests.Oracles.Family;
using Neuro.Units.Populations;
using Neuro.Units.Specification;
using Neuro.Units.Tensors;

namespace Neuro.Tests.Models.Microcircuits;

/// <summary>One network of microcircuits twice: as the simulator runs it and as the oracle does, from the same initial weights.</summary>
internal sealed class MicrocircuitPair
{
    public MicrocircuitPair(MicrocircuitNetworkOptions options)
    {
        Options = options;
        Network = MicrocircuitNetwork.Build(options);
        Units = [options.Inputs, .. options.Hidden, options.Outputs];
    }

    public MicrocircuitNetworkOptions Options { get; }

    public NetworkSpec Network { get; }

    public int[] Units { get; }

    private int Top => Units.Length - 1;

    /// <summary>Fresh initial weights, biases drawn too, which start at 0 and would hide mistakes.</summary>
    public WeightStore CreateWeights()
    {
        var store = WeightStore.Create(Network, 3);
        foreach (var (name, index) in store.Projections.Select((name, index) => (name, index)).Where(p => store[p.name].HasBias))
        {
            store[name].CopyBiasFrom(new TestDraws((ulong)index).Singles(store[name].Post, -0.5, 0.5));
        }

        return store;
    }

    public MicrocircuitOracle CreateOracle(WeightStore store, double dt)
    {
        var weights = new MicrocircuitWeights(Units);
        for (var k = 1; k <= Top; k++)
        {
            Fill(weights.W[k], weights.B[k], store[Forward(k)]);
            if (k < Top)
            {
                Fill(weights.U[k], null, store[Feedback(k)]);
                if (Options.Interneurons)
                {
                    Fill(weights.M[k], weights.MBias[k], store[ToInterneurons(k)]);
                    Fill(weights.V[k], null, store[FromInterneurons(k)]);
                }
            }
        }

        return new MicrocircuitOracle(weights, new MicrocircuitSettings
        {
            Phi = Rho.Named(Options.Activation.ToString()),
            Dt = dt,
            Leak = Options.Leak,
            Basal = Options.Basal,
            Apical = Options.Apical,
            Dendritic = Options.Dendritic,
            Somatic = Options.Somatic,
            InductionTime = Options.InductionTime,
            ForwardRates = Rates(Options.ForwardRates, Top, dt),
            InterneuronRates = Rates(Options.Interneurons ? Options.InterneuronRates : [0], Top - 1, dt),
            ApicalRates = Rates(Options.Interneurons ? Options.CancellationRates : [0], Top - 1, dt),
            Biases = Options.Biases,
        });
    }

    /// <summary>Targets as potentials.</summary>
    public double[][] Targets(TestTrials trials, int trial) =>
        [.. trials.Targets(trial).Select(row => Array.ConvertAll(row, t => Options.Targets.Low + ((Options.Targets.High - Options.Targets.Low) * t)))];

    public Dictionary<string, double[]> Read(MicrocircuitOracle oracle)
    {
        var values = new Dictionary<string, double[]>(StringComparer.Ordinal);
        for (var k = 1; k <= Top; k++)
        {
            Add(Forward(k), oracle.Weights.W[k], oracle.Weights.B[k]);
            if (k < Top)
            {
                Add(Feedback(k), oracle.Weights.U[k], null);
                if (Options.Interneurons)
                {
                    Add(ToInterneurons(k), oracle.Weights.M[k], oracle.Weights.MBias[k]);
                    Add(FromInterneurons(k), oracle.Weights.V[k], null);
                }
            }
        }

        return values;

        void Add(string name, double[][] rows, double[]? bias)
        {
            values[name] = Dense.Flatten(rows);
            if (bias is not null && Options.Biases)
            {
                values[name + " bias"] = (double[])bias.Clone();
            }
        }
    }

    public Dictionary<string, double[]> States(MicrocircuitOracle oracle)
    {
        var values = new Dictionary<string, double[]>(StringComparer.Ordinal);
        for (var k = 1; k <= Top; k++)
        {
            values[Layer(k)] = [.. oracle.Pyramidal.SelectMany(sample => sample[k])];
            if (k < Top && Options.Interneurons)
            {
                values[MicrocircuitNetwork.Interneurons(k)] = [.. oracle.Interneurons.SelectMany(sample => sample[k])];
            }
        }

        return values;
    }

    public static Dictionary<string, float[]> States(Simulation simulation)
    {
        var values = new Dictionary<string, float[]>(StringComparer.Ordinal);
        foreach (var population in simulation.Spec.Populations.OfType<DynamicSpec>())
        {
            PanelMatrix state = simulation.Newest(population.Name).State!;
            state.CopyTo(values[population.Name] = new float[state.Batch * state.Units]);
        }

        return values;
    }

    private string Layer(int k) => k == 0 ? "input" : k == Top ? "output" : $"hidden{k}";

    private string Forward(int k) => $"{Layer(k - 1)}-{Layer(k)}";

    private string Feedback(int k) => $"{Layer(k + 1)}-{Layer(k)}";

    private string ToInterneurons(int k) => $"{Layer(k)}-inter{k}";

    private string FromInterneurons(int k) => $"inter{k}-{Layer(k)}";

    /// <summary>The simplified form changes once by the rate itself.</summary>
    private double[] Rates(IReadOnlyList<double> rates, int last, double dt) =>
        [0, .. Enumerable.Range(1, last).Select(k => rates[Math.Min(k, rates.Count) - 1] / (Options.Simplified ? dt : 1))];

    private static void Fill(double[][] rows, double[]? bias, WeightMatrix matrix)
    {
        for (var i = 0; i < rows.Length; i++)
        {
            for (var j = 0; j < rows[i].Length; j++)
            {
                rows[i][j] = matrix[i, j];
            }
        }

        if (bias is not null && matrix.HasBias)
        {
            var values = new float[bias.Length];
            matrix.CopyBiasTo(values);
            Array.ConvertAll(values, value => (double)value).CopyTo(bias, 0);
        }
    }
}
