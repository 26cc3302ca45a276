namespace Neuro.Units.Randomness;

/// <summary>The counter-based generator Philox4x32 with ten rounds.</summary>
/// <remarks>
/// Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3" (2011), section 4.3. For a fixed key the map from
/// counter to output is a bijection, so different counters never give the same block. Integer arithmetic only: the same bits everywhere.
/// </remarks>
internal static class Philox
{
    private const int Rounds = 10;
    private const ulong Multiplier0 = 0xD2511F53;
    private const ulong Multiplier1 = 0xCD9E8D57;
    private const uint Weyl0 = 0x9E3779B9;
    private const uint Weyl1 = 0xBB67AE85;

    /// <summary>The block that belongs to a counter under a key.</summary>
    /// <param name="counter">The 128-bit counter, word 0 lowest.</param>
    /// <param name="key">The 64-bit key; its lower half is key word 0 of the paper.</param>
    public static PhiloxBlock Generate(PhiloxBlock counter, ulong key)
    {
        (uint c0, uint c1, uint c2, uint c3) = counter;
        uint k0 = (uint)key;
        uint k1 = (uint)(key >> 32);
        for (int round = 0; round < Rounds; round++)
        {
            ulong product0 = Multiplier0 * c0;
            ulong product1 = Multiplier1 * c2;
            c0 = (uint)(product1 >> 32) ^ c1 ^ k0;
            c1 = (uint)product1;
            c2 = (uint)(product0 >> 32) ^ c3 ^ k1;
            c3 = (uint)product0;
            k0 = unchecked(k0 + Weyl0);
            k1 = unchecked(k1 + Weyl1);
        }

        return new PhiloxBlock(c0, c1, c2, c3);
    }
}
