using System.Runtime.Intrinsics;
using Neuro.Units.Activations;
using Neuro.Units.Tensors;

namespace Neuro.Units.Kernels;

/// <summary>The kernels as populations call them: panels of matrices in, vectors of one width underneath.</summary>
/// <remarks>Every set gives the same bits. Stateless; safe to share between threads.</remarks>
internal abstract unsafe class KernelSet
{
    /// <summary>Density of non-zero rates above which the dense kernels are the faster ones.</summary>
    private const double SparseLimit = 0.5;

    /// <summary>Part of the presynaptic values from which on a dense product is the faster one: it uses each weight that it loads for ten samples.</summary>
    private const double EventLimit = 0.25;

    /// <summary>The widest set that this processor runs in hardware.</summary>
    public static KernelSet Best { get; } = For(SimdLevels.Best);

    public static KernelSet For(SimdLevel level) => level switch
    {
        SimdLevel.Vector512 => new KernelSet<Simd512, Vector512<float>>(),
        SimdLevel.Vector256 => new KernelSet<Simd256, Vector256<float>>(),
        _ => new KernelSet<SimdScalar, float>(),
    };

    /// <summary>Whether these rates are worth skipping zeros for. Bits do not depend on the answer.</summary>
    /// <remarks>Not where lanes run over the rates themselves.</remarks>
    public static bool PaysToSkipZeros(SparseRates rates, WeightMatrix weights) => !weights.LanesOverPre && rates.Density < SparseLimit;

    /// <summary>Whether a current had better follow these events than be computed anew. Bits depend on the answer, so it is a function of whole populations.</summary>
    public static bool PaysToAddEvents(RateEvents events, int batch, WeightMatrix weights) => events.Count < EventLimit * batch * weights.Pre;

    /// <summary>Neighbouring panels of a current, <c>result = baseline + W rates</c>; the baseline is the bias where none is given.</summary>
    /// <param name="baseline">The panels <c>[panel][batch][width]</c>, or null.</param>
    /// <param name="result">The panels <c>[panel][batch][width]</c>.</param>
    public void Current(PanelMatrix rates, WeightMatrix weights, int firstPanel, int panels, float* baseline, float* result)
    {
        var perSample = baseline != null;
        if (weights.LanesOverPre)
        {
            NarrowProduct(rates, weights, perSample ? baseline : weights.Bias(0), perSample, result);
            return;
        }

        Product(rates, panels, weights.Panel(firstPanel), weights.PostLayout.Width, perSample ? baseline : weights.Bias(firstPanel), perSample, 1f, result);
    }

    /// <summary><c>result = baseline + scale * rates weights</c>, with weights <c>[panel][units of rates][width]</c>.</summary>
    /// <param name="baseline">Null for zero; else one row a panel, or the panels in full.</param>
    /// <param name="perSample">Whether the baseline has a row for every sample.</param>
    public abstract void Product(PanelMatrix rates, int panels, float* weights, int width, float* baseline, bool perSample, float scale, float* result);

    /// <summary><c>result = baseline + W rates</c> onto a narrow population.</summary>
    /// <param name="baseline">Null for zero; else one row, or a row for every sample.</param>
    public abstract void NarrowProduct(PanelMatrix rates, WeightMatrix weights, float* baseline, bool perSample, float* result);

    /// <summary>Panels of a current (with its bias) from sparse rates, <c>batch x post</c>; lanes run over the postsynaptic units.</summary>
    public abstract void SparseCurrent(SparseRates rates, WeightMatrix weights, PanelRange range, PanelMatrix result);

    /// <summary>Neighbouring panels of a current follow events, <c>current += W deltas</c>, units in ascending order.</summary>
    /// <param name="current">The panels <c>[panel][batch][width]</c>.</param>
    public abstract void AddEvents(RateEvents events, WeightMatrix weights, int batch, int firstPanel, int panels, float* current);

    /// <summary>Plastic change of neighbouring panels, weights and bias: <c>W += scale * sum_b signal_b rates_b^T</c>.</summary>
    /// <param name="signal">The panels <c>[panel][batch][width]</c>.</param>
    public abstract void Learn(PanelMatrix rates, float* signal, float scale, WeightMatrix weights, int firstPanel, int panels);

    /// <summary>The same change, but for the bias, by some panels of presynaptic units alone, and only of those weights.</summary>
    /// <param name="rates">All presynaptic rates.</param>
    /// <param name="pre">The presynaptic panels.</param>
    /// <param name="signal">The postsynaptic panels <c>[panel][batch][width]</c>.</param>
    public abstract void LearnFrom(PanelMatrix rates, PanelRange pre, float* signal, float scale, WeightMatrix weights, PanelRange post);

