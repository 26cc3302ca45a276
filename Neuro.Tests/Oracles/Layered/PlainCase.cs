namespace Neuro.Tests.Oracles.Layered;

/// <summary>Random networks, samples and comparisons for the tests of the plain forms themselves.</summary>
internal sealed class PlainCase(ulong seed)
{
    private readonly TestDraws _draws = new(seed);

    public PlainLayers Network(int[] units, Rho rho, PlainLoss loss = PlainLoss.SoftmaxCrossEntropy, Rho? output = null)
    {
        var net = new PlainLayers(units[0], units.Length - 2) { Rho = rho, Loss = loss, OutputRho = output ?? rho };
        for (var l = 1; l < units.Length; l++)
        {
            net.W[l] = Matrix(units[l], units[l - 1]);
            net.B[l] = Vector(units[l]);
        }

        return net;
    }

    /// <summary>Square layers of orthogonal weights, no biases.</summary>
    public PlainLayers OrthogonalNetwork(int layers, int units, Rho rho)
    {
        var net = new PlainLayers(units, layers - 1) { Rho = rho, Loss = PlainLoss.SquaredError, OutputRho = rho };
        for (var l = 1; l <= layers; l++)
        {
            net.W[l] = OrthogonalMatrix(units);
            net.B[l] = new double[units];
        }

        return net;
    }

    /// <summary>All feedback that any rule needs.</summary>
    public PlainFeedback Feedback(PlainLayers net)
    {
        var hidden = net.Top - 1;
        var feedback = new PlainFeedback(hidden);
        for (var l = 1; l <= hidden; l++)
        {
            feedback.Direct[l] = Matrix(net.Units(l), net.Units(net.Top));
            feedback.Above[l] = Matrix(net.Units(l), net.Units(l + 1));
            feedback.Below[l] = Matrix(net.Units(l), net.Units(l - 1));
        }

        return feedback;
    }

    public double[] Vector(int count, double scale = 1) => [.. Enumerable.Range(0, count).Select(_ => scale * ((2 * _draws.Next()) - 1))];

    public double[][] Matrix(int rows, int columns) => [.. Enumerable.Range(0, rows).Select(_ => Vector(columns))];

    public double[] OneHot(int count)
    {
        var target = new double[count];
        target[_draws.Below(count)] = 1;
        return target;
    }

    /// <summary>Rows of a random matrix made orthonormal one after another, each twice over.</summary>
    public double[][] OrthogonalMatrix(int units)
    {
        var rows = Matrix(units, units);
        for (var i = 0; i < units; i++)
        {
            for (var k = 0; k < 2 * i; k++)
            {
                var other = rows[k % i];
                var overlap = rows[i].Zip(other, (x, y) => x * y).Sum();
                rows[i] = [.. rows[i].Zip(other, (x, y) => x - (overlap * y))];
            }

            var norm = Math.Sqrt(rows[i].Sum(x => x * x));
            rows[i] = Array.ConvertAll(rows[i], x => x / norm);
        }

        return rows;
    }

    public static double[][] Outer(double[] left, double[] right)
    {
        var result = Dense.Zeros(left.Length, right.Length);
        Dense.AddOuter(result, 1, left, right);
        return result;
    }

    public static double[][] Product(double[][] a, double[][] b)
    {
        var columns = Dense.Transpose(b);
        return [.. a.Select(row => Dense.Times(columns, row))];
    }

    /// <summary>The change of a value that moves by a small step up and down.</summary>
    public static double Difference(Func<double> of, double[] values, int at, double step = 1e-5)
    {
        var value = values[at];
        values[at] = value + step;
        var up = of();
        values[at] = value - step;
        var down = of();
        values[at] = value;
        return (up - down) / (2 * step);
    }

    /// <summary>A signal and the rates below it against central differences of a loss with respect to weights and biases.</summary>
    public static void AssertDescends(Func<double> loss, double[][] weights, double[] biases, double[] signal, double[] below, double tolerance = 1e-8)
    {
        for (var i = 0; i < weights.Length; i++)
        {
            Assert.Equal(-Difference(loss, biases, i), signal[i], tolerance);
            for (var j = 0; j < weights[i].Length; j++)
            {
                Assert.Equal(-Difference(loss, weights[i], j), signal[i] * below[j], tolerance);
            }
        }
    }

    public static void AssertEqual(double[] expected, double[] actual, double relative)
    {
        Assert.Equal(expected.Length, actual.Length);
        var tolerance = relative * expected.Max(Math.Abs);
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], actual[i], tolerance);
        }
    }

    public static double Cosine(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum() / Math.Sqrt(a.Sum(x => x * x) * b.Sum(x => x * x));
}
