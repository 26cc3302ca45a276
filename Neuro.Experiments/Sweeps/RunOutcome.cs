using System.Text.Json;
using Neuro.Experiments.Configuration;
using Neuro.Experiments.Results;
using Neuro.Experiments.Running;
using Neuro.Experiments.Studies;

namespace Neuro.Experiments.Sweeps;

/// <summary>A recorded run: what was run and what came out.</summary>
/// <param name="Folder">The folder.</param>
/// <param name="Experiment">The name of the experiment.</param>
/// <param name="Status">How it stands.</param>
/// <param name="Failure">What failed; null when nothing did.</param>
/// <param name="Settings">The configuration.</param>
/// <param name="Values">The numbers of its result by name, such as <c>testAccuracy</c> or <c>hidden1.alignment</c>; what is null there is absent.</param>
internal sealed record RunOutcome(
    string Folder, string Experiment, RunStatus Status, string? Failure, Settings Settings, IReadOnlyDictionary<string, double> Values)
{
    /// <summary>Numbers of a result, in the order in which they are shown.</summary>
    private static readonly string[] Measures =
    [
        "testAccuracy", "bestTestAccuracy", "trainAccuracy", "validationAccuracy", "loss", "seconds", "samplesPerSecond",
        "events", "synapticOperations", "bytes", "multiplyAdds", "energyEstimateJoules", "crashes",
    ];

    /// <summary>The seed.</summary>
    public long Seed => Settings.Get(NeuroKeys.Seed);

    /// <summary>The study.</summary>
    public StudyKind Study => Settings.Get(NeuroKeys.Study);

    /// <summary>Reads the record in a folder.</summary>
    /// <param name="folder">The folder of a run.</param>
    /// <exception cref="ConfigurationException">There is none, or it is no record of a run.</exception>
    public static RunOutcome Read(string folder)
    {
        var run = RecordedRun.Open(folder);
        var settings = new ConfigurationLayers(NeuroKeys.Schema).AddText(run.Configuration, run.File).Resolve();
        var values = new Dictionary<string, double>();
        if (run.Result is { } result)
        {
            foreach (var name in Measures)
            {
                Add(values, name, result, name);
            }

            if (result.TryGetProperty("measures", out var measures))
            {
                foreach (var measure in measures.EnumerateObject())
                {
                    Add(values, measure.Name, measures, measure.Name);
                }

                return new RunOutcome(folder, run.Experiment, run.Status, run.Failure, settings, values);
            }

            foreach (var layer in result.GetProperty("layers").EnumerateArray())
            {
                foreach (var measure in layer.EnumerateObject().Where(property => property.Name != "name"))
                {
                    Add(values, $"{layer.GetProperty("name").GetString()}.{measure.Name}", layer, measure.Name);
                }
            }
        }

        return new RunOutcome(folder, run.Experiment, run.Status, run.Failure, settings, values);
    }

    private static void Add(Dictionary<string, double> values, string name, JsonElement parent, string property)
    {
        if (parent.TryGetProperty(property, out var value) && value.ValueKind == JsonValueKind.Number)
        {
            values[name] = value.GetDouble();
        }
    }
}
