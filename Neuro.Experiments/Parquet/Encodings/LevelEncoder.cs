using Neuro.Experiments.Parquet.Format;

namespace Neuro.Experiments.Parquet.Encodings;

/// <summary>Which values of a page are present: definition levels of one bit, as the hybrid of run lengths and bit packing.</summary>
internal sealed class LevelEncoder
{
    /// <summary>A run this long is written as one; shorter ones are packed with their neighbours.</summary>
    private const int LeastRun = 64;

    private readonly ByteBuffer _target = new();
    private readonly ByteBuffer _packed = new();
    private int _bits;
    private byte _byte;
    private bool _value;
    private int _run;

    public int Bytes => _target.Length + _packed.Length;

    /// <summary>Adds levels, all the same.</summary>
    public void Add(bool isPresent, int count)
    {
        if (isPresent != _value)
        {
            EndRun();
            _value = isPresent;
        }

        _run += count;
    }

    /// <summary>Appends all levels behind their length in four bytes, and begins anew.</summary>
    public void MoveTo(ByteBuffer target)
    {
        EndRun();
        Pack(-_bits & 7);
        EndPacked();
        int length = _target.Length;
        target.AppendValues(new ReadOnlySpan<int>(in length));
        target.Append(_target.Written);
        _target.Clear();
    }

    /// <summary>Gives memory back.</summary>
    public void Free()
    {
        _target.Free();
        _packed.Free();
    }

    private void EndRun()
    {
        if (_run < LeastRun)
        {
            Pack(_run);
            _run = 0;
            return;
        }

        int filling = -_bits & 7;
        Pack(filling);
        EndPacked();
        _target.AppendVarint((ulong)(_run - filling) << 1);
        _target.Append(_value ? (byte)1 : (byte)0);
        _run = 0;
    }

    private void Pack(int count)
    {
        for (; count > 0; count--)
        {
            _byte |= (byte)((_value ? 1 : 0) << _bits);
            if (++_bits == 8)
            {
                _packed.Append(_byte);
                _bits = 0;
                _byte = 0;
            }
        }
    }

    private void EndPacked()
    {
        if (_packed.Length > 0)
        {
            _target.AppendVarint(((ulong)_packed.Length << 1) | 1);
            _target.Append(_packed.Written);
            _packed.Clear();
        }
    }
}
