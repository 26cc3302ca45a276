namespace Neuro.Experiments.Data.Digits;

/// <summary>Makes parts of the built-in data set of written digits: a pure function of (seed, part, index).</summary>
internal static class DigitGenerator
{
    /// <summary>Number of classes.</summary>
    public const int Classes = 10;

    /// <summary>Renders one part; class counts differ by one at most.</summary>
    /// <param name="name">The name of the part.</param>
    /// <param name="seed">The seed of the data set.</param>
    /// <param name="part">The stream of the part: parts with different numbers share no random numbers.</param>
    /// <param name="count">How many images.</param>
    /// <param name="style">How much they vary.</param>
    public static ImageSet Generate(string name, ulong seed, int part, int count, DigitStyle style)
    {
        const int size = DigitCanvas.Side * DigitCanvas.Side;
        var order = new int[count];
        EpochOrder.Fill(order, seed, part);
        var key = CounterHash.Key(~seed, (ulong)part);
        var pixels = new byte[count * size];
        var labels = new byte[count];
        var painter = new DigitPainter(style);
        for (var i = 0; i < count; i++)
        {
            var digit = order[i] % Classes;
            labels[i] = (byte)digit;
            painter.Paint(digit, new DigitRandom(CounterHash.At(key, (ulong)i)), pixels.AsSpan(i * size, size));
        }

        return new ImageSet(name, DigitCanvas.Side, DigitCanvas.Side, Classes, pixels, labels);
    }
}
