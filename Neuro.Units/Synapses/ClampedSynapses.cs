using Neuro.Units.Kernels;
using Neuro.Units.Messages;
using Neuro.Units.Populations;
using Neuro.Units.Specification;
using Neuro.Units.Tensors;

namespace Neuro.Units.Synapses;

/// <summary>Synapses from a clamped population: nothing is recomputed that no message changed.</summary>
/// <remarks>
/// The current is recomputed when the version read or the weights change. Linear plasticity is put off: the signals are
/// accumulated in A, each times the rate of its rule, the current follows by <c>b_k = b_0 + (X X^T + 1) A_k</c> (the 1 is the bias's), and
/// the weights change once, when the trial closes.
/// </remarks>
internal sealed unsafe class ClampedSynapses : SynapseGroup
{
    // Constants
    private readonly ExecutionOptions _options;

    // State: what was put off within a trial.
    private readonly PanelMatrix? _accumulated;
    private bool _pending;

    // Scratch
    private readonly PanelMatrix _base;
    private readonly PanelMatrix? _present;
    private readonly PanelMatrix? _gram;
    private Message? _held;
    private long _version;
    private bool _signalsChanged;
    private bool _follow;

    // Whether signals of earlier steps shift the current; those of this step do so from the next one on, in every group.
    private bool _shifted;

    public ClampedSynapses(ProjectionSpec spec, WeightMatrix weights, RuleState[] rules, int batch, int phases, PanelRange range, GatheredLearning? gathered, ExecutionOptions options)
        : base(spec, weights, rules, batch, phases, range, gathered)
    {
        _options = options;
        _base = new PanelMatrix(batch, weights.Post);
        if (options.DeferPlasticity && Array.Exists(rules, IsDeferrable))
        {
            _accumulated = new PanelMatrix(batch, weights.Post);
            _present = new PanelMatrix(batch, weights.Post);
            _gram = new PanelMatrix(batch, batch);
        }
    }

    public override void Open()
    {
        // A trial that was given up has left what it had put off.
        base.Open();
        _held = null;
        _pending = false;
        _signalsChanged = false;
        _follow = false;
    }

    public override void Prepare(Message input, int phase)
    {
        base.Prepare(input, phase);
        if (_held is null || _version != input.Version)
        {
            Consolidate();
            _held = input;
            _version = input.Version;
            Compute(input);
            TakeGram(input);
        }
        else if (WeightsChanged || !_options.KeepCurrents)
        {
            Compute(input);
            _follow |= _pending;
        }

        _follow |= _signalsChanged;
        _signalsChanged = false;
        _shifted = _pending;
    }

    public override float* Current(in PanelGroup group, Message input, float* scratch)
    {
        if (!_shifted)
        {
            return _base.Panel(group.First);
        }

        var present = _present!.Panel(group.First);
        if (_follow)
        {
            Kernels.Product(_gram!, group.Count, _accumulated!.Panel(group.First), Weights.PostLayout.Width, _base.Panel(group.First), perSample: true, 1f, present);
            Count((long)Batch * Batch, group);
            if (group.First + group.Count == Range.End)
            {
                _follow = false;
            }
        }

        return present;
    }

    public override void Learn(in PanelGroup group, Message input, float* signal, float scale)
    {
        if (_accumulated is null)
        {
            LearnNow(group, input, signal, scale);
            return;
        }

        if (group.First == Range.First)
        {
            if (!_pending)
            {
                _accumulated.Clear(Range);
            }

            _pending = true;
            _signalsChanged = true;
        }

        Kernels.Add(group.Length, scale, signal, _accumulated.Panel(group.First));
    }

    public override void Close(int epoch)
    {
        Consolidate();
        if (Gathered is { HasAny: true } gathered)
        {
            gathered.Consolidate(_held!.Rate, Skips(_held), epoch);
            WeightsChanged = true;
        }

        _held = null;
    }

    private SparseRates? Skips(Message input) => _options.SkipZeros && input.Sparse is { } sparse && KernelSet.PaysToSkipZeros(sparse, Weights) ? sparse : null;

    private void LearnNow(in PanelGroup group, Message input, float* signal, float scale)
    {
        WeightsChanged = true;
        Kernels.Learn(input.Rate, signal, scale, Weights, group.First, group.Count);
        Count((long)Batch * Weights.Pre, group);
    }

    private void Compute(Message input)
    {
        WeightsChanged = false;
        if (Skips(input) is { } sparse)
        {
            Kernels.SparseCurrent(sparse, Weights, Range, _base);
            CountAll(sparse.Count);
        }
        else
        {
            Kernels.Current(input.Rate, Weights, Range.First, Range.Count, null, _base.Panel(Range.First));
            CountAll((long)Batch * Weights.Pre);
        }
    }


    private void TakeGram(Message input)
    {
        if (_gram is null)
        {
            return;
        }

        _gram.CopyFrom(input.Gram!);
        if (Weights.HasBias)
        {
            for (var sample = 0; sample < Batch; sample++)
            {
                for (var other = 0; other < Batch; other++)
                {
                    _gram[sample, other] += 1f;
                }
            }
        }
    }

    private void Consolidate()
    {
        if (!_pending)
        {
            return;
        }

        var input = _held!;
        if (Skips(input) is { } sparse)
        {
            Kernels.SparseLearn(sparse, _accumulated!, 1f, Weights, Range);
            CountAll(sparse.Count);
        }
        else
        {
            Kernels.Learn(input.Rate, _accumulated!.Panel(Range.First), 1f, Weights, Range.First, Range.Count);
            CountAll((long)Batch * Weights.Pre);
        }

        _pending = false;
        _signalsChanged = false;
        _follow = false;
        WeightsChanged = true;
    }
}
