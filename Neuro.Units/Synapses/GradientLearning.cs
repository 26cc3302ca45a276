using Neuro.Units.Kernels;
using Neuro.Units.Plasticity;
using Neuro.Units.Snapshots;
using Neuro.Units.Tensors;

namespace Neuro.Units.Synapses;

/// <summary>Changes the weights of one projection by signal times rate, through its optimiser.</summary>
/// <remarks>
/// A gradient is formed and used panel by panel, so that it stays in a near cache; plain descent forms none. One owner; not thread-safe. Allocates nothing.
/// </remarks>
internal sealed unsafe class GradientLearning
{
    // Constants
    private readonly Optimiser _optimiser;
    private readonly LearningRate _rate;
    private readonly WeightMatrix _weights;
    private readonly PanelRange _range;
    private readonly float _share;

    // State
    private readonly WeightMatrix? _first;
    private readonly WeightMatrix? _second;
    private readonly WeightMatrix? _third;
    private long _changes;

    // Scratch
    private readonly WeightMatrix? _gradient;
    private readonly OrthogonalityPull? _pull;

    /// <summary>Makes the learning of one projection, or of the part of it that a shard owns.</summary>
    /// <param name="rule">Gives rate and optimiser.</param>
    /// <param name="weights">The weights.</param>
    /// <param name="batch">Samples of a mean.</param>
    /// <param name="range">The postsynaptic panels; all where lanes run over the presynaptic units.</param>
    public GradientLearning(PlasticityRule rule, WeightMatrix weights, int batch, PanelRange range)
    {
        _optimiser = rule.Optimiser;
        _rate = rule.Rate;
        _weights = weights;
        _range = range;
        _share = _optimiser.Reduction == Reduction.Mean ? 1f / batch : 1f;
        if (_optimiser.IsPlain)
        {
            return;
        }

        WeightMatrix Like() => new(weights.Post, weights.Pre, weights.HasBias);
        var kind = _optimiser.Kind;
        _gradient = Like();
        _first = kind is OptimiserKind.Momentum or OptimiserKind.CentredRmsProp or OptimiserKind.Adam ? Like() : null;
        _second = kind is OptimiserKind.RmsProp or OptimiserKind.CentredRmsProp or OptimiserKind.Adam ? Like() : null;
        _third = kind is OptimiserKind.CentredRmsProp ? Like() : null;
        _pull = _optimiser.Orthogonality > 0 ? new OrthogonalityPull(weights) : null;
    }

    private static KernelSet Kernels => KernelSet.Best;

    /// <summary>The panels of lanes that are changed here.</summary>
    private PanelRange Lanes => _weights.LanesOverPre ? PanelRange.Whole(_weights.PreLayout) : _range;

    /// <summary>One change.</summary>
    /// <param name="rates">Presynaptic rates, <c>batch x pre</c>; padding must be zero.</param>
    /// <param name="sparse">The same where zeros are worth skipping; else null.</param>
    /// <param name="signal">delta, <c>batch x post</c>; padding must be zero.</param>
    /// <param name="epoch">Epoch of the trial.</param>
    public void Learn(PanelMatrix rates, SparseRates? sparse, PanelMatrix signal, int epoch)
    {
        _changes++;
        var eta = (float)_rate.At(epoch);
        if (_optimiser.IsPlain)
        {
            if (sparse is not null)
            {
                Kernels.SparseLearn(sparse, signal, eta * _share, _weights, _range);
            }
            else
            {
                Kernels.Learn(rates, signal.Panel(_range.First), eta * _share, _weights, _range.First, _range.Count);
            }

            return;
        }

        var pull = _pull is null ? null : _pull.Of(_weights);
        var step = Step(eta);
        var lanes = Lanes;
        for (var panel = lanes.First; panel < lanes.End; panel++)
        {
            Form(rates, sparse, signal, panel);
            var length = (int)_weights.PanelStride;
            if (pull is not null)
            {
                Kernels.Add(length, (float)(4 * _optimiser.Orthogonality), pull.Panel(panel), _gradient!.Panel(panel));
            }

            OptimiserKernel.Change(step, length, _gradient!.Panel(panel), _weights.Panel(panel), At(_first, panel), At(_second, panel), At(_third, panel));
        }

        if (_weights.HasBias)
        {
            ChangeBias(signal, step with { WeightDecay = 0 });
        }
    }

