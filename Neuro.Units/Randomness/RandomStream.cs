using System.Diagnostics;

namespace Neuro.Units.Randomness;

/// <summary>Random numbers as pure functions of a <see cref="RandomKey"/> and a cursor.</summary>
/// <remarks>
/// <para>
/// The generator is Philox4x32-10 (Salmon et al. 2011). Nothing advances: the caller names the draw by its cursor, and asking
/// twice gives the same number twice. Immutable, safe on any thread.
/// </para>
/// <para>
/// <b>Packing.</b> Counter bits, lowest first: 26 block, 4 attempt, 2 kind of draw, 48 step, 24 sample, 24 unit. The block comes from
/// the cursor (four uniforms or normals share one, an integer has its own), the attempt from rejection in
/// <see cref="Below"/>, the kind keeps uniforms, normals and integers apart. Generator key:
/// M(M(M(M(seed) ^ population) ^ stream) ^ replica), with M a bijective 64-bit mixer and the FNV-1a hashes of the two names.
/// </para>
/// <para>
/// <b>Collisions.</b> For one (seed, replica, population, stream) two draws that differ in unit, sample, step, cursor or kind never
/// use the same bits of the same block: the fields are disjoint and the generator is a bijection of its counter. Keys that differ
/// in exactly one of seed, replica, population hash and stream hash have different generator keys, always. Keys that differ in two
/// or more of them, or in names of equal hash, may coincide: about one chance in 2^64 for a pair.
/// </para>
/// <para>
/// <b>Across machines.</b> All methods give the same bits on every processor and operating system: integers, and IEEE 754 operations
/// that are rounded in one way only. Logarithm, sine and cosine of <see cref="Normal(int)"/> are computed here and not by the
/// platform's library.
/// </para>
/// </remarks>
public readonly record struct RandomStream
{
    /// <summary>Cursors are numbered below this: 2^26.</summary>
    public const int CursorLimit = 1 << 26;

    private const int AttemptShift = 26;
    private const int AttemptLimit = 1 << 4;
    private const int KindShift = 30;
    private const uint UniformKind = 0;
    private const uint NormalKind = 1;
    private const uint IntegerKind = 2;

    private readonly ulong key;
    private readonly uint word1;
    private readonly uint word2;
    private readonly uint word3;

    /// <summary>The numbers that belong to a key.</summary>
    public RandomStream(RandomKey key)
    {
        ulong mixed = StableHash.Mix(key.Seed);
        mixed = StableHash.Mix(mixed ^ key.Population);
        mixed = StableHash.Mix(mixed ^ key.Stream);
        this.key = StableHash.Mix(mixed ^ (uint)key.Replica);

        word1 = unchecked((uint)key.Step);
        ulong upper = ((ulong)key.Step >> 32) | ((ulong)key.Sample << 16) | ((ulong)key.Unit << 40);
        word2 = unchecked((uint)upper);
        word3 = (uint)(upper >> 32);
    }

    /// <summary>32 uniform bits.</summary>
    /// <param name="cursor">Which draw, in [0, <see cref="CursorLimit"/>). The other uniform methods use the same bits.</param>
    /// <exception cref="ArgumentOutOfRangeException">The cursor is out of range.</exception>
    public uint Bits(int cursor)
    {
        CheckCursor(cursor);
        return Block(UniformKind, 0, (uint)cursor >> 2)[cursor];
    }

    /// <summary>Uniform in [0, 1): a multiple of 2^-24.</summary>
    /// <param name="cursor">Which draw, in [0, <see cref="CursorLimit"/>).</param>
    /// <exception cref="ArgumentOutOfRangeException">The cursor is out of range.</exception>
    public float Uniform(int cursor) => UnitInterval(Bits(cursor));

    /// <summary>Uniform in (0, 1): an odd multiple of 2^-24, never 0 or 1.</summary>
    /// <param name="cursor">Which draw, in [0, <see cref="CursorLimit"/>).</param>
    /// <exception cref="ArgumentOutOfRangeException">The cursor is out of range.</exception>
    public float UniformOpen(int cursor) => ((Bits(cursor) >> 9) + 0.5f) * (1f / (1 << 23));

    /// <summary>Uniform in [low, high).</summary>
    /// <param name="low">Lower bound, finite.</param>
    /// <param name="high">Upper bound, finite, above <paramref name="low"/>; never returned.</param>
    /// <param name="cursor">Which draw, in [0, <see cref="CursorLimit"/>).</param>
    /// <exception cref="ArgumentOutOfRangeException">The cursor is out of range, or the bounds are not finite and in order.</exception>
    public float Uniform(float low, float high, int cursor)
    {
        CheckBounds(low, high);
        return Scale(Uniform(cursor), low, high);
    }

    /// <summary>Writes <c>Uniform(low, high, firstCursor + i)</c> to element i; faster than one by one.</summary>
    /// <param name="destination">Receives the numbers.</param>
    /// <param name="low">Lower bound, finite.</param>
    /// <param name="high">Upper bound, finite, above <paramref name="low"/>; never written.</param>
    /// <param name="firstCursor">Cursor of element 0; that of the last must be below <see cref="CursorLimit"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A cursor is out of range, or the bounds are not finite and in order.</exception>
    public void FillUniform(Span<float> destination, float low, float high, int firstCursor)
    {
        CheckBounds(low, high);
        CheckCursors(firstCursor, destination.Length);
        PhiloxBlock block = default;
        for (int i = 0; i < destination.Length; i++)
        {
            int cursor = firstCursor + i;
            if (i == 0 || (cursor & 3) == 0)
            {
                block = Block(UniformKind, 0, (uint)cursor >> 2);
            }

            destination[i] = Scale(UnitInterval(block[cursor]), low, high);
        }
    }

    /// <summary>Standard normal: mean 0, variance 1.</summary>
    /// <param name="cursor">Which draw, in [0, <see cref="CursorLimit"/>).</param>
    /// <remarks>
    /// Box and Muller (1958) in double precision from two 32-bit uniforms, rounded to float once. Magnitudes end at
    /// sqrt(66 ln 2), about 6.76. Cursors 2k and 2k + 1 are the cosine and the sine of one pair.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">The cursor is out of range.</exception>
    public float Normal(int cursor)
    {
        CheckCursor(cursor);
        (float even, float odd) = NormalPair(Block(NormalKind, 0, (uint)cursor >> 2), cursor);
        return (cursor & 1) == 0 ? even : odd;
    }

    /// <summary>Writes <c>Normal(firstCursor + i)</c> to element i; faster than one by one.</summary>
    /// <param name="destination">Receives the numbers.</param>
    /// <param name="firstCursor">Cursor of element 0; that of the last must be below <see cref="CursorLimit"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A cursor is out of range.</exception>
    public void FillNormal(Span<float> destination, int firstCursor)
    {
        CheckCursors(firstCursor, destination.Length);
        PhiloxBlock block = default;
        (float Even, float Odd) pair = default;
        for (int i = 0; i < destination.Length; i++)
        {
            int cursor = firstCursor + i;
            if (i == 0 || (cursor & 3) == 0)
            {
                block = Block(NormalKind, 0, (uint)cursor >> 2);
            }

            if (i == 0 || (cursor & 1) == 0)
            {
                pair = NormalPair(block, cursor);
            }

            destination[i] = (cursor & 1) == 0 ? pair.Even : pair.Odd;
        }
    }

    /// <summary>Uniform among the integers 0 .. count - 1, without bias.</summary>
    /// <param name="count">How many integers there are, 1 or more.</param>
    /// <param name="cursor">Which draw, in [0, <see cref="CursorLimit"/>).</param>
    /// <remarks>
    /// Multiply and shift on 64-bit words, with rejection of the few that would favour some integers (Lemire 2019). A word is rejected
    /// with a chance below 2^-33; 32 words belong to every cursor.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">The count is not positive or the cursor is out of range.</exception>
    public int Below(int count, int cursor)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        CheckCursor(cursor);
        for (uint attempt = 0; attempt < AttemptLimit; attempt++)
        {
            PhiloxBlock block = Block(IntegerKind, attempt, (uint)cursor);
            if (TryReduce(Join(block.Word0, block.Word1), (ulong)count, out ulong integer)
                || TryReduce(Join(block.Word2, block.Word3), (ulong)count, out integer))
            {
                return (int)integer;
            }
        }

        throw new UnreachableException("All words of an integer draw were rejected; the chance of it is below 2^-1056.");
    }

    /// <summary>Maps a uniform 64-bit word to an integer below the count, or refuses it.</summary>
    internal static bool TryReduce(ulong word, ulong count, out ulong integer)
    {
        integer = Math.BigMul(word, count, out ulong remainder);
        return remainder >= count || remainder >= unchecked(0UL - count) % count;
    }

    /// <summary>Moves a number of [0, 1) to [low, high).</summary>
    internal static float Scale(float unit, float low, float high)
    {
        float scaled = (float)(low + (unit * ((double)high - low)));
        return scaled < high ? scaled : MathF.BitDecrement(high);
    }

    private static float UnitInterval(uint bits) => (bits >> 8) * (1f / (1 << 24));

    private static ulong Join(uint low, uint high) => low | ((ulong)high << 32);

    private static (float Even, float Odd) NormalPair(PhiloxBlock block, int cursor)
    {
        bool second = (cursor & 2) != 0;
        double radius = Math.Sqrt(-2 * StableMath.Log(OpenInterval(second ? block.Word2 : block.Word0)));
        (double sin, double cos) = StableMath.SinCos(OpenInterval(second ? block.Word3 : block.Word1));
        return ((float)(radius * cos), (float)(radius * sin));
    }

    private static double OpenInterval(uint bits) => (bits + 0.5) * (1.0 / (1L << 32));

    private static void CheckCursor(int cursor)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(cursor);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(cursor, CursorLimit);
    }

    private static void CheckCursors(int firstCursor, int count)
    {
        CheckCursor(firstCursor);
        if (count > CursorLimit - firstCursor)
        {
            throw new ArgumentOutOfRangeException(
                nameof(firstCursor), firstCursor, $"{count} draws from this cursor pass the last one, {CursorLimit - 1}.");
        }
    }

    private static void CheckBounds(float low, float high)
    {
        if (!float.IsFinite(low))
        {
            throw new ArgumentOutOfRangeException(nameof(low), low, "The lower bound must be a finite number.");
        }

        if (!float.IsFinite(high) || high <= low)
        {
            throw new ArgumentOutOfRangeException(nameof(high), high, $"The upper bound must be finite and above the lower bound {low}.");
        }
    }

    private PhiloxBlock Block(uint kind, uint attempt, uint block)
    {
        uint word0 = block | (attempt << AttemptShift) | (kind << KindShift);
        return Philox.Generate(new PhiloxBlock(word0, word1, word2, word3), key);
    }
}
