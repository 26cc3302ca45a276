using MathNet.Numerics.LinearAlgebra;
using Neuro.Units.Kernels;
using Neuro.Units.Snapshots;
using Neuro.Units.Tensors;

namespace Neuro.Units.Synapses;

/// <summary>Applies the inverse of square weights that move little from trial to trial.</summary>
/// <remarks>
/// <para>
/// An inverse P of somewhat older weights is kept. <c>x = P y</c> is corrected by <c>x += P (y - W x)</c> until the residual is small against y: each correction divides it by
/// about <c>1 / |I - P W|</c>, and costs two products with a batch, not with a matrix. Where that is slow P follows by a step of Newton and Schulz, <c>P (2 I - W P)</c>, which squares
/// <c>|I - W P|</c>; where that would not converge P is computed anew, by LU factors in double precision.
/// </para>
/// <para>P is State: what a run makes of it depends on when it was taken. One owner; not thread-safe. Allocates only where P is computed anew.</para>
/// </remarks>
internal sealed unsafe class WeightInverse
{
    /// <summary>Residual, relative to y in the 2-norm, at which x is good.</summary>
    public const double Tolerance = 2e-6;

    /// <summary>Residual beyond which an answer is refused.</summary>
    private const double Unusable = 1e-3;

    /// <summary>Part of the residual that a correction may leave before P has to follow.</summary>
    private const double SlowCorrection = 0.1;

    /// <summary>The largest |I - P W|, as a correction shows it, from which Newton and Schulz are let go on.</summary>
    private const double Divergence = 0.7;

    private const int MostCorrections = 6;

    /// <summary>How often P follows for one answer before it is computed anew.</summary>
    private const int MostFollowed = 2;

    /// <summary>How much larger than what was attained a residual may be to count as attained, too.</summary>
    private const double Margin = 2;

    /// <summary>Steps of Newton and Schulz from the transpose before factors are taken instead.</summary>
    private const int MostSteps = 12;

    /// <summary>|I - W P| for each unit, in the Frobenius norm, at which P is as good as single precision has it.</summary>
    private const double NearlyInverse = 2e-5;

    // Constants
    private readonly string _population;
    private readonly string _projection;
    private readonly WeightMatrix _weights;
    private readonly double _largestCondition;

    // State
    private readonly WeightMatrix _inverse;
    private bool _isKnown;
    private double _attainable = Tolerance;

    // Scratch
    private readonly PanelMatrix _residual;
    private readonly PanelMatrix _correction;
    private readonly WeightMatrix? _product;
    private readonly WeightMatrix? _next;
    private readonly PanelMatrix? _inverseRows;
    private readonly PanelMatrix? _productRows;

    public WeightInverse(string population, string projection, WeightMatrix weights, int batch, double largestCondition)
    {
        (_population, _projection, _weights, _largestCondition) = (population, projection, weights, largestCondition);
        WeightMatrix Like() => new(weights.Post, weights.Pre, hasBias: false);
        _inverse = Like();
        _residual = new PanelMatrix(batch, weights.Post);
        _correction = new PanelMatrix(batch, weights.Post);
        if (!weights.LanesOverPre)
        {
            (_product, _next) = (Like(), Like());
            _inverseRows = new PanelMatrix(_inverse);
            _productRows = new PanelMatrix(_product);
        }
    }

    /// <summary>Condition number of the weights in the 1-norm when P was last computed or followed; NaN before.</summary>
    public double Condition { get; private set; } = double.NaN;

    /// <summary>Largest relative residual of an answer so far.</summary>
    public double LargestResidual { get; private set; }

    /// <summary>How often P was computed anew, and how often it followed.</summary>
    public (long Anew, long Followed) Refreshes { get; private set; }

    private static KernelSet Kernels => KernelSet.Best;

    /// <summary><c>x = W^-1 y</c>.</summary>
    /// <param name="y"><c>batch x units</c>.</param>
    /// <param name="x">Receives the answer, in the same shape.</param>
    /// <exception cref="InverseException">The weights have no inverse, are conditioned too badly, or the residual stays large.</exception>
    public void Apply(PanelMatrix y, PanelMatrix x)
    {
        if (!_isKnown)
        {
            Compute();
        }

        var size = Norm(y);
        if (size == 0)
        {
            x.Clear(PanelRange.Whole(x.Layout));
            return;
        }

        var followed = 0;
        var isNew = false;
        var residual = Begin(y, x) / size;
        while (true)
        {
            var left = Correct(y, x, size, ref residual);
            if (residual <= _attainable)
            {
                break;
            }

            if (isNew)
            {
                // No inverse in single precision does better for these weights.
                _attainable = Math.Max(_attainable, Margin * residual);
                break;
            }

            if (left > Divergence || _weights.LanesOverPre || followed == MostFollowed)
            {
                Compute();
                isNew = true;
            }
            else
            {
                Follow();
                followed++;
            }

            residual = Begin(y, x) / size;
        }

        LargestResidual = Math.Max(LargestResidual, residual);
        if (!(residual <= Unusable))
        {
            throw new InverseException(_population, _projection, $"leave a residual of {residual:g3} when they are inverted, expected at most {Unusable}; their condition number is {Condition:g3}");
        }
    }

