using System.Text;

namespace Neuro.Units.Randomness;

/// <summary>Hashes that are the same in every process, on every machine and in every version.</summary>
internal static class StableHash
{
    private const ulong OffsetBasis = 0xCBF29CE484222325;
    private const ulong Prime = 0x00000100000001B3;

    // Lone surrogates would all turn into the same replacement character, and different names into one hash: they are refused instead.
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>FNV-1a, 64 bits, over the UTF-8 bytes of a name.</summary>
    /// <exception cref="ArgumentException">The name holds half a surrogate pair and so has no UTF-8 form.</exception>
    public static ulong Of(string name)
    {
        ulong hash = OffsetBasis;
        foreach (byte value in Strict.GetBytes(name))
        {
            hash = unchecked((hash ^ value) * Prime);
        }

        return hash;
    }

    /// <summary>A bijection of 64-bit words in which every input bit moves about half of the output bits (Stafford's mix 13).</summary>
    public static ulong Mix(ulong word)
    {
        unchecked
        {
            word = (word ^ (word >> 30)) * 0xBF58476D1CE4E5B9;
            word = (word ^ (word >> 27)) * 0x94D049BB133111EB;
            return word ^ (word >> 31);
        }
    }
}
