using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Text.Json;
using Neuro.Units.Kernels;
using Neuro.Units.Tensors;

namespace Neuro.Experiments.Benchmarks;

/// <summary>Products and plastic changes against the multiply-add ceiling of one core, and against the best OpenBLAS kernel.</summary>
internal sealed unsafe class KernelBenchmark : IBenchmark
{
    private const double Tolerance = 1e-5;
    private static readonly (int Batch, int Pre, int Post)[] Products = [(100, 784, 500), (100, 100, 500), (100, 500, 10), (100, 10, 500), (1, 500, 10), (1, 10, 500)];
    private static readonly (int Batch, int Pre, int Post)[] Updates = [(100, 784, 500), (100, 500, 10), (100, 10, 500), (1, 500, 10), (1, 10, 500)];

    public string Name => "kernels";

    public string Summary => "currents and plastic changes, one core, against the multiply-add ceiling and the best OpenBLAS kernel";

    public IEnumerable<BenchmarkRow> Run(BenchmarkContext context)
    {
        var peers = context.Peers?.Best("gemm.py");
        var ceiling = Ceiling();
        yield return new BenchmarkRow("multiply-add ceiling", ceiling, "GF/s");
        foreach (var shape in Products)
        {
            foreach (var row in Rows("product", shape, Product(shape), ceiling, Peer(peers, shape, transposed: false)))
            {
                yield return row;
            }
        }

        foreach (var shape in Updates)
        {
            foreach (var row in Rows("update", shape, Update(shape), ceiling, Peer(peers, shape, transposed: true)))
            {
                yield return row;
            }
        }

        yield return SparseRow("product", learns: false);
        yield return SparseRow("update", learns: true);
    }

    private static IEnumerable<BenchmarkRow> Rows(string kind, (int Batch, int Pre, int Post) shape, Timing timing, double ceiling, double? peer)
    {
        var operations = 2e-9 * shape.Batch * shape.Pre * shape.Post;
        var rate = operations / timing.Median;
        var large = shape is (100, 784, 500);
        var name = $"{kind} {shape.Batch} x {shape.Pre} x {shape.Post}";
        yield return new BenchmarkRow(name, rate, "GF/s", operations / timing.High, operations / timing.Low);
        yield return new BenchmarkRow($"{name}, of the ceiling", 100 * rate / ceiling, "%", Goal: large ? ">= 90 %" : null, Met: large ? rate / ceiling >= 0.9 : null);
        if (peer is { } other)
        {
            yield return new BenchmarkRow($"{name}, against OpenBLAS", rate / other, "x", Goal: large ? ">= 1 x" : null, Met: large ? rate >= other : null);
        }
    }

    private static double? Peer(JsonElement? gemm, (int Batch, int Pre, int Post) shape, bool transposed)
    {
        var name = transposed ? $"{shape.Pre},{shape.Batch},{shape.Post}:TN" : $"{shape.Batch},{shape.Pre},{shape.Post}:NN";
        return gemm is { } all && all.TryGetProperty(name, out var record) ? record.GetProperty("medianGflops").GetDouble() : null;
    }

    private static Timing Product((int Batch, int Pre, int Post) shape)
    {
        var rates = Random(shape.Batch, shape.Pre, 1, 1.0);
        var weights = RandomWeights(shape.Post, shape.Pre);
        var result = new PanelMatrix(shape.Batch, shape.Post);
        var kernels = KernelSet.Best;
        var group = shape.Batch == 1 ? result.Layout.Panels : 1;
        void Compute()
        {
            for (var panel = 0; panel < result.Layout.Panels; panel += group)
            {
                kernels.Current(rates, weights, panel, group, null, result.Panel(panel));
            }
        }

        Compute();
        for (var sample = 0; sample < shape.Batch; sample += 7)
        {
            for (var i = 0; i < shape.Post; i++)
            {
                var (expected, size) = (0.0, 0.0);
                for (var j = 0; j < shape.Pre; j++)
                {
                    var term = (double)rates[sample, j] * weights[i, j];
                    expected += term;
                    size += Math.Abs(term);
                }

                Check("product", result[sample, i], expected, size);
            }
        }

        return Timing.Of(Compute);
    }

    private static Timing Update((int Batch, int Pre, int Post) shape)
    {
        var rates = Random(shape.Batch, shape.Pre, 2, 1.0);
        var signal = Random(shape.Batch, shape.Post, 3, 1.0);
        var weights = new WeightMatrix(shape.Post, shape.Pre, hasBias: false);
        var kernels = KernelSet.Best;
        var group = shape.Batch == 1 ? signal.Layout.Panels : 1;
        void Learn(float scale)
        {
            for (var panel = 0; panel < signal.Layout.Panels; panel += group)
            {
                kernels.Learn(rates, signal.Panel(panel), scale, weights, panel, group);
            }
        }

        Learn(0.5f);
        for (var i = 0; i < shape.Post; i++)
        {
            for (var j = 0; j < shape.Pre; j += 3)
            {
                var expected = 0.0;
                for (var sample = 0; sample < shape.Batch; sample++)
                {
                    expected += 0.5 * rates[sample, j] * signal[sample, i];
                }

                Check("update", weights[i, j], expected, Math.Abs(expected) + 1e-3);
            }
        }

        return Timing.Of(() => Learn(1e-9f));
    }

