namespace Neuro.Units.Tensors;

/// <summary>Zeroed single-precision memory on a cache-line boundary that the collector never moves.</summary>
/// <remarks>One owner; not thread-safe. Alignment matters: a 64-byte vector that straddles two lines costs two loads.</remarks>
internal sealed unsafe class AlignedBuffer
{
    private const int LineBytes = 64;
    private readonly float[] _memory;

    public AlignedBuffer(int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        Length = length;
        _memory = GC.AllocateArray<float>(length + (LineBytes / sizeof(float)), pinned: true);
        var address = (nuint)System.Runtime.CompilerServices.Unsafe.AsPointer(ref _memory[0]);
        Pointer = (float*)((address + LineBytes - 1) & ~(nuint)(LineBytes - 1));
    }

    public float* Pointer { get; }

    public int Length { get; }

    public Span<float> Span => new(Pointer, Length);
}
