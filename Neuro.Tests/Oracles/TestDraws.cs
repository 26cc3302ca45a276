namespace Neuro.Tests.Oracles;

/// <summary>Repeatable pseudo-random test data (SplitMix64), apart from the simulator's own generator.</summary>
internal sealed class TestDraws(ulong seed)
{
    private ulong _state = seed;

    /// <summary>Uniform in [0, 1).</summary>
    public double Next()
    {
        _state += 0x9E3779B97F4A7C15;
        var z = _state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return ((z ^ (z >> 31)) >> 11) * (1.0 / (1UL << 53));
    }

    /// <summary>Uniform in [low, high), rounded to single precision.</summary>
    public float Single(double low, double high) => (float)(low + ((high - low) * Next()));

    public int Below(int count) => (int)(Next() * count);

    public float[] Singles(int count, double low, double high)
    {
        var values = new float[count];
        for (var i = 0; i < count; i++)
        {
            values[i] = Single(low, high);
        }

        return values;
    }
}
