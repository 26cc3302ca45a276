using System.Runtime.InteropServices;

namespace Neuro.Runtime.DataPlane;

/// <summary>A counter alone on its cache lines: one writer, any readers.</summary>
[StructLayout(LayoutKind.Explicit, Size = 192)]
internal struct PaddedLong
{
    [FieldOffset(64)]
    private long _value;

    public long Value
    {
        readonly get => Volatile.Read(in _value);
        set => Volatile.Write(ref _value, value);
    }
}
