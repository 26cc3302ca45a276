using Neuro.Experiments.Data;
using Neuro.Experiments.Models;
using Neuro.Experiments.Results;
using Neuro.Runtime;
using Neuro.Units.Populations;
using Neuro.Units.Specification;

namespace Neuro.Experiments.Measures;

/// <summary>
/// Measures a network that settles on a fixed batch: a trial without lasting plasticity, from states of zero and nudged towards the targets. What nudging changes,
/// <c>(s^beta - s^0) / beta</c>, is compared with the gradient of the loss of the settled network in double precision.
/// </summary>
/// <remarks>The free phase is cut into pieces, at whose ends the energy is taken. Gradients are those of the first samples alone: each costs as much as settling.</remarks>
internal sealed class EnergyProbe : IProbe
{
    private const int Pieces = 8;
    private const int GradientSamples = 20;

    private readonly NetworkSpec _network;
    private readonly WeightStore _weights;
    private readonly ProbeTrial _trial;
    private readonly IReadOnlyList<HopfieldSpec> _layers;

    public EnergyProbe(NetworkSpec network, WeightStore weights, ImageSet images, WorkerHost host, ExecutionOptions execution, int samples)
    {
        _network = network.WithPhases(network.Phases.SelectMany(phase => phase.Name == EnergyNetwork.Free ? Cut(phase, network) : [phase with { RandomSign = false }]));
        _weights = weights;
        _trial = new ProbeTrial(_network, weights, images, host, execution, samples);
        _layers = [.. _network.Populations.OfType<HopfieldSpec>()];
    }

    /// <inheritdoc/>
    public long Trials
    {
        get => _trial.Count;
        set => _trial.Count = value;
    }

    /// <inheritdoc/>
    public IReadOnlyList<LayerSpeed> Speeds { get; private set; } = [];

    /// <inheritdoc/>
    public IReadOnlyList<double> Energies { get; private set; } = [];

    /// <summary>Phases with nudging: one, or one each way.</summary>
    private List<PhaseSpec> Nudged => [.. _network.Phases.Where(phase => phase.Nudging != 0)];

    /// <inheritdoc/>
    public IReadOnlyList<LayerMeasures> Measure()
    {
        _trial.Run();
        var settled = new SettledNetwork(_network, _weights);
        var inputs = Enumerable.Range(0, _trial.Images.Count).Select(sample => settled.InputCurrent(ImageRates.Of(_trial.Images, sample))).ToArray();
        var free = Drives(settled, inputs, EnergyNetwork.Free, 0);
        var nudged = Drives(settled, inputs, Nudged[0].Name, Nudged[0].Nudging);
        Speeds = [.. _layers.Select((layer, k) => new LayerSpeed(layer.Name, free[k]))];
        Energies = _layers.All(layer => layer.HasSlope) ? Course(settled, inputs) : [];
        var (own, gradients) = Signals(settled, inputs);
        return [.. Enumerable.Range(0, _layers.Count - 1).Select(k => Measure(k, own[k], gradients[k], free[k], nudged[k]))];
    }

    private LayerMeasures Measure(int k, double[] own, double[] gradient, double free, double nudged)
    {
        var (name, above) = (_layers[k].Name, _layers[k + 1].Name);
        var (mine, theirs) = (Vectors.Norm(own), Vectors.Norm(gradient));
        var up = _network.Projections.First(p => p.Source == name && p.Target == above && p.Port == Port.Basal);
        var down = _network.Projections.First(p => p.Source == above && p.Target == name && p.Port == Port.Apical);
        var tau = _layers[k].TimeConstant;
        return new LayerMeasures(
            name, -Vectors.Dot(own, gradient) / (mine * theirs), mine / theirs, null, null, null, null, free / tau, nudged / tau, null, WeightAsymmetry.Of(_network, _weights, up, down));
    }

    /// <summary>Root mean square of tau ds/dt of each layer at the end of a phase.</summary>
    private double[] Drives(SettledNetwork settled, double[][] inputs, string phase, double beta)
    {
        var sums = new double[_layers.Count];
        for (var sample = 0; sample < inputs.Length; sample++)
        {
            var drives = settled.Drive(inputs[sample], States(phase, sample), beta, _trial.Images.Labels[sample]);
            for (var k = 0; k < sums.Length; k++)
            {
                sums[k] += Vectors.Dot(drives[k], drives[k]);
            }
        }

        return [.. sums.Select((sum, k) => Math.Sqrt(sum / inputs.Length / _layers[k].Units))];
    }

    /// <summary>All begin at rest, with the energy of zero states.</summary>
    private IReadOnlyList<double> Course(SettledNetwork settled, double[][] inputs)
    {
        var start = _layers.Select(layer => new double[layer.Units]).ToArray();
        var phases = _network.Phases.TakeWhile(phase => !phase.ReadOut).Select(phase => phase.Name).Append(EnergyNetwork.Free);
        return [inputs.Average(input => settled.Energy(input, start)), .. phases.Select(phase => inputs.Select((input, sample) => settled.Energy(input, States(phase, sample))).Average())];
    }

    private (double[][] Own, double[][] Gradients) Signals(SettledNetwork settled, double[][] inputs)
    {
        var samples = Math.Min(GradientSamples, inputs.Length);
        var own = _layers.Select(layer => new double[samples * layer.Units]).ToArray();
        var gradients = _layers.Select(layer => new double[samples * layer.Units]).ToArray();
        var (to, from) = (Nudged[0], Nudged.Count > 1 ? Nudged[1] : null);
        for (var sample = 0; sample < samples; sample++)
        {
            var free = States(EnergyNetwork.Free, sample);
            var (ahead, behind) = (States(to.Name, sample), from is null ? free : States(from.Name, sample));
            var lambda = settled.Gradient(inputs[sample], free, _trial.Images.Labels[sample]);
            for (var k = 0; k < _layers.Count; k++)
            {
                lambda[k].CopyTo(gradients[k], sample * _layers[k].Units);
                for (var i = 0; i < _layers[k].Units; i++)
                {
                    own[k][(sample * _layers[k].Units) + i] = (ahead[k][i] - behind[k][i]) / (to.Nudging - (from?.Nudging ?? 0));
                }
            }
        }

        return (own, gradients);
    }

    private double[][] States(string phase, int sample) =>
        [.. _layers.Select(layer => Array.ConvertAll(_trial[layer.Name, phase].State[(sample * layer.Units)..((sample + 1) * layer.Units)], s => (double)s))];

    /// <summary>Pieces of whole iterations; the last one keeps the name, and is read out.</summary>
    private static IEnumerable<PhaseSpec> Cut(PhaseSpec free, NetworkSpec network)
    {
        var turns = network.Populations.OfType<HopfieldSpec>().Max(layer => layer.Turns);
        var iterations = free.Steps / turns;
        var pieces = Math.Min(Pieces, iterations);
        for (var piece = 0; piece < pieces; piece++)
        {
            var steps = turns * (((piece + 1) * iterations / pieces) - (piece * iterations / pieces));
            yield return piece == pieces - 1 ? free with { Steps = steps } : free with { Name = $"{free.Name} {piece + 1}", Steps = steps, ReadOut = false };
        }
    }
}
