using System.Runtime.CompilerServices;
using Neuro.Units.Activations;
using Neuro.Units.Tensors;

namespace Neuro.Units.Kernels;

/// <summary>The kernels over vectors of one width.</summary>
internal sealed unsafe class KernelSet<TSimd, TVector> : KernelSet
    where TSimd : struct, ISimd<TVector>
    where TVector : unmanaged
{
    private static readonly AlignedBuffer Zeros = new(PanelLayout.Block);

    public override void Product(PanelMatrix rates, int panels, float* weights, int width, float* baseline, bool perSample, float scale, float* result)
    {
        var layout = rates.Layout;
        var shape = new ProductOperands
        {
            Pre = layout.Units,
            PreWidth = layout.Width,
            PreStride = rates.PanelLength,
            Blocks = layout.Panels,
            Width = width,
            PanelStride = (nint)layout.Units * width,
            BaselineStride = perSample ? width : 0,
            BaselinePanelStride = baseline == null ? 0 : perSample ? rates.Batch * width : width,
            Scale = scale,
        };
        ProductKernel<TSimd, TVector>.Run(shape, rates.Batch, panels, rates.Pointer, weights, baseline != null ? baseline : Zeros.Pointer, result);
    }

    public override void NarrowProduct(PanelMatrix rates, WeightMatrix weights, float* baseline, bool perSample, float* result) =>
        NarrowKernel<TSimd, TVector>.Run(rates, weights, baseline != null ? baseline : Zeros.Pointer, perSample ? PanelLayout.Narrow : 0, result);

    [SkipLocalsInit]
    public override void SparseCurrent(SparseRates rates, WeightMatrix weights, PanelRange range, PanelMatrix result)
    {
        var width = weights.PostLayout.Width;
        var end = range.End;
        var pre = weights.PreLayout;
        var lanes = TSimd.Lanes;
        var group = 8 * lanes / width;
        var raw = stackalloc float[(8 * lanes) + 16];
        var sums = (float*)(((nuint)raw + 63) & ~(nuint)63);
        for (var panel = range.First; panel < end; panel += Math.Max(group, 1))
        {
            // A group that would run past the last panel reads that panel again and drops what it gets.
            var stride = panel + group <= end ? weights.PanelStride : 0;
            for (var sample = 0; sample < rates.Batch; sample++)
            {
                var units = rates.PointerToUnits(sample);
                var values = rates.PointerToValues(sample);
                var count = rates.CountOf(sample);
                if (stride == 0 || group == 0)
                {
                    for (var p = panel; p < Math.Min(end, panel + Math.Max(group, 1)); p++)
                    {
                        for (var column = 0; column < width; column += Math.Min(width, 8 * lanes))
                        {
                            SparseKernel<TSimd, TVector>.Current(units, values, count, pre.Width, pre.Panels, weights.Panel(p) + column, 0, width, sums);
                            Write(sums, Math.Min(width - column, 8 * lanes), Bias(weights, p) + column, result.Row(p, sample) + column);
                        }
                    }
                }
                else
                {
                    SparseKernel<TSimd, TVector>.Current(units, values, count, pre.Width, pre.Panels, weights.Panel(panel), stride, width, sums);
                    for (var p = 0; p < group; p++)
                    {
                        Write(sums + (p * width), width, Bias(weights, panel + p), result.Row(panel + p, sample));
                    }
                }
            }
        }
    }

    public override void AddEvents(RateEvents events, WeightMatrix weights, int batch, int firstPanel, int panels, float* current)
    {
        if (weights.LanesOverPre)
        {
            EventKernel<TSimd, TVector>.Narrow(events, batch, weights, current);
        }
        else
        {
            EventKernel<TSimd, TVector>.Wide(events, batch, weights, firstPanel, panels, current);
        }
    }

    public override void Learn(PanelMatrix rates, float* signal, float scale, WeightMatrix weights, int firstPanel, int panels)
    {
        LearnFrom(rates, PanelRange.Whole(rates.Layout), signal, scale, weights, new PanelRange(firstPanel, panels));
        LearnBias(rates.Batch, signal, scale, weights, firstPanel, panels);
    }

    public override void LearnFrom(PanelMatrix rates, PanelRange pre, float* signal, float scale, WeightMatrix weights, PanelRange post)
    {
        var layout = rates.Layout;
        var width = weights.PostLayout.Width;
        if (weights.LanesOverPre)
        {
            // Rows are the postsynaptic units here: signal and rates change places, and the products commute.
            OuterKernel<TSimd, TVector>.Run(signal, weights.Post, width, 0, rates.Panel(pre.First), layout.Width, rates.Batch, pre.Count, scale, weights.Panel(pre.First), weights.PanelStride);
        }
        else
        {
            var rows = weights.Panel(post.First) + ((nint)pre.FirstUnit(layout) * width);
            OuterKernel<TSimd, TVector>.Run(
                rates.Panel(pre.First), pre.Units(layout), layout.Width, rates.PanelLength, signal, width, rates.Batch, post.Count, scale, rows, weights.PanelStride);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void SparseLearn(SparseRates rates, PanelMatrix signal, float scale, WeightMatrix weights, PanelRange range)
    {
        var width = weights.PostLayout.Width;
        if (rates.Batch == 1)
        {
            SparseKernel<TSimd, TVector>.OuterOneSample(rates.ActiveUnits, rates.ValuesOf(0), signal.Panel(range.First), weights, range, scale);
            LearnBias(1, signal.Panel(range.First), scale, weights, range.First, range.Count);
            return;
        }

        SparseOuter(rates, signal, scale, weights, range);
        LearnBias(rates.Batch, signal.Panel(range.First), scale, weights, range.First, range.Count);
    }

    public override void SparseLearnFrom(SparseRates rates, PanelMatrix signal, float scale, WeightMatrix weights, PanelRange range)
    {
        if (rates.Batch == 1)
        {
            SparseKernel<TSimd, TVector>.OuterOneSample(rates.ActiveUnits, rates.ValuesOf(0), signal.Panel(range.First), weights, range, scale);
        }
        else
        {
            SparseOuter(rates, signal, scale, weights, range);
        }
    }

    public override void LearnBias(int batch, float* signal, float scale, WeightMatrix weights, int panel) => LearnBias(batch, signal, scale, weights, panel, 1);

    public override void Gram(WeightMatrix weights, PanelMatrix gram)
    {
        var width = weights.PostLayout.Width;
        gram.Clear(PanelRange.Whole(gram.Layout));
        for (var panel = 0; panel < gram.Layout.Panels; panel++)
        {
            // What lies below the diagonal is what lies above it.
            var rows = Math.Min((panel + 1) * width, weights.Post);
            OuterKernel<TSimd, TVector>.Run(
                weights.Panel(0), rows, width, weights.PanelStride, weights.Panel(panel), width, weights.Pre, 1, 1f, gram.Panel(panel), gram.PanelLength);
            for (var row = 0; row < panel * width; row++)
            {
                var mirrored = gram.Panel(row / width) + (row % width);
                var from = gram.Panel(panel) + ((nint)row * width);
                for (var lane = 0; lane < gram.Layout.UnitsIn(panel); lane++)
                {
                    mirrored[((panel * width) + lane) * width] = from[lane];
                }
            }
        }
    }

    public override bool Step(Activation activation, int length, float h, float* state, float* basal, float* error, float* noise, float* newState, float* newRate) => activation switch
    {
        Activation.Sigmoid => StateKernel<TSimd, TVector>.Step<Sigmoid>(length, h, state, basal, error, noise, newState, newRate),
        Activation.Tanh => StateKernel<TSimd, TVector>.Step<HyperbolicTangent>(length, h, state, basal, error, noise, newState, newRate),
        Activation.Relu => StateKernel<TSimd, TVector>.Step<Relu>(length, h, state, basal, error, noise, newState, newRate),
        Activation.LeakyRelu => StateKernel<TSimd, TVector>.Step<LeakyRelu>(length, h, state, basal, error, noise, newState, newRate),
        Activation.HardSigmoid => StateKernel<TSimd, TVector>.Step<HardSigmoid>(length, h, state, basal, error, noise, newState, newRate),
        _ => StateKernel<TSimd, TVector>.Step<Linear>(length, h, state, basal, error, noise, newState, newRate),
    };

    public override bool Relax(
        Activation activation, RelaxOptions options, int length, float* state, float* rate, float* basal, float* feedback, float* nudge, float* noise, float* newState, float* newRate) => activation switch
    {
        Activation.Sigmoid => StateKernel<TSimd, TVector>.Relax<Sigmoid>(options, length, state, rate, basal, feedback, nudge, noise, newState, newRate),
        Activation.Tanh => StateKernel<TSimd, TVector>.Relax<HyperbolicTangent>(options, length, state, rate, basal, feedback, nudge, noise, newState, newRate),
        Activation.Relu => StateKernel<TSimd, TVector>.Relax<Relu>(options, length, state, rate, basal, feedback, nudge, noise, newState, newRate),
        Activation.LeakyRelu => StateKernel<TSimd, TVector>.Relax<LeakyRelu>(options, length, state, rate, basal, feedback, nudge, noise, newState, newRate),
        Activation.HardSigmoid => StateKernel<TSimd, TVector>.Relax<HardSigmoid>(options, length, state, rate, basal, feedback, nudge, noise, newState, newRate),
        _ => StateKernel<TSimd, TVector>.Relax<Linear>(options, length, state, rate, basal, feedback, nudge, noise, newState, newRate),
    };

    public override bool Infer(Activation activation, in InferenceOperands operands, int length, float h, float* error) => activation switch
    {
        Activation.Sigmoid => InferenceKernel<TSimd, TVector>.Infer<Sigmoid>(operands, length, h, error),
        Activation.Tanh => InferenceKernel<TSimd, TVector>.Infer<HyperbolicTangent>(operands, length, h, error),
        Activation.Relu => InferenceKernel<TSimd, TVector>.Infer<Relu>(operands, length, h, error),
        Activation.LeakyRelu => InferenceKernel<TSimd, TVector>.Infer<LeakyRelu>(operands, length, h, error),
        Activation.HardSigmoid => InferenceKernel<TSimd, TVector>.Infer<HardSigmoid>(operands, length, h, error),
        _ => InferenceKernel<TSimd, TVector>.Infer<Linear>(operands, length, h, error),
    };

    public override bool LookAhead(Activation activation, in InferenceOperands operands, int length, float h, float lambda, float* prediction, float* force, float* speed) => activation switch
    {
        Activation.Sigmoid => InferenceKernel<TSimd, TVector>.LookAhead<Sigmoid>(operands, length, h, lambda, prediction, force, speed),
        Activation.Tanh => InferenceKernel<TSimd, TVector>.LookAhead<HyperbolicTangent>(operands, length, h, lambda, prediction, force, speed),
        Activation.Relu => InferenceKernel<TSimd, TVector>.LookAhead<Relu>(operands, length, h, lambda, prediction, force, speed),
        Activation.LeakyRelu => InferenceKernel<TSimd, TVector>.LookAhead<LeakyRelu>(operands, length, h, lambda, prediction, force, speed),
        Activation.HardSigmoid => InferenceKernel<TSimd, TVector>.LookAhead<HardSigmoid>(operands, length, h, lambda, prediction, force, speed),
        _ => InferenceKernel<TSimd, TVector>.LookAhead<Linear>(operands, length, h, lambda, prediction, force, speed),
    };

    public override bool Deviate(int length, float precision, float* state, float* prediction, float* noise, float* newPrediction, float* error) =>
        InferenceKernel<TSimd, TVector>.Deviate(length, precision, state, prediction, noise, newPrediction, error);

    public override bool IsFinite(int length, float* values) => StateKernel<TSimd, TVector>.IsFinite(length, values);

    public override void Rate(Activation activation, int length, float* state, float* rate)
    {
        switch (activation)
        {
            case Activation.Sigmoid: StateKernel<TSimd, TVector>.Rate<Sigmoid>(length, state, rate); break;
            case Activation.Tanh: StateKernel<TSimd, TVector>.Rate<HyperbolicTangent>(length, state, rate); break;
            case Activation.Relu: StateKernel<TSimd, TVector>.Rate<Relu>(length, state, rate); break;
            case Activation.LeakyRelu: StateKernel<TSimd, TVector>.Rate<LeakyRelu>(length, state, rate); break;
            case Activation.HardSigmoid: StateKernel<TSimd, TVector>.Rate<HardSigmoid>(length, state, rate); break;
            default: StateKernel<TSimd, TVector>.Rate<Linear>(length, state, rate); break;
        }
    }

    public override void ErrorSlope(Activation activation, int length, float* error, float* state, float* rate, float* signal)
    {
        switch (activation)
        {
            case Activation.Sigmoid: StateKernel<TSimd, TVector>.ErrorSlope<Sigmoid>(length, error, state, rate, signal); break;
            case Activation.Tanh: StateKernel<TSimd, TVector>.ErrorSlope<HyperbolicTangent>(length, error, state, rate, signal); break;
            case Activation.Relu: StateKernel<TSimd, TVector>.ErrorSlope<Relu>(length, error, state, rate, signal); break;
            case Activation.LeakyRelu: StateKernel<TSimd, TVector>.ErrorSlope<LeakyRelu>(length, error, state, rate, signal); break;
            case Activation.HardSigmoid: StateKernel<TSimd, TVector>.ErrorSlope<HardSigmoid>(length, error, state, rate, signal); break;
            default: StateKernel<TSimd, TVector>.ErrorSlope<Linear>(length, error, state, rate, signal); break;
        }
    }

    public override void Difference(int length, float factor, float* a, float* b, float* difference) =>
        StateKernel<TSimd, TVector>.Difference(length, factor, a, b, difference);

    public override void Add(int length, float factor, float* value, float* sum) =>
        StateKernel<TSimd, TVector>.Add(length, factor, value, sum);

    public override void Combine(int steps, int batch, int width, float* history, nint stepStride, float* coefficients, float* target) =>
        HistoryKernel<TSimd, TVector>.Combine(steps, batch, width, history, stepStride, coefficients, target);

    public override void Dots(PanelMatrix b, float* a, float scale, float* dots) => HistoryKernel<TSimd, TVector>.Dots(b, a, scale, dots);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SparseOuter(SparseRates rates, PanelMatrix signal, float scale, WeightMatrix weights, PanelRange range)
    {
        var width = weights.PostLayout.Width;
        var lanes = TSimd.Lanes;
        var factor = TSimd.Broadcast(scale);
        for (var panel = range.First; panel < range.End; panel += 2)
        {
            var hasSecond = panel + 1 < range.End;
            nint second = hasSecond ? signal.PanelLength : 0;
            var secondRow = hasSecond ? weights.PanelStride : 0;
            var rows = weights.Panel(panel);
            for (var column = 0; column < width; column += 2 * lanes)
            {
                SparseKernel<TSimd, TVector>.Outer(rates, signal.Panel(panel) + column, second, width, factor, rows + column, secondRow);
            }
        }
    }

    private static float* Bias(WeightMatrix weights, int panel)
    {
        var bias = weights.Bias(panel);
        return bias != null ? bias : Zeros.Pointer;
    }

    private static void LearnBias(int batch, float* signal, float scale, WeightMatrix weights, int firstPanel, int panels)
    {
        if (!weights.HasBias)
        {
            return;
        }

        var width = weights.PostLayout.Width;
        for (var panel = 0; panel < panels; panel++)
        {
            OuterKernel<TSimd, TVector>.Bias(signal + ((nint)panel * batch * width), width, batch, scale, weights.Bias(firstPanel + panel));
        }
    }

    /// <summary>The epilogue of the dense kernel: one rounding of sum + baseline.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Write(float* sums, int width, float* bias, float* target)
    {
        for (var i = 0; i < width; i += TSimd.Lanes)
        {
            TSimd.Store(TSimd.Add(TSimd.Load(sums + i), TSimd.Load(bias + i)), target + i);
        }
    }
}
