using System.Globalization;
using Neuro.Runtime.Observing;
using Neuro.Units.Specification;

namespace Neuro.Experiments.Traces;

/// <summary>What recording a run will write, estimated before it begins, by table.</summary>
/// <param name="Tables">Each table with its rows and bytes of an epoch; rows of <c>schedule</c> at most, since equal decisions in a row are one.</param>
/// <param name="Epochs">Epochs of the run.</param>
/// <remarks>Bytes are those before compression: values as they are, and about a byte or two for all columns that say where a value belongs.</remarks>
public sealed record TraceEstimate(IReadOnlyList<(string Table, long Rows, long Bytes)> Tables, int Epochs)
{
    private const int PlaceBytes = 2;
    private const int EpochRowBytes = 70;
    private const int DecisionBytes = 3;

    /// <summary>Rows of an epoch.</summary>
    public long Rows => Tables.Sum(table => table.Rows);

    /// <summary>Bytes of an epoch.</summary>
    public long Bytes => Tables.Sum(table => table.Bytes);

    /// <summary>In a line.</summary>
    public string Line => Tables.Count == 0
        ? "recording nothing"
        : $"recording {Rows:N0} rows an epoch (about {Size(Bytes)}; {Size(Bytes * Epochs)} in all) of {string.Join(", ", Tables.Select(table => table.Table))}";

    /// <summary>A number of bytes in words.</summary>
    /// <param name="bytes">The number.</param>
    public static string Size(long bytes) => bytes switch
    {
        < 1000 => $"{bytes} B",
        < 1_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e3:0.#} kB"),
        < 1_000_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0.#} MB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e9:0.#} GB"),
    };

    /// <summary>Estimates.</summary>
    /// <param name="network">The network.</param>
    /// <param name="activity">What is recorded of the activity; null for nothing.</param>
    /// <param name="options">Which tables are written.</param>
    /// <param name="trials">Trials of an epoch.</param>
    /// <param name="epochs">Epochs.</param>
    /// <param name="decisions">Decisions of a trial, of all replicas; 0 where none are taken.</param>
    internal static TraceEstimate Of(NetworkSpec network, ActivityLayout? activity, TraceOptions options, int trials, int epochs, long decisions) => new(
        [.. from table in TableDefinitions.All
            where options.Tables.Contains(table.Name)
            let size = Of(table, network, activity, trials, decisions)
            where size.Rows > 0
            select (table.Folder, size.Rows, size.Bytes)],
        epochs);

    private static (long Rows, long Bytes) Of(TableDefinition table, NetworkSpec network, ActivityLayout? activity, int trials, long decisions)
    {
        if (table.Name == TraceTableName.Activity)
        {
            // Of the first epoch, which is one of those that are recorded.
            var recorded = activity is null ? 0 : new TrialSelection(activity.Selection.Trials.Every).Before(trials);
            return activity is null ? (0, 0) : (recorded * activity.RowsPerTrial, recorded * ((activity.RowsPerTrial * PlaceBytes) + (activity.ValuesPerTrial * sizeof(float))));
        }

        var rows = table.Name switch
        {
            TraceTableName.Metrics => 1,
            TraceTableName.Alignment => network.Populations.Count(p => p is PyramidalSpec or LayerSpec or DendriticSpec) - 1,
            TraceTableName.Traffic => network.Projections.Count * network.Phases.Count,
            TraceTableName.Weights => network.Projections.Count(p => p.HasWeights),
            _ => decisions * trials,
        };
        return (rows, rows * (table.Name == TraceTableName.Schedule ? DecisionBytes : EpochRowBytes));
    }
}
