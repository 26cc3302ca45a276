namespace Neuro.Experiments.Data;

/// <summary>A counter-based generator of 64-bit numbers: number <c>n</c> of a key needs none of the numbers before it.</summary>
/// <remarks>
/// Number n of key k is what SplitMix64 (Steele, Lea and Flood 2014) started at k yields as its n-th output, so published vectors
/// apply. Integer arithmetic only: the same on every machine.
/// </remarks>
internal static class CounterHash
{
    private const ulong Golden = 0x9E3779B97F4A7C15;

    /// <summary>Number <paramref name="counter"/> (from 0) of the sequence of <paramref name="key"/>.</summary>
    public static ulong At(ulong key, ulong counter)
    {
        var z = key + ((counter + 1) * Golden);
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>The key of one stream of a seed. The seed is hashed first, so that neighbouring seeds share no streams.</summary>
    public static ulong Key(ulong seed, ulong stream) => At(At(seed, 0), stream);

    /// <summary>A number in 0..<paramref name="bound"/> - 1; the bias of the multiplication is below 2^-32.</summary>
    public static int Below(ulong number, int bound) => (int)Math.BigMul(number, (ulong)bound, out _);
}
