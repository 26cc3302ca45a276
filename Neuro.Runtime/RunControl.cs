using Neuro.Runtime.ControlPlane;
using Neuro.Runtime.Dispatching;
using Neuro.Runtime.Feeding;
using Neuro.Units.Populations;

namespace Neuro.Runtime;

/// <summary>What simulations that run together share: one gate, so that all stop at the same trial; one coordinator; one failure, which stops all.</summary>
internal sealed class RunControl(WorkerHost host)
{
    private readonly List<PopulationActor> _actors = [];

    public TrialGate Gate { get; } = new();

    public Poison Poison { get; } = new();

    public Coordinator Coordinator { get; } = new() { Dispatcher = host.Dispatcher };

    /// <summary>Adds the actors of a simulation; before the start only.</summary>
    public void Add(IReadOnlyList<PopulationActor> actors)
    {
        _actors.AddRange(actors);
        Coordinator.Watch(actors.Count);
        Coordinator.Rounds?.Add(actors);
    }

    /// <summary>Averages weights after every so many trials; before any actor is added.</summary>
    public void AverageEvery(int trials, WeightMean mean) => Coordinator.Rounds = new AveragingRounds(mean, trials, Gate, Coordinator, host.Dispatcher);

    /// <summary>Runs trials of all simulations: see <see cref="Simulation.Run"/>.</summary>
    public long Run(long trials, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(trials);
        ThrowIfFailed();
        var before = Gate.Opened;
        Coordinator.Begin();
        Gate.Allow(Coordinator.Rounds?.Begin(before + trials) ?? before + trials);
        using var stop = cancellation.Register(Gate.Close);
        foreach (var actor in _actors)
        {
            actor.Tell(Resume.Instance);
        }

        host.Dispatcher.Drive(() => Coordinator.IsDone, () => throw new SimulationStalledException(Waits()));
        ThrowIfFailed();
        return Gate.Opened - before;
    }

    private List<string> Waits() => [.. _actors.Select(a => a.DescribeWait()).OfType<string>()];

    private void ThrowIfFailed()
    {
        if (Poison.Failure is { } failure)
        {
            throw new SimulationFailedException(failure);
        }
    }
}
