using Neuro.Experiments.Numpy;
using Neuro.Units.Populations;
using Neuro.Units.Tensors;

namespace Neuro.Experiments.Checkpoints;

/// <summary>Weights as arrays: <c>NAME.weight</c>, post x pre, and where there are biases <c>NAME.bias</c>, for each projection with weights of its own.</summary>
internal static class WeightArrays
{
    private const string Weight = ".weight";
    private const string Bias = ".bias";

    /// <summary>All weights, in the order of the description.</summary>
    public static IEnumerable<(string Name, NumpyArray Array)> Of(WeightStore weights)
    {
        foreach (var projection in weights.Projections)
        {
            var matrix = weights[projection];
            var values = new float[matrix.Post * matrix.Pre];
            matrix.CopyTo(values);
            yield return (projection + Weight, NumpyArray.Of<float>(values, matrix.Post, matrix.Pre));
            if (matrix.HasBias)
            {
                var bias = new float[matrix.Post];
                matrix.CopyBiasTo(bias);
                yield return (projection + Bias, NumpyArray.Vector<float>(bias));
            }
        }
    }

    /// <summary>Sets all weights, or none.</summary>
    /// <param name="weights">The weights.</param>
    /// <param name="file">A file that holds them, and nothing else.</param>
    /// <exception cref="NumpyException">An array is missing, of another type or shape, not finite, or of no projection.</exception>
    public static void Read(WeightStore weights, NpzFile file)
    {
        var expected = weights.Projections.SelectMany(projection => ArraysOf(projection, weights[projection])).ToList();
        foreach (var (name, shape) in expected)
        {
            Check(file, name, shape);
        }

        if (file.Names.FirstOrDefault(name => expected.TrueForAll(array => array.Name != name)) is { } stray)
        {
            throw new NumpyException(file.File, stray, "an array that is no part of the network", $"only {string.Join(", ", expected.Select(array => array.Name))}");
        }

        foreach (var projection in weights.Projections)
        {
            var matrix = weights[projection];
            matrix.CopyFrom(file[projection + Weight].Values<float>());
            if (matrix.HasBias)
            {
                matrix.CopyBiasFrom(file[projection + Bias].Values<float>());
            }
        }
    }

    private static IEnumerable<(string Name, int[] Shape)> ArraysOf(string projection, WeightMatrix matrix) => matrix.HasBias
        ? [(projection + Weight, [matrix.Post, matrix.Pre]), (projection + Bias, [matrix.Post])]
        : [(projection + Weight, [matrix.Post, matrix.Pre])];

    private static void Check(NpzFile file, string name, int[] shape)
    {
        var values = file.Get<float>(name, shape);
        for (var i = 0; i < values.Length; i++)
        {
            if (!float.IsFinite(values[i]))
            {
                throw new NumpyException(file.File, name, $"{values[i]} at {Place(i, shape)}", "finite values");
            }
        }
    }

    private static string Place(int at, int[] shape) => shape.Length == 1 ? $"[{at}]" : $"[{at / shape[1]}, {at % shape[1]}]";
}
