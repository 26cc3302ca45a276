using System.Text;

namespace Neuro.Units.Randomness;

/// <summary>Who draws: seed, replica, name (of a population or projection) and stream (what for). Draws are numbered by unit, sample and step.</summary>
/// <remarks>
/// <para>
/// The 64-bit key of the generator is the seed mixed with a 64-bit FNV-1a hash of name, stream and replica, so two different
/// names meet with probability 2^-64. The 128-bit counter is packed without loss: unit (32 bits), sample (32 bits), step (64 bits),
/// so within one key no two draws share a counter.
/// </para>
/// <para>Immutable; draws are pure and safe from any thread. Integer and uniform draws are the same bits on every machine; normal
/// draws use the platform's logarithm, sine and cosine in double precision before rounding to single.</para>
/// </remarks>
public readonly record struct RandomKey
{
    private const ulong FnvOffset = 14695981039346656037;
    private const ulong FnvPrime = 1099511628211;
    private readonly (uint A, uint B) _key;

    /// <summary>Makes a key.</summary>
    /// <param name="seed">Seed of the run.</param>
    /// <param name="name">Population or projection.</param>
    /// <param name="stream">What the draws are for.</param>
    /// <param name="replica">Replica, from 0.</param>
    public RandomKey(ulong seed, string name, string stream = "weights", int replica = 0)
    {
        var hash = Hash(Hash(FnvOffset, name), stream);
        hash = (hash ^ (uint)replica) * FnvPrime;

        // The seed passes through the cipher, so that neighbouring seeds have unrelated keys.
        var (x, y, _, _) = Philox.Of(((uint)seed, (uint)(seed >> 32), 0, 0), ((uint)hash, (uint)(hash >> 32)));
        _key = (x, y);
    }

    /// <summary>128 random bits.</summary>
    /// <param name="unit">Unit.</param>
    /// <param name="sample">Sample.</param>
    /// <param name="step">Step.</param>
    public (uint X, uint Y, uint Z, uint W) Bits(uint unit, uint sample = 0, ulong step = 0) =>
        Philox.Of((unit, sample, (uint)step, (uint)(step >> 32)), _key);

    /// <summary>Uniform in [0, 1), a multiple of 2^-53.</summary>
    /// <param name="unit">Unit.</param>
    /// <param name="sample">Sample.</param>
    /// <param name="step">Step.</param>
    public double Uniform(uint unit, uint sample = 0, ulong step = 0)
    {
        var (x, y, _, _) = Bits(unit, sample, step);
        return ((((ulong)x << 32) | y) >> 11) * (1.0 / (1UL << 53));
    }

    /// <summary>Standard normal, by the method of Box and Muller.</summary>
    /// <param name="unit">Unit.</param>
    /// <param name="sample">Sample.</param>
    /// <param name="step">Step.</param>
    public double Normal(uint unit, uint sample = 0, ulong step = 0)
    {
        var (x, y, z, w) = Bits(unit, sample, step);

        // Above 0, so that its logarithm is finite.
        var radius = (((((ulong)x << 32) | y) >> 11) + 0.5) * (1.0 / (1UL << 53));
        var angle = ((((ulong)z << 32) | w) >> 11) * (1.0 / (1UL << 53));
        return Math.Sqrt(-2 * Math.Log(radius)) * Math.Cos(2 * Math.PI * angle);
    }

    private static ulong Hash(ulong hash, string text)
    {
        foreach (var value in Encoding.UTF8.GetBytes(text))
        {
            hash = (hash ^ value) * FnvPrime;
        }

        // A separator that no UTF-8 text contains: ("ab", "c") differs from ("a", "bc").
        return (hash ^ 0xFF) * FnvPrime;
    }
}
