namespace Neuro.Experiments.Data.Digits;

/// <summary>The random numbers of one image: the counter-based sequence of its key, read in order.</summary>
internal struct DigitRandom(ulong key)
{
    private ulong _counter;

    /// <summary>Uniform in [0, 1), on a grid of 2^-53: exact on every machine.</summary>
    public double Uniform() => (CounterHash.At(key, _counter++) >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform in [<paramref name="low"/>, <paramref name="high"/>).</summary>
    public double Between(double low, double high) => low + ((high - low) * Uniform());

    /// <summary>Uniform in [-<paramref name="reach"/>, <paramref name="reach"/>).</summary>
    public double Symmetric(double reach) => Between(-reach, reach);

    /// <summary>Bell-shaped about 0 with the given standard deviation: a sum of three uniforms, so never beyond three deviations.</summary>
    public double Bell(double deviation) => 2 * deviation * (Uniform() + Uniform() + Uniform() - 1.5);

    /// <summary>An integer in 0..<paramref name="bound"/> - 1.</summary>
    public int Below(int bound) => CounterHash.Below(CounterHash.At(key, _counter++), bound);
}
