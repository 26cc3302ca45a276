using Neuro.Experiments.Data;

namespace Neuro.Experiments.Measures;

/// <summary>The rates of a clamped input in double precision.</summary>
internal static class ImageRates
{
    /// <summary>Those of an image.</summary>
    public static double[] Of(ImageSet images, int index)
    {
        var pixels = images.Image(index);
        var rates = new double[pixels.Length];
        for (var i = 0; i < rates.Length; i++)
        {
            rates[i] = pixels[i] / 255.0;
        }

        return rates;
    }
}
