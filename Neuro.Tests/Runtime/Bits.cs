using Neuro.Runtime;
using Neuro.Units.Messages;
using Neuro.Units.Populations;
using Neuro.Units.Specification;
using Neuro.Units.Tensors;

namespace Neuro.Tests.Runtime;

/// <summary>All weights, rates and states of a network between trials, to be compared bit for bit.</summary>
internal sealed class Bits
{
    private readonly List<(string Name, int Columns, float[] Values)> _arrays = [];

    private Bits()
    {
    }

    public static Bits Of(Simulation simulation) => Of(simulation.Spec, simulation.Weights, simulation.Newest);

    public static Bits Of(Interpreter interpreter) => Of(interpreter.Spec, interpreter.Weights, interpreter.Newest);

    public static Bits Of(WeightStore weights)
    {
        var bits = new Bits();
        foreach (var projection in weights.Projections)
        {
            bits.Add(projection, weights[projection]);
        }

        return bits;
    }

    public static void AssertSame(Bits expected, Bits actual) => Assert.Null(FirstDifference(expected, actual));

    /// <summary>Where two networks begin to differ, in the order of the description; null when all bits are the same.</summary>
    public static string? FirstDifference(Bits expected, Bits actual)
    {
        if (expected._arrays.Count != actual._arrays.Count)
        {
            return $"{expected._arrays.Count} arrays expected, found {actual._arrays.Count}";
        }

        foreach (var (left, right) in expected._arrays.Zip(actual._arrays))
        {
            if (left.Name != right.Name || left.Values.Length != right.Values.Length)
            {
                return $"'{left.Name}' of {left.Values.Length} values expected, found '{right.Name}' of {right.Values.Length}";
            }

            for (var i = 0; i < left.Values.Length; i++)
            {
                if (BitConverter.SingleToInt32Bits(left.Values[i]) != BitConverter.SingleToInt32Bits(right.Values[i]))
                {
                    return $"{left.Name}[{i / left.Columns}, {i % left.Columns}]: expected {left.Values[i]:R}, found {right.Values[i]:R}";
                }
            }
        }

        return null;
    }

    private static Bits Of(NetworkSpec spec, WeightStore weights, Func<string, Message> newest)
    {
        var bits = Of(weights);
        foreach (var population in spec.Populations)
        {
            var message = newest(population.Name);
            bits.Add($"rate of {population.Name}", message.Rate);
            if (message.State is { } state)
            {
                bits.Add($"state of {population.Name}", state);
            }
        }

        return bits;
    }

    private void Add(string projection, WeightMatrix matrix)
    {
        var values = new float[matrix.Post * matrix.Pre];
        matrix.CopyTo(values);
        _arrays.Add(($"weights of {projection}", matrix.Pre, values));
        var bias = new float[matrix.Post];
        matrix.CopyBiasTo(bias);
        _arrays.Add(($"bias of {projection}", 1, bias));
    }

    private void Add(string name, PanelMatrix matrix)
    {
        var values = new float[matrix.Batch * matrix.Units];
        matrix.CopyTo(values);
        _arrays.Add((name, matrix.Units, values));
    }
}
