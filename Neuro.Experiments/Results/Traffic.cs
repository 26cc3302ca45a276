using Neuro.Units.Specification;

namespace Neuro.Experiments.Results;

/// <summary>What training sent over the data plane: a closed form of the description, since every population speaks at every step.</summary>
/// <param name="Events">Plasticity signals, as unit events.</param>
/// <param name="SynapticOperations">Rates that arrived at synapses, dense.</param>
/// <param name="Bytes">Rates, states and signals published, in bytes, without padding.</param>
public sealed record Traffic(long Events, long SynapticOperations, long Bytes)
{
    /// <summary>Counts what a number of training trials exchange.</summary>
    /// <param name="spec">The network.</param>
    /// <param name="batch">Samples per trial.</param>
    /// <param name="trials">Trials done.</param>
    public static Traffic Of(NetworkSpec spec, int batch, long trials)
    {
        long events = 0;
        long operations = 0;
        long bytes = 0;
        foreach (var population in spec.Populations)
        {
            // A dynamic population says rate and state at every step and once when a trial opens.
            bytes += population is ClampedSpec
                ? (long)population.Units * sizeof(float)
                : 2L * population.Units * sizeof(float) * (spec.StepsPerTrial + 1);
        }

        foreach (var projection in spec.Projections)
        {
            var source = spec.Population(projection.Source);
            var target = spec.Population(projection.Target);
            foreach (var rule in projection.Rules.OfType<Units.Plasticity.MirrorRule>())
            {
                var steps = spec.Phases.First(p => p.Name == rule.Phase).Steps;
                events += (long)steps * source.Units;
                bytes += (long)steps * source.Units * sizeof(float);
            }

            if (projection.Port is Port.Basal or Port.Apical or Port.Cancel)
            {
                var steps = source is ClampedSpec ? 1 : projection.Port == Port.Basal ? spec.StepsPerTrial : spec.Phases.Where(p => p.Feedback).Sum(p => p.Steps);
                operations += (long)steps * source.Units * target.Units;
            }
        }

        var samples = batch * trials;
        return new Traffic(events * samples, operations * samples, bytes * samples);
    }
}
