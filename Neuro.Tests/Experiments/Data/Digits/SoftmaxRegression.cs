using Neuro.Experiments.Data;

namespace Neuro.Tests.Experiments.Data.Digits;

/// <summary>A plain linear read-out, trained by gradient descent on the cross-entropy.</summary>
internal sealed class SoftmaxRegression(int pixels, int classes)
{
    private readonly float[] _weights = new float[pixels * classes];
    private readonly float[] _biases = new float[classes];

    /// <summary>One pass in file order, one image at a time.</summary>
    public void Train(ImageSet set, float rate)
    {
        var input = new float[pixels];
        var output = new float[classes];
        for (var i = 0; i < set.Count; i++)
        {
            Answer(set.Image(i), input, output);
            var largest = output.Max();
            for (var c = 0; c < classes; c++)
            {
                output[c] = MathF.Exp(output[c] - largest);
            }

            var sum = output.Sum();
            for (var c = 0; c < classes; c++)
            {
                var step = rate * ((c == set.Labels[i] ? 1 : 0) - (output[c] / sum));
                _biases[c] += step;
                var row = _weights.AsSpan(c * pixels, pixels);
                for (var p = 0; p < row.Length; p++)
                {
                    row[p] += step * input[p];
                }
            }
        }
    }

    /// <summary>Right answers in per cent.</summary>
    public double Accuracy(ImageSet set)
    {
        var input = new float[pixels];
        var output = new float[classes];
        var right = 0;
        for (var i = 0; i < set.Count; i++)
        {
            Answer(set.Image(i), input, output);
            right += Array.IndexOf(output, output.Max()) == set.Labels[i] ? 1 : 0;
        }

        return 100.0 * right / set.Count;
    }

    private void Answer(ReadOnlySpan<byte> image, float[] input, float[] output)
    {
        for (var p = 0; p < input.Length; p++)
        {
            input[p] = image[p] / 255f;
        }

        for (var c = 0; c < classes; c++)
        {
            output[c] = _biases[c];
            var row = _weights.AsSpan(c * pixels, pixels);
            for (var p = 0; p < row.Length; p++)
            {
                output[c] += row[p] * input[p];
            }
        }
    }
}