    public void VisitState(StateVisitor visitor)
    {
        visitor.Flag("inverse is known", ref _isKnown);
        visitor.Number("attainable residual", ref _attainable);
        visitor.Weights("inverse", _inverse);
    }

    /// <summary>Corrects x until it is good, or corrections become slow.</summary>
    /// <returns>The part of the residual that the last correction left; 0 without one.</returns>
    private double Correct(PanelMatrix y, PanelMatrix x, double size, ref double residual)
    {
        var left = 0.0;
        for (var corrections = 0; residual > _attainable && corrections < MostCorrections && left <= SlowCorrection; corrections++)
        {
            Multiply(_inverse, _residual, _correction);
            Kernels.Add(x.Length, 1f, _correction.Pointer, x.Pointer);
            var next = Residual(y, x) / size;
            (left, residual) = (next / residual, next);
        }

        return left;
    }

    private double Begin(PanelMatrix y, PanelMatrix x)
    {
        Multiply(_inverse, y, x);
        return Residual(y, x);
    }

    /// <summary>y - W x; tells its norm.</summary>
    private double Residual(PanelMatrix y, PanelMatrix x)
    {
        Multiply(_weights, x, _residual);
        Kernels.Difference(y.Length, 1f, y.Pointer, _residual.Pointer, _residual.Pointer);
        return Norm(_residual);
    }

    private void Multiply(WeightMatrix matrix, PanelMatrix values, PanelMatrix result)
    {
        if (matrix.LanesOverPre)
        {
            Kernels.NarrowProduct(values, matrix, null, perSample: false, result.Pointer);
        }
        else
        {
            Kernels.Product(values, result.Layout.Panels, matrix.Panel(0), result.Layout.Width, null, perSample: false, 1f, result.Pointer);
        }
    }

    /// <summary>P (2 I - W P).</summary>
    private void Follow()
    {
        FindProduct();
        TakeStep();
        Refreshes = (Refreshes.Anew, Refreshes.Followed + 1);
        CheckCondition();
    }

    /// <summary>2 I - W P; tells the Frobenius norm of I - W P.</summary>
    private double FindProduct()
    {
        Kernels.Product(_inverseRows!, _weights.PostLayout.Panels, _weights.Panel(0), _weights.PostLayout.Width, null, perSample: false, -1f, _product!.Panel(0));
        var sum = 0.0;
        for (var unit = 0; unit < _weights.Post; unit++)
        {
            _product[unit, unit] += 1f;
        }

        foreach (var value in _product.AllWeights)
        {
            sum += (double)value * value;
        }

        for (var unit = 0; unit < _weights.Post; unit++)
        {
            _product[unit, unit] += 1f;
        }

        return Math.Sqrt(sum);
    }

    private void TakeStep()
    {
        Kernels.Product(_productRows!, _weights.PostLayout.Panels, _inverse.Panel(0), _weights.PostLayout.Width, null, perSample: false, 1f, _next!.Panel(0));
        _next.AllWeights.CopyTo(_inverse.AllWeights);
    }

    private void Compute()
    {
        if (!TryFromTranspose())
        {
            var matrix = Matrix<double>.Build.Dense(_weights.Post, _weights.Pre, (i, j) => _weights[i, j]);
            var inverse = matrix.Inverse();
            for (var i = 0; i < _weights.Post; i++)
            {
                for (var j = 0; j < _weights.Pre; j++)
                {
                    _inverse[i, j] = (float)inverse[i, j];
                }
            }
        }

        _isKnown = true;
        Refreshes = (Refreshes.Anew + 1, Refreshes.Followed);
        CheckCondition();
    }

    /// <summary>Where rows are nearly orthonormal the transpose is nearly the inverse, and some steps of Newton and Schulz make it so.</summary>
    private bool TryFromTranspose()
    {
        if (_weights.LanesOverPre)
        {
            return false;
        }

        BlockTranspose.Turn(_weights, _inverse.Panel(0));
        var before = double.PositiveInfinity;
        for (var step = 0; step < MostSteps; step++)
        {
            var distance = FindProduct();
            if (distance < NearlyInverse * Math.Sqrt(_weights.Post))
            {
                return true;
            }

            if (!(distance < Math.Min(0.9, before)))
            {
                return false;
            }

            before = distance;
            TakeStep();
        }

        return false;
    }

    private void CheckCondition()
    {
        Condition = OneNorm(_weights) * OneNorm(_inverse);
        if (!(Condition <= _largestCondition))
        {
            throw new InverseException(_population, _projection, $"have condition number {Condition:g3} in the 1-norm, expected at most {_largestCondition:g3}");
        }
    }

    /// <summary>The largest sum of sizes down a column.</summary>
    private static double OneNorm(WeightMatrix matrix)
    {
        var largest = 0.0;
        for (var j = 0; j < matrix.Pre; j++)
        {
            var sum = 0.0;
            for (var i = 0; i < matrix.Post; i++)
            {
                sum += Math.Abs(matrix[i, j]);
            }

            largest = sum > largest || double.IsNaN(sum) ? sum : largest;
        }

        return largest;
    }

    private static double Norm(PanelMatrix values)
    {
        var sum = 0.0;
        for (var i = 0; i < values.Length; i++)
        {
            sum += (double)values.Pointer[i] * values.Pointer[i];
        }

        return Math.Sqrt(sum);
    }
}
