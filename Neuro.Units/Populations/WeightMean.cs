using Neuro.Units.Kernels;

namespace Neuro.Units.Populations;

/// <summary>Averages the weights and biases of several networks of one description, in their order, and gives the mean back to all.</summary>
/// <remarks>
/// The parts may be taken by several threads at once, each part by one: an element belongs to one part, so the bits do not depend on how many parts there are. Nothing
/// else may touch the weights meanwhile. Allocates nothing.
/// </remarks>
internal sealed unsafe class WeightMean
{
    // The weights themselves are held, too: an address alone keeps no memory alive.
    private readonly IReadOnlyList<WeightStore> _stores;
    private readonly (nint[] Arrays, int Length)[] _pieces;

    public WeightMean(IReadOnlyList<WeightStore> stores)
    {
        _stores = stores;
        _pieces = [.. stores[0].Projections.SelectMany(name => new[] { Weights(name), Biases(name) }).Where(piece => piece.Length > 0)];
    }

    /// <summary>Averages one part of every array.</summary>
    /// <param name="part">0 .. parts - 1.</param>
    /// <param name="parts">Number of parts that together are the whole.</param>
    public void Take(int part, int parts)
    {
        foreach (var (arrays, length) in _pieces)
        {
            var units = (long)length / MeanKernel.Unit;
            MeanKernel.Share(arrays, (int)(units * part / parts) * MeanKernel.Unit, (int)(units * (part + 1) / parts) * MeanKernel.Unit);
        }
    }

    private (nint[] Arrays, int Length) Weights(string projection) =>
        ([.. _stores.Select(store => Address(store[projection].AllWeights))], _stores[0][projection].AllWeights.Length);

    private (nint[] Arrays, int Length) Biases(string projection) =>
        ([.. _stores.Select(store => Address(store[projection].AllBiases))], _stores[0][projection].AllBiases.Length);

    /// <summary>Where pinned memory lies.</summary>
    private static nint Address(Span<float> pinned) => (nint)System.Runtime.CompilerServices.Unsafe.AsPointer(ref System.Runtime.InteropServices.MemoryMarshal.GetReference(pinned));
}
