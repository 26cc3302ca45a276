using System.Text;
using Neuro.Experiments.Parquet.Format;

namespace Neuro.Experiments.Parquet.Writing;

/// <summary>The least and the largest text by the bytes of its UTF-8, which is not the order of UTF-16.</summary>
internal sealed class TextRange
{
    private readonly ByteBuffer _least = new();
    private readonly ByteBuffer _largest = new();
    private bool _isAny;

    public object? Least => IsTold ? Encoding.UTF8.GetString(_least.Written) : null;

    public object? Largest => IsTold ? Encoding.UTF8.GetString(_largest.Written) : null;

    /// <summary>A footer is no place for long texts, and a shortened one would be no value of the column.</summary>
    private bool IsTold => _isAny && _least.Length <= Limits.StatisticsBytes && _largest.Length <= Limits.StatisticsBytes;

    public void Add(ReadOnlySpan<byte> text)
    {
        if (!_isAny || text.SequenceCompareTo(_least.Written) < 0)
        {
            Set(_least, text);
        }

        if (!_isAny || text.SequenceCompareTo(_largest.Written) > 0)
        {
            Set(_largest, text);
        }

        _isAny = true;
    }

    /// <summary>Gives memory back.</summary>
    public void Free()
    {
        _least.Free();
        _largest.Free();
    }

    public void Clear() => _isAny = false;

    private static void Set(ByteBuffer target, ReadOnlySpan<byte> text)
    {
        target.Clear();
        target.Append(text);
    }
}
