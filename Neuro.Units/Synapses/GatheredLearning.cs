using Neuro.Units.Kernels;
using Neuro.Units.Plasticity;
using Neuro.Units.Populations;
using Neuro.Units.Snapshots;
using Neuro.Units.Tensors;

namespace Neuro.Units.Synapses;

/// <summary>What the rules of a projection gather in a trial: signals beside the rates that they go with, and one change of the weights when the trial closes.</summary>
/// <remarks>
/// Each moment at which rates are taken has a block of rows, as if its samples were further samples of one batch; so a change is one product, and both ends of a tied synapse
/// make the same one, bit by bit. Signs are exact, everything else is in the rate. One owner; not thread-safe.
/// </remarks>
internal sealed unsafe class GatheredLearning
{
    // Constants
    private readonly Gathering _gathering;
    private readonly PanelRange _range;
    private readonly int _batch;

    // State: the optimiser's.
    private readonly GradientLearning _learning;

    // Scratch: empty between trials.
    private readonly PanelMatrix? _rates;
    private readonly PanelMatrix _signals;
    private int _blocks;
    private bool _begun;

    /// <summary>Makes room.</summary>
    /// <param name="rule">Gives rate, optimiser and way of gathering; all rules of the projection agree in them.</param>
    /// <param name="weights">The weights.</param>
    /// <param name="batch">Samples.</param>
    /// <param name="range">The postsynaptic panels that are changed here.</param>
    /// <param name="moments">At how many steps of a trial the rules act.</param>
    /// <param name="clamped">Whether the rates are those of a clamped population, the same throughout the trial.</param>
    public GatheredLearning(PlasticityRule rule, WeightMatrix weights, int batch, PanelRange range, int moments, bool clamped)
    {
        _gathering = clamped ? Gathering.FirstRates : rule.Gathering;
        _range = range;
        _batch = batch;
        var blocks = _gathering == Gathering.Pairs ? moments : 1;
        _learning = new GradientLearning(rule, weights, batch, range);
        _rates = clamped ? null : new PanelMatrix(blocks * batch, weights.Pre);
        _signals = new PanelMatrix(blocks * batch, weights.Post);
    }

    /// <summary>Most rows of a trial: what a matrix of a thousand units of them takes is 16 GB.</summary>
    public const long MostRows = 1 << 22;

    private static KernelSet Kernels => KernelSet.Best;

    /// <summary>Whether anything was gathered in this trial.</summary>
    public bool HasAny => _begun;

    /// <summary>Starts a trial: what one that was given up has gathered is forgotten.</summary>
    public void Open()
    {
        _blocks = 0;
        _begun = false;
    }

    /// <summary>Takes in the signal of a group of panels.</summary>
    /// <param name="group">The group.</param>
    /// <param name="rates">The rates that it goes with.</param>
    /// <param name="signal">The signal, <c>[panel][batch][width]</c>.</param>
    /// <param name="sign">1 or -1.</param>
    public void Gather(in PanelGroup group, PanelMatrix rates, float* signal, float sign)
    {
        if (group.First == _range.First)
        {
            Begin(rates);
        }

        var block = Math.Max(_blocks - 1, 0);
        var length = _batch * _signals.Layout.Width;
        for (var panel = 0; panel < group.Count; panel++)
        {
            Kernels.Add(length, sign, signal + ((nint)panel * length), _signals.Row(group.First + panel, block * _batch));
        }
    }

    /// <summary>Makes the change.</summary>
    /// <param name="clamped">The rates of the clamped population; null where rates were gathered.</param>
    /// <param name="sparse">The same where zeros are worth skipping; else null.</param>
    /// <param name="epoch">Epoch of the trial.</param>
    public void Consolidate(PanelMatrix? clamped, SparseRates? sparse, int epoch)
    {
        if (_begun)
        {
            _learning.Learn(clamped ?? _rates!, sparse, _signals, epoch);
        }

        Open();
    }

    /// <summary>Visits the State of the optimiser.</summary>
    /// <param name="visitor">The visitor.</param>
    /// <param name="projection">Whose weights they are.</param>
    /// <param name="part">Which shard of the population it is, from 0.</param>
    public void VisitState(StateVisitor visitor, string projection, int part) => _learning.VisitState(visitor, projection, part);

    private void Begin(PanelMatrix rates)
    {
        if (!_begun)
        {
            // Padding stays zero, and so do blocks that no moment of this trial fills.
            _signals.Clear(_range);
            _begun = true;
        }
        else if (_gathering == Gathering.FirstRates)
        {
            return;
        }

        if (_rates is null)
        {
            return;
        }

        var length = _batch * rates.Layout.Width;
        for (var panel = 0; panel < rates.Layout.Panels; panel++)
        {
            new ReadOnlySpan<float>(rates.Panel(panel), length).CopyTo(new Span<float>(_rates.Row(panel, _blocks * _batch), length));
        }

        _blocks++;
    }
}