    /// <summary>Visits the moments of every weight.</summary>
    /// <param name="visitor">The visitor.</param>
    /// <param name="projection">Whose weights they are.</param>
    /// <param name="part">Which shard of the population it is, from 0.</param>
    public void VisitState(StateVisitor visitor, string projection, int part = 0)
    {
        visitor.Number("changes", ref _changes);
        Visit("first-moments", _first);
        Visit("second-moments", _second);
        Visit("mean-gradients", _third);

        void Visit(string kind, WeightMatrix? moments)
        {
            if (moments is not null)
            {
                visitor.Enter(kind, projection, part);
                visitor.Matrix("weights", new PanelMatrix(moments), Lanes);
                if (moments.HasBias)
                {
                    visitor.Matrix("biases", PanelMatrix.OfBiases(moments), _range);
                }
            }
        }
    }

    private static float* At(WeightMatrix? matrix, int panel) => matrix is null ? null : matrix.Panel(panel);

    private OptimiserStep Step(float eta)
    {
        var corrects = _optimiser.Kind == OptimiserKind.Adam && _optimiser.BiasCorrection;
        return new OptimiserStep
        {
            Kind = _optimiser.Kind,
            Rate = eta,
            Momentum = (float)_optimiser.Momentum,
            MomentumShare = (float)(1 - _optimiser.Momentum),
            SquareDecay = (float)_optimiser.SquareDecay,
            SquareShare = (float)(1 - _optimiser.SquareDecay),
            Epsilon = (float)_optimiser.Epsilon,
            WeightDecay = (float)_optimiser.WeightDecay,
            FirstCorrection = corrects ? (float)(1 / (1 - Math.Pow(_optimiser.Momentum, _changes))) : 1f,
            SecondCorrection = corrects ? (float)(1 / (1 - Math.Pow(_optimiser.SquareDecay, _changes))) : 1f,
        };
    }

    /// <summary>The gradient of one panel of lanes: minus the mean or sum of signal times rate.</summary>
    private void Form(PanelMatrix rates, SparseRates? sparse, PanelMatrix signal, int panel)
    {
        new Span<float>(_gradient!.Panel(panel), (int)_gradient.PanelStride).Clear();
        if (_weights.LanesOverPre)
        {
            Kernels.LearnFrom(rates, new PanelRange(panel, 1), signal.Pointer, -_share, _gradient, PanelRange.Whole(_weights.PostLayout));
        }
        else if (sparse is not null)
        {
            Kernels.SparseLearnFrom(sparse, signal, -_share, _gradient, new PanelRange(panel, 1));
        }
        else
        {
            Kernels.LearnFrom(rates, PanelRange.Whole(_weights.PreLayout), signal.Panel(panel), -_share, _gradient, new PanelRange(panel, 1));
        }
    }

    private void ChangeBias(PanelMatrix signal, in OptimiserStep step)
    {
        _gradient!.AllBiases.Clear();
        for (var panel = _range.First; panel < _range.End; panel++)
        {
            Kernels.LearnBias(signal.Batch, signal.Panel(panel), -_share, _gradient, panel);
            OptimiserKernel.Change(step, _weights.PostLayout.Width, _gradient.Bias(panel), _weights.Bias(panel), BiasOf(_first, panel), BiasOf(_second, panel), BiasOf(_third, panel));
        }
    }

    private static float* BiasOf(WeightMatrix? matrix, int panel) => matrix is null ? null : matrix.Bias(panel);
}
