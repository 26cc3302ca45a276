using System.Numerics;
using System.Runtime.CompilerServices;

namespace Neuro.Units.Kernels;

/// <summary>The balanced binary tree in which blocks of a sum are added, as a binary counter of partial sums computes it on the fly.</summary>
internal static class BlockTree
{
    /// <summary>How many stored partial sums the sum of a block is merged with.</summary>
    /// <param name="block">The block from 0.</param>
    /// <param name="blocks">How many there are.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Merges(int block, int blocks) => block == blocks - 1
        ? BitOperations.PopCount((uint)block)
        : BitOperations.TrailingZeroCount(~block);
}
