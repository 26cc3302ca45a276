using Neuro.Runtime.Schedules;
using Neuro.Units.Specification;

namespace Neuro.Runtime.Decisions;

/// <summary>The decisions of a recorded run, checked, as a replay asks for them.</summary>
/// <remarks>Belongs to one simulation at a time; each port is asked for by its own actor.</remarks>
public sealed class DecisionRecord
{
    private readonly DecisionRuns[] _decisions;

    private DecisionRecord(DecisionOrigin origin, long trials, long[] stops, DecisionRuns[] decisions)
    {
        Slack = origin.Slack;
        HasTrialBarrier = origin.HasTrialBarrier;
        Steps = origin.Steps;
        Trials = trials;
        Stops = stops;
        _decisions = decisions;
    }

    /// <summary>Slack of the recorded run in steps; null for none.</summary>
    public int? Slack { get; }

    /// <summary>Whether reads of the recorded run stayed within a trial.</summary>
    public bool HasTrialBarrier { get; }

    /// <summary>Trials recorded.</summary>
    public long Trials { get; }

    /// <summary>After how many trials all actors stood still, ascending; the last is the end. A replay stops there, too.</summary>
    public IReadOnlyList<long> Stops { get; }

    /// <summary>Steps of a trial.</summary>
    internal int Steps { get; }

    /// <summary>Puts together what was recorded.</summary>
    /// <param name="batches">All that was taken out of the log, in order; at least one.</param>
    /// <param name="spec">The network that it is to be replayed on.</param>
    /// <param name="batch">Samples per trial.</param>
    /// <param name="shards">How populations are divided; null when they are not.</param>
    /// <exception cref="DecisionLogException">Something is missing or was edited, or it belongs to another timing or topology.</exception>
    public static DecisionRecord Of(IEnumerable<DecisionBatch> batches, NetworkSpec spec, int batch, ShardPlan? shards = null)
    {
        var plan = shards ?? new ShardPlan(spec);
        var ports = new PortMap(spec, plan);
        var builders = Enumerable.Range(0, ports.Count).Select(_ => new DecisionRunsBuilder()).ToArray();
        DecisionOrigin? origin = null;
        List<long> stops = [];
        var trials = 0L;
        foreach (var part in batches)
        {
            origin ??= Checked(part.Origin, spec, TimingHash.Of(spec, plan, batch));
            if (part.Origin != origin || part.Begin != trials || part.End < part.Begin || part.End > long.MaxValue / (spec.StepsPerTrial + 1))
            {
                throw new DecisionLogException($"expected decisions from trial {trials} on, of one run, found those of trials {part.Begin} to {part.End}{(part.Origin == origin ? string.Empty : " of another run")}");
            }

            Add(part, origin, ports, builders);
            AddStops(part, stops);
            trials = part.End;
        }

        if (origin is null)
        {
            throw new DecisionLogException("expected decisions, found none");
        }

        if (trials > 0 && (stops.Count == 0 || stops[^1] < trials))
        {
            stops.Add(trials);
        }

        return new DecisionRecord(origin, trials, [.. stops], [.. builders.Select(builder => builder.Build())]);
    }

    /// <summary>The version that was read minus that of lockstep.</summary>
    internal long Of(in ReadRequest read)
    {
        var decisions = _decisions[read.Port];
        if (decisions.Count == 0)
        {
            // Clamped populations speak once per trial: there is nothing to choose.
            return 0;
        }

        return Ends(read)
            ? throw new DecisionLogException($"expected decisions of trial {read.Version / (Steps + 1)}, found a log that ends after {Trials} trials")
            : decisions[Number(read)];
    }

    /// <summary>Whether a read lies behind the end of the record.</summary>
    internal bool Ends(in ReadRequest read) => Number(read) >= Trials * Steps;

    private static DecisionOrigin Checked(DecisionOrigin origin, NetworkSpec spec, string timing)
    {
        if (origin.Timing != timing)
        {
            throw new DecisionLogException("expected a log of this network's populations, shards, projections, delays, clocks, phases and batch, found one of another timing or topology");
        }

        return origin.Slack is not (< 0 or > LiveSchedule.LargestSlack) && origin.Steps == spec.StepsPerTrial
            ? origin
            : throw new DecisionLogException($"expected a slack of 0 to {LiveSchedule.LargestSlack} and {spec.StepsPerTrial} steps a trial, found {origin.Slack} and {origin.Steps}");
    }

    private static void Add(DecisionBatch part, DecisionOrigin origin, PortMap ports, DecisionRunsBuilder[] builders)
    {
        foreach (var run in part.Runs)
        {
            if (run.Port < 0 || run.Port >= ports.Count || !ports.Chooses(run.Port))
            {
                throw new DecisionLogException($"expected decisions of an input that has a choice, found some of port {run.Port}");
            }

            var next = builders[run.Port].Count;
            var limit = (ulong)(origin.Slack ?? long.MaxValue);
            if (run.First != next || run.Count <= 0 || run.Count > (part.End * origin.Steps) - next || (run.Offset < 0 ? 0 - (ulong)run.Offset : (ulong)run.Offset) > limit)
            {
                throw new DecisionLogException(
                    $"{ports.NameOf(run.Port)}: expected decisions from number {next} to {part.End * origin.Steps}{(origin.Slack is { } slack ? $" of -{slack} to {slack}" : string.Empty)}, found {run.Count} times {run.Offset} at number {run.First}");
            }

            builders[run.Port].Add(run.Count, run.Offset);
        }

        for (var port = 0; port < ports.Count; port++)
        {
            if (ports.Chooses(port) && builders[port].Count != part.End * origin.Steps)
            {
                throw new DecisionLogException($"{ports.NameOf(port)}: expected {part.End * origin.Steps} decisions up to trial {part.End}, found {builders[port].Count}");
            }
        }
    }

    private static void AddStops(DecisionBatch part, List<long> stops)
    {
        foreach (var stop in part.Stops)
        {
            if (stop <= (stops.Count == 0 ? 0 : stops[^1]) || stop <= part.Begin || stop > part.End)
            {
                throw new DecisionLogException($"expected stops in ascending order within trials {part.Begin} to {part.End}, found {stop}");
            }

            stops.Add(stop);
        }
    }

    /// <summary>The number of a read at its port. The initial version of a trial, at which nothing is read, stands for the step after it.</summary>
    private long Number(in ReadRequest read)
    {
        var (trial, step) = Math.DivRem(read.Version, Steps + 1);
        return (trial * Steps) + Math.Max(step - 1, 0);
    }
}
