namespace Neuro.Experiments.Data;

/// <summary>One part of a data set in memory: grey-scale images of one size, each with a label.</summary>
/// <remarks>Immutable, provided that the memory it was made of is left alone; thread-safe. Slices share memory.</remarks>
public sealed class ImageSet
{
    private readonly ReadOnlyMemory<byte> _pixels;
    private readonly ReadOnlyMemory<byte> _labels;
    private ReadOnlyMemory<float> _targets;

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

    /// <summary>What a pixel of 0 stands for as a rate. Default: 0.</summary>
    public float InputLow { get; private init; }

    /// <summary>What a pixel of 255 stands for. Default: 1.</summary>
    public float InputHigh { get; private init; } = 1;

    /// <summary>Whether real numbers are to be found instead of a class: <see cref="Classes"/> of them for each image.</summary>
    public bool HasTargets => !_targets.IsEmpty;

    /// <summary>All real-valued targets, row-major, <c>Count x Classes</c>; empty where labels are to be found.</summary>
    public ReadOnlySpan<float> Targets => _targets.Span;

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

    /// <summary>The real-valued targets of one image.</summary>
    /// <param name="index">0..Count - 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="index"/> is not an image, or there are no targets.</exception>
    public ReadOnlySpan<float> Target(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, HasTargets ? Count : 0);
        return _targets.Span.Slice(index * Classes, Classes);
    }

    /// <summary>The same images with real-valued targets instead of labels. Nothing is copied.</summary>
    /// <param name="targets">Row-major, <c>Count x Classes</c>, finite.</param>
    /// <exception cref="ArgumentException">There are not as many, or one is not finite.</exception>
    public ImageSet WithTargets(ReadOnlyMemory<float> targets)
    {
        if (targets.Length != Count * Classes)
        {
            throw new ArgumentException($"{Name}: expected {Count * Classes} targets ({Count} images, {Classes} each), found {targets.Length}.", nameof(targets));
        }

        foreach (var target in targets.Span)
        {
            if (!float.IsFinite(target))
            {
                throw new ArgumentException($"{Name}: expected finite targets, found {target}.", nameof(targets));
            }
        }

        return new ImageSet(Name, Rows, Columns, Classes, _pixels, _labels) { _targets = targets, InputLow = InputLow, InputHigh = InputHigh };
    }

    /// <summary>The same images, whose pixels stand for other rates. Nothing is copied.</summary>
    /// <param name="low">What a pixel of 0 stands for, finite.</param>
    /// <param name="high">What a pixel of 255 stands for, finite and above <paramref name="low"/>.</param>
    /// <exception cref="ArgumentException">The two are no range.</exception>
    public ImageSet WithInputs(float low, float high) => float.IsFinite(low) && float.IsFinite(high) && low < high
        ? new ImageSet(Name, Rows, Columns, Classes, _pixels, _labels) { _targets = _targets, InputLow = low, InputHigh = high }
        : throw new ArgumentException($"{Name}: expected inputs in a finite range, found {low} .. {high}.", nameof(high));

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
            name, Rows, Columns, Classes, _pixels.Slice(start * PixelsPerImage, count * PixelsPerImage), _labels.Slice(start, count))
        {
            _targets = HasTargets ? _targets.Slice(start * Classes, count * Classes) : default,
            InputLow = InputLow,
            InputHigh = InputHigh,
        };
    }
}
