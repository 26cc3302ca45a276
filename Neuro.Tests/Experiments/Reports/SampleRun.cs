using System.Text.Json.Nodes;
using Neuro.Experiments.Configuration;
using Neuro.Experiments.Parquet;
using Neuro.Experiments.Running;

namespace Neuro.Tests.Experiments.Reports;

/// <summary>A run folder that is written by hand: a record, and tables of whatever rows a test wants.</summary>
internal sealed class SampleRun
{
    private static readonly string[] Words = ["layer", "projection", "phase", "population"];
    private static readonly string[] Small = ["epoch", "step", "sample", "unit", "replica", "target_shard", "source_shard"];
    private static readonly string[] Large = ["trials", "trial", "first_step", "steps", "offset", "messages", "events", "signal_events", "bytes", "synaptic_operations", "dense_synaptic_operations", "multiply_adds"];
    private static readonly string[] Singles = ["state", "rate", "basal", "apical", "cancel", "error"];

    public SampleRun(string root, string name, int seed = 1, string status = "completed", params IEnumerable<string> settings)
    {
        Folder = Path.Combine(root, name);
        Directory.CreateDirectory(Folder);
        var layers = settings.Prepend($"run.seed={seed}").Aggregate(new ConfigurationLayers(NeuroKeys.Schema), (all, set) => all.AddSet(set));
        Record = new JsonObject
        {
            ["format"] = "neuro-run",
            ["formatVersion"] = Neuro.Experiments.Results.RunRecord.FormatVersion,
            ["experiment"] = "ghost-ma",
            ["status"] = status,
            ["started"] = "2026-05-04T03:02:01Z",
            ["ended"] = status == "running" ? null : "2026-05-04T04:02:01Z",
            ["failure"] = null,
            ["seed"] = seed,
            ["commandLine"] = new JsonArray("run", "ghost-ma"),
            ["data"] = new JsonObject { ["name"] = "digits", ["train"] = 100, ["test"] = 10, ["checksums"] = new JsonArray() },
            ["configuration"] = JsonNode.Parse(layers.Resolve().Tree.ToJson(indented: false)),
            ["result"] = null,
            ["history"] = new JsonArray(),
        };
        Save();
    }

    public string Folder { get; }

    public JsonObject Record { get; }

    /// <summary>Writes the record as it is now.</summary>
    public SampleRun Save(Action<JsonObject>? change = null)
    {
        change?.Invoke(Record);
        File.WriteAllText(Path.Combine(Folder, "run.json"), Record.ToJsonString());
        return this;
    }

    /// <summary>Gives the record a result that holds the given entries.</summary>
    public SampleRun Result(params IEnumerable<(string Name, JsonNode Value)> entries) =>
        Save(record => record["result"] = new JsonObject([.. entries.Append(("layers", new JsonArray())).DistinctBy(entry => entry.Item1).Select(entry => KeyValuePair.Create(entry.Item1, (JsonNode?)entry.Item2))]));

    /// <summary>Adds a part to a table. The name of a column tells its type; null is an absent value.</summary>
    /// <param name="table">The table.</param>
    /// <param name="columns">The columns, with | between them.</param>
    /// <param name="rows">The rows, each with a value for every column. Row groups end where a row is empty.</param>
    public SampleRun Table(string table, string columns, params IEnumerable<object?[]> rows)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Folder, table)).FullName;
        Column[] definitions = [.. columns.Split('|').Select(Definition)];
        using var stream = File.Create(Path.Combine(folder, $"part-{Directory.GetFiles(folder).Length:00000}.parquet"));
        using var writer = new ParquetWriter(stream, definitions, new ParquetOptions { RowGroupBytes = 1 });
        foreach (var row in rows)
        {
            if (row.Length == 0)
            {
                writer.EndRows();
                continue;
            }

            foreach (var (column, value) in definitions.Zip(row))
            {
                Append(writer, column, value);
            }
        }

        writer.EndRows();
        writer.Close();
        return this;
    }

    private static Column Definition(string name) =>
        Words.Contains(name) ? new Column(name, ColumnType.String, ColumnEncoding.Dictionary)
        : Small.Contains(name) ? new Column(name, ColumnType.Int32, ColumnEncoding.Delta)
        : Large.Contains(name) ? new Column(name, ColumnType.Int64, ColumnEncoding.Delta)
        : new Column(name, Singles.Contains(name) ? ColumnType.Float : ColumnType.Double, Optional: true);

    private static void Append(ParquetWriter writer, Column column, object? value)
    {
        switch (column.Type)
        {
            case ColumnType.String:
                writer.Column<string>(column.Name).Append((string)value!);
                break;
            case ColumnType.Int32:
                writer.Column<int>(column.Name).Append(Convert.ToInt32(value));
                break;
            case ColumnType.Int64:
                writer.Column<long>(column.Name).Append(Convert.ToInt64(value));
                break;
            case ColumnType.Float when value is not null:
                writer.Column<float>(column.Name).Append(Convert.ToSingle(value));
                break;
            case ColumnType.Float:
                writer.Column<float>(column.Name).AppendNulls(1);
                break;
            default:
                if (value is null)
                {
                    writer.Column<double>(column.Name).AppendNulls(1);
                }
                else
                {
                    writer.Column<double>(column.Name).Append(Convert.ToDouble(value));
                }

                break;
        }
    }
}
