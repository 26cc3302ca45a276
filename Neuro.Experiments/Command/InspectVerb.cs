using Neuro.Experiments.Configuration;
using Neuro.Experiments.Data;
using Neuro.Experiments.Running;
using Neuro.Experiments.Studies;
using Neuro.Experiments.Traces;
using Neuro.Runtime.Decisions;
using Neuro.Runtime.Observing;
using Neuro.Runtime.Schedules;
using Neuro.Units.Specification;

namespace Neuro.Experiments.Command;

/// <summary><c>neuro inspect</c>.</summary>
internal static class InspectVerb
{
    /// <summary>Every data set of the catalogue has images of 28 x 28 pixels.</summary>
    private const int KnownPixels = 28 * 28;

    public static System.CommandLine.Command Create(CommandContext context)
    {
        var verb = new System.CommandLine.Command("inspect", "Populations, projections, shapes, who reads what with which delay, and what it takes.");
        var options = new ConfigurationOptions(verb);
        verb.SetAction(parsed => Print(context, options.Resolve(parsed, context.Environment)));
        return verb;
    }

    private static int Print(CommandContext context, NamedSettings named)
    {
        var settings = named.Settings;
        if (StudyCatalogue.Of(settings) is { } study)
        {
            throw new ConfigurationException($"{named.Name}: found the study {study.Name}, which has no network of populations to look into, expected an experiment that trains one ('neuro show {named.Name}' tells the keys of the study)");
        }

        var (pixels, classes, train, images) = Sizes(settings, context.Environment);
        var network = NetworkConfiguration.Network(settings, pixels, classes);
        var batch = settings.Get(NeuroKeys.Batch);
        var replicas = settings.Get(NeuroKeys.Replicas);
        var tables = new NetworkTables(network);
        context.Output.WriteLine(
            $"{named.Name} on {settings.Get(NeuroKeys.DataSet)}: dt {network.TimeStep} ms, {network.StepsPerTrial} steps per trial, {batch} samples per trial, schedule {settings.Get(NeuroKeys.Schedule)}"
            + (replicas == 1 ? string.Empty : $", {replicas} replicas"));
        var cost = NetworkCost.Of(network, NetworkConfiguration.Schedule(settings, network), batch, images, replicas, settings.Get(NeuroKeys.Averaging) == Averaging.LockFree, settings.Get(NeuroKeys.Pipeline));
        foreach (var table in (TextTable[])[tables.Populations(), tables.Projections(), tables.Phases(), .. tables.Locks() is { } locks ? (TextTable[])[locks] : [], cost.Table(), Recording(settings, network, train)])
        {
            context.Output.WriteLine();
            table.Write(context);
        }

        return ExitCode.Done;
    }

    /// <summary>What recording a run will write.</summary>
    private static TextTable Recording(Settings settings, NetworkSpec network, int train)
    {
        var (batch, replicas, limit) = (settings.Get(NeuroKeys.Batch), settings.Get(NeuroKeys.Replicas), settings.Get(NeuroKeys.Limit));
        var trials = Math.Max(1, (limit > 0 ? Math.Min(limit, train) : train) / batch / replicas);
        var activity = ActivityConfiguration.Selection(settings, network, batch, trials) is { } selection ? new ActivityLayout(network, batch, selection) : null;
        var races = NetworkConfiguration.LockFree(settings) is null && NetworkConfiguration.Schedule(settings, network) is LiveSchedule;
        var decisions = races ? replicas * new DecisionLog(network, batch, (LiveSchedule)NetworkConfiguration.Schedule(settings, network), NetworkConfiguration.Shards(settings, network)).PerTrial : 0;
        var estimate = TraceEstimate.Of(network, activity, TraceConfiguration.Options(settings), trials, settings.Get(NeuroKeys.Epochs), decisions);
        var table = new TextTable("recorded table", "rows an epoch", "about", "in all");
        foreach (var (name, rows, bytes) in estimate.Tables)
        {
            table.Add(name, name == TableDefinition.FolderOf(TraceTableName.Schedule) ? $"at most {rows:N0}" : $"{rows:N0}", TraceEstimate.Size(bytes), TraceEstimate.Size(bytes * estimate.Epochs));
        }

        return table;
    }

    /// <summary>Sizes of the data set; one that is known by name need not be there.</summary>
    private static (int Pixels, int Classes, int Train, long Images) Sizes(Settings settings, Func<string, string?> environment)
    {
        if (DataCatalogue.Find(settings.Get(NeuroKeys.DataSet)) is { Classes: { } classes, TrainCount: { } train, TestCount: { } test })
        {
            return (KnownPixels, classes, train, train + test);
        }

        var data = DataConfiguration.Load(settings, environment);
        return (data.Train.PixelsPerImage, data.Train.Classes, data.Train.Count, data.Train.Count + data.Test.Count);
    }
}
