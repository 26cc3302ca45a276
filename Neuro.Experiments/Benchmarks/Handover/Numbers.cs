namespace Neuro.Experiments.Benchmarks.Handover;

/// <summary>The numbers of messages, which are made beforehand: what is measured is handing over.</summary>
internal static class Numbers
{
    /// <summary>Numbers that there are; a power of two.</summary>
    public const int Count = 1024;

    /// <summary>Messages that a bounded way holds, as many as slots of a ring.</summary>
    public const int Slots = 4;

    /// <summary>The number of the message at a place in a sequence.</summary>
    public static long At(long index) => index & (Count - 1);

    /// <summary>The sum of the numbers of a sequence whose length is a multiple of <see cref="Count"/>.</summary>
    public static long Sum(long length) => length / Count * (Count * (Count - 1L) / 2);
}
