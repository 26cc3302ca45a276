using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Neuro.Experiments.Parquet.Format;

namespace Neuro.Experiments.Parquet.Writing;

/// <summary>Plain numbers that are neither compressed nor optional: they are copied once, to where the page is written from.</summary>
internal sealed class StoredBuffer<T>(Column column, ParquetOptions options, ByteBuffer plain)
    : ValueBuffer<T>(column, options, plain, Math.Max(1, options.PageBytes / Unsafe.SizeOf<T>()))
    where T : unmanaged, INumber<T>, IMinMaxValue<T>
{
    private ValueRange<T> _range;
    private ByteBuffer? _target;

    protected override int StagedBytes => 0;

    protected override (object? Least, object? Largest) Range => (_range.Least, _range.Largest);

    protected override int Stage(ReadOnlySpan<T> values)
    {
        BeginPage().AppendValues(values);
        return values.Length;
    }

    protected override int Stage(T value, int count)
    {
        ByteBuffer target = BeginPage();
        int bytes = count * Unsafe.SizeOf<T>();
        MemoryMarshal.Cast<byte, T>(target.Room(bytes)[..bytes]).Fill(value);
        target.Advance(bytes);
        return count;
    }

    protected override ByteBuffer BeginPage() => _target ??= base.BeginPage();

    protected override FormatEncoding EncodePage(ByteBuffer target)
    {
        _range.Add(MemoryMarshal.Cast<byte, T>(Pages.Payload));
        _target = null;
        return FormatEncoding.Plain;
    }

    protected override void Clear() => _range = default;
}
