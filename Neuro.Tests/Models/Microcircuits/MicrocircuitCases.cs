using Neuro.Experiments.Models;
using Neuro.Units.Activations;
using Neuro.Units.Populations;
using Neuro.Units.Specification;

namespace Neuro.Tests.Models.Microcircuits;

/// <summary>Small networks of microcircuits, in which everything learns.</summary>
internal static class MicrocircuitCases
{
    public static MicrocircuitNetworkOptions Continuous { get; } = new()
    {
        Inputs = 11,
        Hidden = [9, 37],
        Outputs = 4,
        Biases = true,
        PredictionSteps = 7,
        TeachingSteps = 9,
        InductionTime = 0.7,
        ForwardRates = [0.3, 0.2, 0.1],
        InterneuronRates = [0.25, 0.15],
        CancellationRates = [0.2, 0.1],
        Targets = (-0.5, 1.2),
        Decay = 0.9,
    };

    public static MicrocircuitNetworkOptions Simplified { get; } = Continuous with
    {
        Simplified = true,
        InductionTime = 0,
        Leak = 0,
        Basal = 0.7,
        Dendritic = 0.7,
        Apical = 0.3,
        Somatic = 0.1,
        TimeStep = 1,
        TeachingSteps = 6,
        DividesRates = true,
        ForwardRates = [0.01],
        InterneuronRates = [0.02],
        CancellationRates = [0.1],
    };

    /// <summary>Layers of several panels, so that they can be divided.</summary>
    public static MicrocircuitNetworkOptions Wide(bool simplified) => (simplified ? Simplified : Continuous) with { Hidden = [150, 70], PredictionSteps = 4, TeachingSteps = 4 };

    public static MicrocircuitNetworkOptions Named(string name) => name switch
    {
        "continuous" => Continuous,
        "no filter" => Continuous with { InductionTime = 0 },
        "reset" => Continuous with { KeepsState = false, Biases = false },
        "tanh" => Continuous with { Activation = Activation.Tanh, Hidden = [12] },
        "self-predicting" => Continuous with { SelfPredicting = true },
        "transposed" => Simplified with { SelfPredicting = true, TransposedFeedback = true },
        "without interneurons" => Continuous with { Interneurons = false },
        "simplified" => Simplified,
        "simplified, small steps" => Simplified with { TeachingRatio = 0.5, Hidden = [20, 15, 10] },
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "no such case"),
    };

    /// <summary>All that a network has by name: weights, biases apart, and the newest states.</summary>
    public static Dictionary<string, float[]> Read(NetworkSpec spec, WeightStore weights)
    {
        var values = new Dictionary<string, float[]>(StringComparer.Ordinal);
        foreach (var projection in spec.Projections.Where(p => p.Port is Port.Basal or Port.Apical or Port.Cancel))
        {
            var matrix = weights[projection.Name];
            matrix.CopyTo(values[projection.Name] = new float[matrix.Post * matrix.Pre]);
            if (matrix.HasBias)
            {
                matrix.CopyBiasTo(values[projection.Name + " bias"] = new float[matrix.Post]);
            }
        }

        return values;
    }
}
