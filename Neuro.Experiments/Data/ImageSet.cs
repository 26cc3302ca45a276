namespace Neuro.Experiments.Data;

/// <summary>One part of a data set in memory: grey-scale images of one size, each with a label.</summary>
/// <remarks>Immutable, provided that the memory it was made of is left alone; thread-safe. Slices share memory.</remarks>
public sealed class ImageSet
{
    private readonly ReadOnlyMemory<byte> _pixels;
    private readonly ReadOnlyMemory<byte> _labels;

    /// <summary>Wraps pixels and labels without copying; the caller must not change them afterwards.</summary>
    /// <param name="name">What errors and reports call this part, such as <c>mnist/train</c>.</param>
    /// <param name="rows">Height of an image in pixels, at least 1.</param>
    /// <param name="columns">Width of an image in pixels, at least 1.</param>
    /// <param name="classes">Number of classes, 1..256; every label is below it.</param>
    /// <param name="pixels">Row-major, <c>count x (rows * columns)</c>; 0 is background, 255 full ink.</param>
    /// <param name="labels">One label per image; its length is the count.</param>
    /// <exception cref="ArgumentException">A size is out of range, the lengths disagree, or a label is too large.</exception>
    public ImageSet(string name, int rows, int columns, int classes, ReadOnlyMemory<byte> pixels, ReadOnlyMemory<byte> labels)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(classes, 256);
        var expected = (long)labels.Length * rows * columns;
        if (pixels.Length != expected)
        {
            throw new ArgumentException(
                $"{name}: expected {expected} pixels ({labels.Length} images of {rows} x {columns}), found {pixels.Length}.",
                nameof(pixels));
        }

        if (classes < 256)
        {
            var wrong = labels.Span.IndexOfAnyInRange((byte)classes, byte.MaxValue);
            if (wrong >= 0)
            {
                throw new ArgumentException(
                    $"{name}: label {wrong}: expected 0..{classes - 1}, found {labels.Span[wrong]}.", nameof(labels));
            }
        }

        Name = name;
        Rows = rows;
        Columns = columns;
        Classes = classes;
        _pixels = pixels;
        _labels = labels;
    }

    /// <summary>What errors and reports call this part, such as <c>mnist/train</c>.</summary>
    public string Name { get; }

    /// <summary>Number of images.</summary>
    public int Count => _labels.Length;

    /// <summary>Height of an image in pixels.</summary>
    public int Rows { get; }

    /// <summary>Width of an image in pixels.</summary>
    public int Columns { get; }

    /// <summary>Pixels of one image, <c>Rows * Columns</c>.</summary>
    public int PixelsPerImage => Rows * Columns;

    /// <summary>Number of classes; labels lie in 0..Classes - 1.</summary>
    public int Classes { get; }

    /// <summary>All pixels, row-major, <c>Count x PixelsPerImage</c>; 0 is background, 255 full ink.</summary>
    public ReadOnlySpan<byte> Pixels => _pixels.Span;

    /// <summary>All labels, one per image.</summary>
    public ReadOnlySpan<byte> Labels => _labels.Span;

    /// <summary>The pixels of one image, row-major.</summary>
    /// <param name="index">0..Count - 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="index"/> is not an image.</exception>
    public ReadOnlySpan<byte> Image(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
        return _pixels.Span.Slice(index * PixelsPerImage, PixelsPerImage);
    }

    /// <summary>Images <paramref name="start"/> .. <paramref name="start"/> + <paramref name="count"/> - 1, sharing memory.</summary>
    /// <param name="name">The name of the slice.</param>
    /// <param name="start">The first image.</param>
    /// <param name="count">How many images; may be 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The slice reaches beyond the set.</exception>
    public ImageSet Slice(string name, int start, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Count - start);
        return new ImageSet(
            name, Rows, Columns, Classes, _pixels.Slice(start * PixelsPerImage, count * PixelsPerImage), _labels.Slice(start, count));
    }
}
