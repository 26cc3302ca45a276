using Neuro.Experiments.Configuration;
using Neuro.Experiments.Numpy;
using Neuro.Experiments.Running;
using Neuro.Units.Populations;
using Neuro.Units.Specification;

namespace Neuro.Experiments.Checkpoints;

/// <summary>The weights with which a run begins: drawn, or read from a file.</summary>
internal static class InitialWeights
{
    /// <summary>Makes the weights of one replica.</summary>
    /// <param name="settings">The configuration.</param>
    /// <param name="network">The network.</param>
    /// <exception cref="ConfigurationException">The file that <c>init.weights</c> names does not hold the weights of this network.</exception>
    public static WeightStore Of(Settings settings, NetworkSpec network)
    {
        var weights = WeightStore.Create(network, (ulong)settings.Get(NeuroKeys.Seed));
        if (settings.Get(NeuroKeys.InitialWeights) is not { } file)
        {
            return weights;
        }

        try
        {
            WeightArrays.Read(weights, NpzFile.Read(file));
            return weights;
        }
        catch (NumpyException e)
        {
            var found = settings.Find(NeuroKeys.InitialWeights);
            throw new ConfigurationException($"{found.Provenance}: key '{found.Path}': {e.Message}", e);
        }
    }
}