    /// <summary>The same change for sparse rates; lanes run over the postsynaptic units.</summary>
    public abstract void SparseLearn(SparseRates rates, PanelMatrix signal, float scale, WeightMatrix weights, PanelRange range);

    /// <summary>The same without the bias.</summary>
    public abstract void SparseLearnFrom(SparseRates rates, PanelMatrix signal, float scale, WeightMatrix weights, PanelRange range);

    /// <summary>Plastic change of the biases of one panel, <c>b += scale * sum_b signal_b</c>; nothing where there are none.</summary>
    /// <param name="signal">The panel <c>[batch][width]</c>.</param>
    public abstract void LearnBias(int batch, float* signal, float scale, WeightMatrix weights, int panel);

    /// <summary><c>gram = W W^T</c> of weights onto a wide population, <c>post x post</c>.</summary>
    public abstract void Gram(WeightMatrix weights, PanelMatrix gram);

    /// <summary><c>result = W^T signal</c>, the way back along the same synapses, <c>batch x pre</c>.</summary>
    /// <param name="signal"><c>batch x post</c>.</param>
    /// <param name="scratch">Room for the weights with lanes over the presynaptic units; unused where they lie so already.</param>
    public void ProductBack(PanelMatrix signal, WeightMatrix weights, AlignedBuffer? scratch, PanelMatrix result)
    {
        var rows = weights.Panel(0);
        if (!weights.LanesOverPre)
        {
            BlockTranspose.Turn(weights, scratch!.Pointer);
            rows = scratch.Pointer;
        }

        Product(signal, result.Layout.Panels, rows, result.Layout.Width, null, perSample: false, 1f, result.Pointer);
    }

    /// <summary><c>s' = s + h (-s + b + e) + noise</c>, <c>r' = rho(s')</c>; e and the noise may be null. False when a new state is not finite.</summary>
    public abstract bool Step(Activation activation, int length, float h, float* state, float* basal, float* error, float* noise, float* newState, float* newRate);

    /// <summary><c>s' = s + h (rho'(s) (b + t) - s + n) + noise</c>, <c>r' = rho(s')</c>; t, n and the noise may be null. False when a new state is not finite.</summary>
    public abstract bool Relax(
        Activation activation, RelaxOptions options, int length, float* state, float* rate, float* basal, float* feedback, float* nudge, float* noise, float* newState, float* newRate);

    /// <summary><c>s' = s + h (a - e) + noise</c>, <c>r' = rho(s')</c>. False when a new state is not finite.</summary>
    public abstract bool Infer(Activation activation, in InferenceOperands operands, int length, float h, float* error);

    /// <summary><c>F = mu + a</c>, <c>D = D + lambda (F - F_past - D)</c>, <c>s' = s + h (F - s) + D + noise</c>, <c>r' = rho(s')</c>. False when a new state is not finite.</summary>
    public abstract bool LookAhead(Activation activation, in InferenceOperands operands, int length, float h, float lambda, float* prediction, float* force, float* speed);

    /// <summary><c>e = precision (s - mu) + noise</c>, and mu as it is; the noise may be null. False when an error is not finite.</summary>
    public abstract bool Deviate(int length, float precision, float* state, float* prediction, float* noise, float* newPrediction, float* error);

    /// <summary>Whether every value is finite.</summary>
    public abstract bool IsFinite(int length, float* values);

    /// <summary><c>r = rho(s)</c>.</summary>
    public abstract void Rate(Activation activation, int length, float* state, float* rate);

    /// <summary><c>signal = e rho'(s)</c>.</summary>
    public abstract void ErrorSlope(Activation activation, int length, float* error, float* state, float* rate, float* signal);

    /// <summary><c>difference = factor (a - b)</c>.</summary>
    public abstract void Difference(int length, float factor, float* a, float* b, float* difference);

    /// <summary><c>sum += factor * value</c>.</summary>
    public abstract void Add(int length, float factor, float* value, float* sum);

    /// <summary><c>target[b] += sum_k coefficients[k][b] history[k][b]</c> over one panel of past steps.</summary>
    public abstract void Combine(int steps, int batch, int width, float* history, nint stepStride, float* coefficients, float* target);

    /// <summary><c>dots[b] = scale (a[b] . b[b])</c> for every sample.</summary>
    public abstract void Dots(PanelMatrix b, float* a, float scale, float* dots);
}
