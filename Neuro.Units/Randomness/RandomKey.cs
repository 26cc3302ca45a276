namespace Neuro.Units.Randomness;

/// <summary>Says which random numbers are meant: whose they are, what for, for which unit, sample and step.</summary>
/// <remarks>
/// <para>
/// An immutable value; no generator state hides behind it, so equal keys give equal numbers in any order, on any thread. The named
/// parts (seed, replica, population, stream) choose the 64-bit key of the generator, the numbered ones (unit, sample, step) are part of
/// its 128-bit counter: see <see cref="RandomStream"/> for the packing and for what cannot collide.
/// </para>
/// <para>The <c>default</c> key is usable: everything zero.</para>
/// </remarks>
public readonly record struct RandomKey
{
    /// <summary>Units are numbered below this: 2^24.</summary>
    public const int UnitLimit = 1 << 24;

    /// <summary>Samples are numbered below this: 2^24.</summary>
    public const int SampleLimit = 1 << 24;

    /// <summary>Steps are numbered below this: 2^48.</summary>
    public const long StepLimit = 1L << 48;

    /// <summary>Makes the key of a stream of a population, at unit 0, sample 0, step 0.</summary>
    /// <param name="seed">The seed of the run; any value.</param>
    /// <param name="population">Name of the population or projection that owns the numbers.</param>
    /// <param name="stream">Name of what the numbers are for, such as <c>weights</c> or <c>noise</c>.</param>
    /// <param name="replica">Index of the replica, 0 or more.</param>
    /// <exception cref="ArgumentException">A name has no UTF-8 form.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The replica is negative.</exception>
    public RandomKey(ulong seed, string population, string stream, int replica = 0)
    {
        ArgumentNullException.ThrowIfNull(population);
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentOutOfRangeException.ThrowIfNegative(replica);
        Seed = seed;
        Population = StableHash.Of(population);
        Stream = StableHash.Of(stream);
        Replica = replica;
    }

    /// <summary>The seed of the run.</summary>
    public ulong Seed { get; }

    /// <summary>Index of the replica, 0 or more.</summary>
    public int Replica { get; private init; }

    /// <summary>FNV-1a hash (64 bits, UTF-8) of the owner's name.</summary>
    public ulong Population { get; }

    /// <summary>FNV-1a hash (64 bits, UTF-8) of the stream's name.</summary>
    public ulong Stream { get; private init; }

    /// <summary>Index of the unit, in [0, <see cref="UnitLimit"/>).</summary>
    public int Unit { get; private init; }

    /// <summary>Index of the sample, in [0, <see cref="SampleLimit"/>): of the example in its data set, or in the batch.</summary>
    public int Sample { get; private init; }

    /// <summary>Index of the step, epoch or version, in [0, <see cref="StepLimit"/>).</summary>
    public long Step { get; private init; }

    /// <summary>The same key for another stream.</summary>
    /// <exception cref="ArgumentException">The name has no UTF-8 form.</exception>
    public RandomKey ForStream(string stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return this with { Stream = StableHash.Of(stream) };
    }

    /// <summary>The same key for another replica.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The index is negative.</exception>
    public RandomKey ForReplica(int replica)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(replica);
        return this with { Replica = replica };
    }

    /// <summary>The same key for another unit.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The index is negative or not below <see cref="UnitLimit"/>.</exception>
    public RandomKey ForUnit(int unit)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(unit);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(unit, UnitLimit);
        return this with { Unit = unit };
    }

    /// <summary>The same key for another sample.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The index is negative or not below <see cref="SampleLimit"/>.</exception>
    public RandomKey ForSample(int sample)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(sample);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(sample, SampleLimit);
        return this with { Sample = sample };
    }

    /// <summary>The same key for another step.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The index is negative or not below <see cref="StepLimit"/>.</exception>
    public RandomKey ForStep(long step)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(step, StepLimit);
        return this with { Step = step };
    }
}
