namespace Neuro.Units.Randomness;

/// <summary>Four 32-bit words: a counter given to the generator, or the bits that came out of it.</summary>
internal readonly record struct PhiloxBlock(uint Word0, uint Word1, uint Word2, uint Word3)
{
    /// <summary>Word <paramref name="index"/> modulo 4.</summary>
    public uint this[int index] => (index & 3) switch
    {
        0 => Word0,
        1 => Word1,
        2 => Word2,
        _ => Word3,
    };
}