    /// <summary>The sparse kernels against the dense ones of the same shape; the bits must be the same.</summary>
    private static BenchmarkRow SparseRow(string kind, bool learns)
    {
        var rates = Random(100, 784, 4, 0.19);
        var sparse = new SparseRates(100, 784);
        sparse.Fill(rates);
        var signal = Random(100, 500, 5, 1.0);
        var kernels = KernelSet.Best;
        var (dense, skipping) = (RandomWeights(500, 784), RandomWeights(500, 784));
        var (first, second) = (new PanelMatrix(100, 500), new PanelMatrix(100, 500));
        Action slow = learns
            ? () => kernels.Learn(rates, signal.Pointer, 1e-6f, dense, 0, signal.Layout.Panels)
            : () => kernels.Current(rates, dense, 0, first.Layout.Panels, null, first.Pointer);
        Action fast = learns
            ? () => kernels.SparseLearn(sparse, signal, 1e-6f, skipping, PanelRange.Whole(skipping.PostLayout))
            : () => kernels.SparseCurrent(sparse, skipping, PanelRange.Whole(skipping.PostLayout), second);
        var (_, _, ratio) = Timing.InTurn(slow, fast, 101);
        for (var i = 0; i < 500; i++)
        {
            var same = learns ? dense[i, 400] == skipping[i, 400] : first[i % 100, i] == second[i % 100, i];
            if (!same)
            {
                throw new BenchmarkException($"sparse {kind}: not the bits of the dense one at unit {i}");
            }
        }

        return new BenchmarkRow($"{kind} 100 x 784 x 500 with 19 % non-zero, dense / skipping zeros", ratio.Median, "x", ratio.Low, ratio.High);
    }

    private static void Check(string kind, double found, double expected, double size)
    {
        if (!(Math.Abs(found - expected) <= Tolerance * size))
        {
            throw new BenchmarkException($"{kind}: found {found}, expected {expected}");
        }
    }

    private static PanelMatrix Random(int batch, int units, int seed, double density)
    {
        var stream = new Units.Randomness.RandomStream(new Units.Randomness.RandomKey((ulong)seed, "benchmark", "rates"));
        var matrix = new PanelMatrix(batch, units);
        for (var i = 0; i < batch * units; i++)
        {
            matrix[i / units, i % units] = stream.Uniform(2 * i) < density ? stream.Uniform((2 * i) + 1) : 0f;
        }

        return matrix;
    }

    private static WeightMatrix RandomWeights(int post, int pre)
    {
        var matrix = new WeightMatrix(post, pre, hasBias: false);
        var values = new float[post * pre];
        new Units.Initialisation.GlorotUniform().Fill(values, post, pre, new Units.Randomness.RandomKey(6, "benchmark", "weights"));
        matrix.CopyFrom(values);
        return matrix;
    }

    /// <summary>Independent multiply-adds in registers: what one core can do at most, in GF/s.</summary>
    private static double Ceiling()
    {
        const int Rounds = 10_000;
        const int Chains = 10;
        var sink = 0f;
        var wide = SimdLevels.Best == SimdLevel.Vector512;
        var timing = Timing.Of(() => sink += wide ? Chains512(Rounds) : Chains256(Rounds));
        if (!float.IsFinite(sink))
        {
            throw new BenchmarkException("the ceiling's sums left the finite numbers");
        }

        return 2e-9 * Rounds * Chains * (wide ? 16 : 8) / timing.Low;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Chains512(int rounds)
    {
        Vector512<float> a = default, b = default, c = default, d = default, e = default, f = default, g = default, h = default, i = default, j = default;
        var x = Vector512.Create(0.5f);
        for (var round = 0; round < rounds; round++)
        {
            a = Vector512.FusedMultiplyAdd(a, x, x);
            b = Vector512.FusedMultiplyAdd(b, x, x);
            c = Vector512.FusedMultiplyAdd(c, x, x);
            d = Vector512.FusedMultiplyAdd(d, x, x);
            e = Vector512.FusedMultiplyAdd(e, x, x);
            f = Vector512.FusedMultiplyAdd(f, x, x);
            g = Vector512.FusedMultiplyAdd(g, x, x);
            h = Vector512.FusedMultiplyAdd(h, x, x);
            i = Vector512.FusedMultiplyAdd(i, x, x);
            j = Vector512.FusedMultiplyAdd(j, x, x);
        }

        return Vector512.Sum(a + b + c + d + e + f + g + h + i + j);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Chains256(int rounds)
    {
        Vector256<float> a = default, b = default, c = default, d = default, e = default, f = default, g = default, h = default, i = default, j = default;
        var x = Vector256.Create(0.5f);
        for (var round = 0; round < rounds; round++)
        {
            a = Vector256.FusedMultiplyAdd(a, x, x);
            b = Vector256.FusedMultiplyAdd(b, x, x);
            c = Vector256.FusedMultiplyAdd(c, x, x);
            d = Vector256.FusedMultiplyAdd(d, x, x);
            e = Vector256.FusedMultiplyAdd(e, x, x);
            f = Vector256.FusedMultiplyAdd(f, x, x);
            g = Vector256.FusedMultiplyAdd(g, x, x);
            h = Vector256.FusedMultiplyAdd(h, x, x);
            i = Vector256.FusedMultiplyAdd(i, x, x);
            j = Vector256.FusedMultiplyAdd(j, x, x);
        }

        return Vector256.Sum(a + b + c + d + e + f + g + h + i + j);
    }
}
