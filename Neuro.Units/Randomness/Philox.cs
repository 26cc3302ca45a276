using System.Runtime.CompilerServices;

namespace Neuro.Units.Randomness;

/// <summary>Philox4x32-10, the counter-based generator of Salmon, Moraes, Dror and Shaw (SC 2011): 128 bits from a counter and a key.</summary>
/// <remarks>A pure function with no state: any draw can be had again, in any order, on any thread.</remarks>
internal static class Philox
{
    private const uint MultiplierA = 0xD2511F53;
    private const uint MultiplierB = 0xCD9E8D57;
    private const uint WeylA = 0x9E3779B9;
    private const uint WeylB = 0xBB67AE85;
    private const int Rounds = 10;

    /// <summary>Enciphers a counter under a key.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (uint X, uint Y, uint Z, uint W) Of((uint X, uint Y, uint Z, uint W) counter, (uint A, uint B) key)
    {
        for (var round = 0; round < Rounds; round++)
        {
            var first = (ulong)MultiplierA * counter.X;
            var second = (ulong)MultiplierB * counter.Z;
            counter = (
                (uint)(second >> 32) ^ counter.Y ^ key.A,
                (uint)second,
                (uint)(first >> 32) ^ counter.W ^ key.B,
                (uint)first);
            key = (key.A + WeylA, key.B + WeylB);
        }

        return counter;
    }
}
