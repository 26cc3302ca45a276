using System.Buffers;

namespace Neuro.Experiments.Parquet.Writing;

/// <summary>Arrays of the shared pool that values wait in: as large as a page at last, but not before there are as many values.</summary>
internal static class Staging
{
    /// <summary>Makes room for some more values behind those there are.</summary>
    public static void Grow<T>(ref T[] values, int count, int more)
    {
        if (more > values.Length - count)
        {
            T[] larger = ArrayPool<T>.Shared.Rent(Math.Max(count + more, Math.Max(64, 2 * count)));
            values.AsSpan(0, count).CopyTo(larger);
            Free(ref values);
            values = larger;
        }
    }

    /// <summary>Gives the memory back.</summary>
    public static void Free<T>(ref T[] values)
    {
        if (values.Length > 0)
        {
            ArrayPool<T>.Shared.Return(values);
            values = [];
        }
    }
}
