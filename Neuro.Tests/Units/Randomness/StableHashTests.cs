using Neuro.Units.Randomness;

namespace Neuro.Tests.Units.Randomness;

public sealed class StableHashTests
{
    /// <summary>Test values published with FNV-1a (64 bits).</summary>
    [Theory]
    [InlineData("", 0xcbf29ce484222325)]
    [InlineData("a", 0xaf63dc4c8601ec8c)]
    [InlineData("foobar", 0x85944171f73967e8)]
    public void Hashes_as_published(string name, ulong expected) => Assert.Equal(expected, StableHash.Of(name));

    [Fact]
    public void A_name_without_utf8_form_is_refused() => Assert.ThrowsAny<ArgumentException>(() => StableHash.Of("layer\ud800"));

    /// <summary>Undoes the mixer step by step: only a bijection can be undone.</summary>
    [Fact]
    public void The_mixer_is_a_bijection()
    {
        for (ulong i = 0; i < 1000; i++)
        {
            ulong word = unchecked(i * 0x9E3779B97F4A7C15);
            ulong back = StableHash.Mix(word);
            back = UndoShift(back, 31);
            back = unchecked(back * Inverse(0x94D049BB133111EB));
            back = UndoShift(back, 27);
            back = unchecked(back * Inverse(0xBF58476D1CE4E5B9));
            back = UndoShift(back, 30);
            Assert.Equal(word, back);
        }
    }

    private static ulong UndoShift(ulong word, int shift)
    {
        ulong result = word;
        for (int known = shift; known < 64; known += shift)
        {
            result = word ^ (result >> shift);
        }

        return result;
    }

    // Newton's iteration for the inverse modulo 2^64 doubles the correct bits each time.
    private static ulong Inverse(ulong odd)
    {
        ulong inverse = odd;
        for (int i = 0; i < 6; i++)
        {
            inverse = unchecked(inverse * (2 - (odd * inverse)));
        }

        return inverse;
    }
}
