using System.Buffers.Binary;
using System.Security.Cryptography;
using Neuro.Units.Tensors;

namespace Neuro.Runtime;

/// <summary>One short word for all bits of a simulation's state.</summary>
public static class StateHash
{
    private const int HexDigits = 16;

    /// <summary>Hashes weights, states and rates in the order of the description, real units only, so that layout and padding do not show.</summary>
    /// <param name="simulation">The simulation, between runs.</param>
    /// <returns>16 hexadecimal digits, the beginning of a SHA-256.</returns>
    public static string Of(Simulation simulation) => Of([simulation]);

    /// <summary>Hashes all replicas of a group, one after another; of a single one it is that of its simulation.</summary>
    /// <param name="group">The group, between runs.</param>
    /// <returns>16 hexadecimal digits, the beginning of a SHA-256.</returns>
    public static string Of(SimulationGroup group) => Of(group.Simulations);

    private static string Of(IReadOnlyList<Simulation> simulations)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var simulation in simulations)
        {
            Append(hash, simulation);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..HexDigits];
    }

    private static void Append(IncrementalHash hash, Simulation simulation)
    {
        foreach (var projection in simulation.Weights.Projections)
        {
            var weights = simulation.Weights[projection];
            var values = new float[weights.Post * weights.Pre];
            weights.CopyTo(values);
            Append(hash, values);
            var bias = new float[weights.Post];
            weights.CopyBiasTo(bias);
            Append(hash, bias);
        }

        foreach (var population in simulation.Spec.Populations)
        {
            if (simulation.TrialsBegun == 0)
            {
                break;
            }

            var message = simulation.Newest(population.Name);
            Append(hash, message.Rate);
            if (message.State is { } state)
            {
                Append(hash, state);
            }
        }
    }

    private static void Append(IncrementalHash hash, PanelMatrix matrix)
    {
        var values = new float[matrix.Batch * matrix.Units];
        matrix.CopyTo(values);
        Append(hash, values);
    }

    private static void Append(IncrementalHash hash, ReadOnlySpan<float> values)
    {
        var bytes = new byte[values.Length * sizeof(float)];
        for (var i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(i * sizeof(float)), values[i]);
        }

        hash.AppendData(bytes);
    }
}
