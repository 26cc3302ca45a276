using System.Globalization;
using Neuro.Experiments.Configuration;
using Neuro.Experiments.Results;
using Neuro.Experiments.Traces;
using Neuro.Runtime.Decisions;

namespace Neuro.Experiments.Running;

/// <summary>Reads how the tables of a run are written.</summary>
internal static class TraceConfiguration
{
    private const int BytesPerMebibyte = 1 << 20;

    /// <summary>Which tables, and how.</summary>
    public static TraceOptions Options(Settings settings) => new()
    {
        Tables = settings.Get(NeuroKeys.Tables),
        Compression = settings.Get(NeuroKeys.TraceCompression),
        PartBytes = (long)settings.Get(NeuroKeys.PartSize) * BytesPerMebibyte,
        PartAge = TimeSpan.FromSeconds(settings.Get(NeuroKeys.PartAge)),
        Drop = settings.Get(NeuroKeys.WhenBehind) == SlowDisk.Drop,
    };

    /// <summary>What every part of a table says of its run.</summary>
    /// <param name="record">The record of the run.</param>
    /// <param name="runner">The run.</param>
    public static IReadOnlyDictionary<string, string> Origin(RunRecord record, ExperimentRunner runner) => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["neuro.experiment"] = record.Experiment,
        ["neuro.data"] = record.Data!.Name,
        ["neuro.seed"] = record.Settings.Get(NeuroKeys.Seed).ToString(CultureInfo.InvariantCulture),
        [RecordedActivity.TimingKey] = TimingHash.Of(runner.Network, runner.Shards, runner.Batch),
    };
}
