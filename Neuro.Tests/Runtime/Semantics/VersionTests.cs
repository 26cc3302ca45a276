using Neuro.Runtime;
using Neuro.Tests.Runtime.Dispatching;
using Neuro.Units.Populations;
using Neuro.Units.Specification;

namespace Neuro.Tests.Runtime.Semantics;

/// <summary>Every population says its versions in order, one per step, and reads version n - d at step n, whatever the order of turns.</summary>
public sealed class VersionTests
{
    private const int Trials = 3;

    [Theory]
    [InlineData(TurnOrder.Uniform)]
    [InlineData(TurnOrder.Prioritised)]
    public void Versions_are_said_in_order_and_read_as_lockstep_says(TurnOrder order)
    {
        var tiny = Networks.WithDelays(Networks.Tiny(), i => 1 + (i % 3));

        // Phases of one step, so that an observer sees every one.
        var spec = tiny.WithPhases(Enumerable.Range(0, 7).Select(i => new PhaseSpec($"step{i}", 1) { ReadOut = i == 6, Nudging = i > 3 ? 1 : 0 }));
        for (var seed = 0; seed < 50; seed++)
        {
            using var host = new WorkerHost(SeededDispatcher.FromSeed(seed, order, spurious: true));
            var simulation = new Simulation(spec, WeightStore.Create(spec, 1), new HashedTrials(1), host, new SimulationOptions { Batch = 1 });
            var logs = spec.Populations.Where(p => p is not ClampedSpec).ToDictionary(p => p.Name, _ => new ReadLog(), StringComparer.Ordinal);
            foreach (var (name, log) in logs)
            {
                simulation.Observe(name, log);
            }

            simulation.Run(Trials);
            foreach (var (name, log) in logs)
            {
                AssertLockstep(spec, name, log);
            }
        }
    }

    private static void AssertLockstep(NetworkSpec spec, string population, ReadLog log)
    {
        var inputs = spec.Projections.Where(p => p.Target == population).ToArray();
        var expected = from trial in Enumerable.Range(0, Trials)
                       from step in Enumerable.Range(1, spec.StepsPerTrial)
                       let start = trial * (spec.StepsPerTrial + 1L)
                       select (trial, start, version: start + step);
        Assert.Equal(Trials * spec.StepsPerTrial, log.Entries.Count);
        foreach (var ((trial, start, version), entry) in expected.Zip(log.Entries))
        {
            Assert.Equal((trial, version, version - 1), (entry.Trial, entry.Version, entry.Before));
            Assert.Equal(
                inputs.Select(p => spec.Population(p.Source) is ClampedSpec ? start : Math.Max(start, version - p.Delay)),
                entry.Read);
        }
    }
}
