using Neuro.Runtime;
using Neuro.Runtime.ControlPlane;
using Neuro.Runtime.Faults;
using Neuro.Tests.Runtime.Dispatching;
using Neuro.Units.Specification;

namespace Neuro.Tests.Runtime.Faults;

/// <summary>Without snapshots an injected fault stops a run as any failure does.</summary>
[Collection(ThreadedCollection.Name)]
public sealed class CrashTests
{
    private static readonly NetworkSpec Network = Networks.Tiny();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(8)]
    public void A_crash_stops_the_run_and_names_its_place(int workers)
    {
        using var dispatcher = new ScatteringDispatcher(workers);
        using var host = new WorkerHost(dispatcher);
        foreach (var population in Network.Populations.OfType<DynamicSpec>())
        {
            var simulation = new FaultyRun(Network, host, [new(population.Name, 1, 4), new("output", 2, 1)], 0).Simulation;
            var failed = Assert.Throws<SimulationFailedException>(() => simulation.Run(4));
            Assert.Equal($"population '{population.Name}' failed at step 4 of trial 1: an injected fault", failed.Message);
            Assert.IsType<InjectedFaultException>(failed.InnerException);
            Assert.Same(failed.Failure, Assert.Throws<SimulationFailedException>(() => simulation.Run(1)).Failure);
            Assert.Equal((0, 0), (simulation.Crashes, simulation.TrialsRepeated));
        }

        new FaultyRun(Network, host, [], 0).Run(3);
    }

    [Fact]
    public void A_crash_beyond_the_run_never_happens()
    {
        using var host = new WorkerHost(1);
        new FaultyRun(Network, host, [new("output", 3, 1)], 0).Run(3);
    }

    [Theory]
    [InlineData("nobody", 0, 1, "population 'nobody': not in network", "hidden1, hidden2, output")]
    [InlineData("input", 0, 1, "population 'input': is to crash", "expected one with a state")]
    [InlineData("output", 0, 0, "population 'output': is to crash at step 0 of trial 0", "a step from 1 to 8")]
    [InlineData("output", 0, 9, "population 'output': is to crash at step 9 of trial 0", "a step from 1 to 8")]
    [InlineData("output", -1, 1, "population 'output': is to crash at step 1 of trial -1", "a trial from 0")]
    public void A_crash_nowhere_is_refused(string population, long trial, int step, string found, string expected)
    {
        using var host = new WorkerHost(1);
        var message = Assert.Throws<SpecificationException>(() => new FaultyRun(Network, host, [new(population, trial, step)], 0)).Message;
        Assert.StartsWith(found, message, StringComparison.Ordinal);
        Assert.Contains(expected, message, StringComparison.Ordinal);
    }
}
