using Neuro.Experiments.Configuration;
using Neuro.Experiments.Data;
using Neuro.Experiments.Running;

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
        var (pixels, classes, images) = Sizes(settings, context.Environment);
        var network = GhostConfiguration.Network(settings, pixels, classes);
        var batch = settings.Get(NeuroKeys.Batch);
        var replicas = settings.Get(NeuroKeys.Replicas);
        var tables = new NetworkTables(network);
        context.Output.WriteLine(
            $"{named.Name} on {settings.Get(NeuroKeys.DataSet)}: dt {network.TimeStep} ms, {network.StepsPerTrial} steps per trial, {batch} samples per trial, schedule {settings.Get(NeuroKeys.Schedule)}"
            + (replicas == 1 ? string.Empty : $", {replicas} replicas"));
        var cost = NetworkCost.Of(network, GhostConfiguration.Schedule(settings, network), batch, images, replicas, settings.Get(NeuroKeys.Averaging) == Averaging.LockFree);
        foreach (var table in (TextTable[])[tables.Populations(), tables.Projections(), tables.Phases(), cost.Table()])
        {
            context.Output.WriteLine();
            table.Write(context);
        }

        return ExitCode.Done;
    }

    /// <summary>Sizes of the data set; one that is known by name need not be there.</summary>
    private static (int Pixels, int Classes, long Images) Sizes(Settings settings, Func<string, string?> environment)
    {
        if (DataCatalogue.Find(settings.Get(NeuroKeys.DataSet)) is { Classes: { } classes, TrainCount: { } train, TestCount: { } test })
        {
            return (KnownPixels, classes, train + test);
        }

        var data = DataSetLoader.Load(settings.Get(NeuroKeys.DataSet), settings.Get(NeuroKeys.DataRoot), environment);
        return (data.Train.PixelsPerImage, data.Train.Classes, data.Train.Count + data.Test.Count);
    }
}
