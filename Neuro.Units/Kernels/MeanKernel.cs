using System.Numerics;

namespace Neuro.Units.Kernels;

/// <summary>The mean of several arrays, element by element, given back to all of them.</summary>
/// <remarks>
/// Each sum runs in double precision through the arrays in their order and is rounded once, at the end; so equal values stay what they are, and the bits depend neither on
/// the width of vectors nor on how the elements are divided.
/// </remarks>
internal static unsafe class MeanKernel
{
    /// <summary>Elements are taken in whole multiples of this.</summary>
    public const int Unit = 16;

    /// <summary>Averages the elements <paramref name="first"/> .. <paramref name="end"/> - 1, both multiples of <see cref="Unit"/>.</summary>
    /// <param name="arrays">Addresses of the arrays.</param>
    /// <param name="first">The first element.</param>
    /// <param name="end">The element after the last.</param>
    public static void Share(ReadOnlySpan<nint> arrays, int first, int end)
    {
        var count = new Vector<double>(arrays.Length);
        for (var at = first; at < end; at += Vector<float>.Count)
        {
            var (low, high) = (Vector<double>.Zero, Vector<double>.Zero);
            foreach (var array in arrays)
            {
                Vector.Widen(Vector.Load((float*)array + at), out var left, out var right);
                low += left;
                high += right;
            }

            var mean = Vector.Narrow(low / count, high / count);
            foreach (var array in arrays)
            {
                mean.Store((float*)array + at);
            }
        }
    }
}
