using Neuro.Experiments.Configuration;
using Neuro.Experiments.Models;
using Neuro.Experiments.Running;
using Neuro.Experiments.Studies;

namespace Neuro.Experiments.Command;

/// <summary><c>neuro list</c>.</summary>
internal static class ListVerb
{
    public static System.CommandLine.Command Create(CommandContext context)
    {
        var json = Options.Json();
        var verb = new System.CommandLine.Command("list", "Every experiment, with its model, data set, and the table of the paper that it stands for.") { json };
        verb.SetAction(parsed => Print(context, parsed.GetValue(json)));
        return verb;
    }

    private static int Print(CommandContext context, bool json)
    {
        var experiments = ExperimentCatalogue.Names.Select(name => new NamedSettings(name, ExperimentCatalogue.Load(name))).ToList();
        if (json)
        {
            context.Output.WriteLine(JsonLine.Write(writer =>
            {
                writer.WriteStartArray("experiments");
                foreach (var (name, settings) in experiments)
                {
                    writer.WriteStartObject();
                    writer.WriteString("name", name);
                    writer.WriteString("model", Model(settings));
                    writer.WriteString("dataset", DataSet(settings));
                    writer.WriteString("study", StudyCatalogue.Of(settings)?.Name);
                    writer.WriteString("paper", settings.Get(NeuroKeys.Paper));
                    writer.WriteString("summary", settings.Get(NeuroKeys.Summary));
                    writer.WriteEndObject();
                }

                writer.WriteEndArray();
            }));
            return ExitCode.Done;
        }

        var table = new TextTable("name", "model", "data set", "paper", "summary");
        foreach (var (name, settings) in experiments)
        {
            table.Add(name, Model(settings) ?? "study", DataSet(settings) ?? "-", settings.Get(NeuroKeys.Paper) ?? "-", settings.Get(NeuroKeys.Summary));
        }

        table.Write(context);
        return ExitCode.Done;
    }

    /// <summary>A study has no data set of its own.</summary>
    private static string? DataSet(Settings settings) => StudyCatalogue.Of(settings) is null ? settings.Get(NeuroKeys.DataSet) : null;

    private static string? Model(Settings settings) => StudyCatalogue.Of(settings) is not null ? null
        : NetworkConfiguration.Family(settings) == ModelFamily.Ghosts ? $"{settings.Get(NeuroKeys.Model)}, {settings.Get(NeuroKeys.Feedback)}"
        : $"{settings.Get(NeuroKeys.Model)}";
}
