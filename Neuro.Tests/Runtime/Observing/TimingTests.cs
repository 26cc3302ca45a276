using Neuro.Runtime;
using Neuro.Runtime.Observing;
using Neuro.Tests.Runtime.Dispatching;
using Neuro.Units.Messages;
using Neuro.Units.Populations;
using Neuro.Units.Specification;

namespace Neuro.Tests.Runtime.Observing;

/// <summary>Whose time it was, on a clock that goes on in one place only.</summary>
public sealed class TimingTests
{
    private const int Trials = 6;
    private static readonly NetworkSpec Network = Networks.Tiny();

    /// <summary>All time passes when hidden1 ends a phase: it was busy, and all others waited.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Time_that_passes_in_one_turn_is_its_own(bool split)
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var time = new ManualTime();
            var simulation = Run(new TimingOptions(time) { Every = 1, Split = split }, seed, new Passing(time, 10));
            var timings = simulation.Timings();
            Assert.Equal(Network.Populations.Where(p => p is DynamicSpec).Select(p => p.Name), timings.Select(t => t.Population));
            foreach (var timing in timings)
            {
                Assert.Equal(timing.Population == "hidden1" ? 1 : 0, timing.Busy);
                Assert.Equal((1 - timing.Busy, 0), (timing.Waiting, timing.Ready));
                Assert.Equal(split ? timing.Busy : null, timing.Deliver);
                Assert.Equal(split ? 0 : null, timing.Compute);

                // 10 ms for each phase, on a clock of 1000 ticks a second.
                Assert.Equal(Network.StepsPerTrial / (0.01 * Network.Phases.Count), timing.StepsPerSecond, 1e-9);
            }
        }
    }

    [Fact]
    public void Only_the_trials_asked_for_are_measured()
    {
        int Readings(int every, int trials)
        {
            var time = new ManualTime();
            Run(new TimingOptions(time) { Every = every }, seed: 1, observer: null, trials);
            return time.Readings;
        }

        var first = Readings(every: 100, trials: 1);
        Assert.InRange(first, 3, 1000);
        Assert.InRange(Readings(every: 100, trials: 50), 3, 2 * first);
        Assert.InRange(Readings(every: 1, trials: 50), 10 * first, int.MaxValue);
    }

    [Fact]
    public void Nothing_is_told_where_nothing_was_measured() => Assert.Empty(Run(null, seed: 1, observer: null).Timings());

    [Fact]
    public void Measuring_changes_no_bit() => Bits.AssertSame(
        Bits.Of(Run(null, seed: 1, observer: null)), Bits.Of(Run(new TimingOptions(TimeProvider.System) { Every = 1, Split = true }, seed: 2, observer: null)));

    private static Simulation Run(TimingOptions? timing, int seed, IPhaseObserver? observer, int trials = Trials)
    {
        using var host = new WorkerHost(SeededDispatcher.FromSeed(seed));
        var simulation = new Simulation(Network, WeightStore.Create(Network, 1), new HashedTrials(1), host, new SimulationOptions { Batch = 2, Timing = timing });
        if (observer is not null)
        {
            simulation.Observe("hidden1", observer);
        }

        // What passes between two runs is nobody's time.
        simulation.Run(1);
        if (timing?.Time is ManualTime time)
        {
            time.Now += 1_000_000;
        }

        if (trials > 1)
        {
            simulation.Run(trials - 1);
        }

        return simulation;
    }

    private sealed class Passing(ManualTime time, long ticks) : IPhaseObserver
    {
        public void PhaseEnded(long trial, in StepContext context, Message before, Message said) => time.Now += ticks;
    }
}
