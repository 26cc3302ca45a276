using Neuro.Units.Kernels;
using Neuro.Units.Messages;
using Neuro.Units.Specification;
using Neuro.Units.Tensors;

namespace Neuro.Units.Populations;

/// <summary>A population whose rates are given: it speaks once per trial.</summary>
public sealed unsafe class ClampedPopulation : Population
{
    // Constants
    private readonly KernelSet _kernels = KernelSet.Best;
    private readonly bool _sparse;
    private readonly bool _gram;

    // Scratch
    private readonly WeightMatrix? _transposed;

    /// <summary>Creates the population.</summary>
    /// <param name="spec">Its description.</param>
    /// <param name="batch">Samples per trial.</param>
    /// <param name="phases">Phases of a trial.</param>
    /// <param name="sparse">Whether its messages list the rates that are not zero.</param>
    /// <param name="gram">Whether its messages hold the inner products of its rate vectors.</param>
    internal ClampedPopulation(ClampedSpec spec, int batch, int phases, bool sparse, bool gram)
        : base(spec, batch, PanelRange.Whole(new PanelLayout(spec.Units)), phases)
    {
        _sparse = sparse;
        _gram = gram;
        _transposed = gram && batch > 1 ? new WeightMatrix(batch, spec.Units, hasBias: false) : null;
    }

    /// <inheritdoc/>
    public override Message CreateMessage(Message? whole = null) => new()
    {
        Rate = new PanelMatrix(Batch, Spec.Units),
        Sparse = _sparse || _gram ? new SparseRates(Batch, Spec.Units) : null,
        Gram = _gram ? new PanelMatrix(Batch, Batch) : null,
    };

    /// <inheritdoc/>
    public override void Open(in TrialContext trial, Message initial)
    {
        initial.RateVersion = initial.Version;
        Said.CountWhole(phase: 0);
        initial.Sparse?.Fill(initial.Rate);
        if (initial.Gram is not { } gram)
        {
            return;
        }

        if (_transposed is null)
        {
            gram[0, 0] = SquaredNorm(initial.Sparse!.ValuesOf(0));
            return;
        }

        Transpose(initial, _transposed);
        if (KernelSet.PaysToSkipZeros(initial.Sparse!, _transposed))
        {
            _kernels.SparseCurrent(initial.Sparse!, _transposed, PanelRange.Whole(gram.Layout), gram);
        }
        else
        {
            _kernels.Current(initial.Rate, _transposed, 0, gram.Layout.Panels, null, gram.Pointer);
        }
    }

    /// <inheritdoc/>
    public override void Step(in StepContext context, Message own, ReadOnlySpan<Message> inputs, Message next) =>
        throw new InvalidOperationException($"population '{Spec.Name}' is clamped and takes no steps");

    private static float SquaredNorm(ReadOnlySpan<float> values)
    {
        var sum = 0f;
        foreach (var value in values)
        {
            sum = MathF.FusedMultiplyAdd(value, value, sum);
        }

        return sum;
    }

    private static void Transpose(Message initial, WeightMatrix transposed)
    {
        if (transposed.LanesOverPre)
        {
            // A row per sample and lanes over units: what the rates are already.
            new ReadOnlySpan<float>(initial.Rate.Pointer, initial.Rate.Length).CopyTo(new Span<float>(transposed.Panel(0), initial.Rate.Length));
            return;
        }

        var rates = initial.Sparse!;
        var layout = transposed.PostLayout;
        for (var panel = 0; panel < layout.Panels; panel++)
        {
            new Span<float>(transposed.Panel(panel), (int)transposed.PanelStride).Clear();
        }

        for (var sample = 0; sample < rates.Batch; sample++)
        {
            var lane = transposed.Panel(sample / layout.Width) + (sample % layout.Width);
            var units = rates.UnitsOf(sample);
            var values = rates.ValuesOf(sample);
            for (var k = 0; k < units.Length; k++)
            {
                lane[(nint)units[k] * layout.Width] = values[k];
            }
        }
    }
}
