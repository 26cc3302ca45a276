using System.Globalization;
using Neuro.Experiments.Parquet;
using Neuro.Runtime;
using Neuro.Runtime.Decisions;
using Neuro.Units.Specification;

namespace Neuro.Experiments.Traces;

/// <summary>Writes what every read of a racing run has chosen as rows of the table <c>schedule</c>, and reads it again.</summary>
/// <remarks>
/// Rows are by replica, port and step within each batch. What else a replay has to know stands in the metadata of each part: where the decisions come from, of which trials they are, and
/// after which trials all actors stood still.
/// </remarks>
internal sealed class ScheduleRows
{
    private const string TimingKey = "neuro.timing";
    private const string SlackKey = "neuro.slack";
    private const string BarrierKey = "neuro.trial-barrier";
    private const string StepsKey = "neuro.steps";
    private const string BeginKey = "neuro.begin";
    private const string EndKey = "neuro.end";
    private const string StopsKey = "neuro.stops";

    private readonly NetworkSpec _spec;
    private readonly PortMap _ports;

    /// <summary>Prepares to write or read the decisions of a network.</summary>
    /// <param name="spec">The network.</param>
    /// <param name="shards">How its populations are divided.</param>
    public ScheduleRows(NetworkSpec spec, ShardPlan shards) => (_spec, _ports) = (spec, new PortMap(spec, shards));

    /// <summary>Writes the decisions of some trials.</summary>
    /// <param name="table">The table.</param>
    /// <param name="batches">Those of each replica, of the same trials.</param>
    /// <param name="begin">Is told when a part is begun.</param>
    public void Write(TableWriter table, IReadOnlyList<DecisionBatch> batches, Action<ParquetWriter> begin)
    {
        if (batches.Count == 0 || batches[0].End == batches[0].Begin)
        {
            return;
        }

        var stops = string.Join(' ', batches[0].Stops);
        if (!table.IsOpen)
        {
            begin(table.Part);
            Describe(table.Part, batches[0]);
        }
        else
        {
            stops = $"{table.Part.Metadata[StopsKey]} {stops}".Trim();
        }

        var part = table.Part;
        part.Metadata[StopsKey] = stops;
        part.Metadata[EndKey] = Text(batches[0].End);
        foreach (var (replica, batch) in batches.Index())
        {
            foreach (var run in batch.Runs)
            {
                Write(part, replica, run);
            }
        }

        table.EndRows();
    }

    /// <summary>Reads the decisions of one replica from the parts of a run.</summary>
    /// <param name="parts">The files, in their order.</param>
    /// <param name="replica">The replica.</param>
    /// <exception cref="TraceException">A part cannot be opened.</exception>
    /// <exception cref="ParquetException">A part cannot be read.</exception>
    /// <exception cref="DecisionLogException">A part is not one of this network.</exception>
    public IEnumerable<DecisionBatch> Read(IEnumerable<string> parts, int replica)
    {
        foreach (var file in parts)
        {
            using var reader = TracePart.Open(file);
            yield return Read(reader, file, replica);
        }
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static void Describe(ParquetWriter part, DecisionBatch batch)
    {
        part.Metadata[TimingKey] = batch.Origin.Timing;
        part.Metadata[SlackKey] = batch.Origin.Slack is { } slack ? Text(slack) : "infinite";
        part.Metadata[BarrierKey] = batch.Origin.HasTrialBarrier ? "on" : "off";
        part.Metadata[StepsKey] = Text(batch.Origin.Steps);
        part.Metadata[BeginKey] = Text(batch.Begin);
    }

    private void Write(ParquetWriter part, int replica, in DecisionRun run)
    {
        var (projection, target, source) = _ports.Parts(run.Port);
        part.Column<int>("replica").Append(replica);
        part.Column<string>("projection").Append(_spec.Projections[projection].Name);
        part.Column<int>("target_shard").Append(target);
        part.Column<int>("source_shard").Append(source);
        part.Column<long>("first_step").Append(run.First);
        part.Column<long>("steps").Append(run.Count);
        part.Column<long>("offset").Append(run.Offset);
    }

    private DecisionBatch Read(ParquetReader reader, string file, int replica)
    {
        string Value(string key) => reader.Metadata.TryGetValue(key, out var value) ? value : throw new DecisionLogException($"{file}: expected the entry {key} in its metadata, found none");
        long Number(string key, string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= int.MaxValue * (long)int.MaxValue
            ? number
            : throw new DecisionLogException($"{file}: {key}: expected a whole number, found {text}");
        var steps = Number(StepsKey, Value(StepsKey));
        var slack = Value(SlackKey) == "infinite" ? (int?)null : (int)Math.Min(Number(SlackKey, Value(SlackKey)), int.MaxValue);
        var origin = new DecisionOrigin(Value(TimingKey), slack, Value(BarrierKey) == "on", (int)Math.Min(steps, int.MaxValue));
        long[] stops = [.. Value(StopsKey).Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(stop => Number(StopsKey, stop))];
        var runs = new List<DecisionRun>();
        for (var group = 0; group < reader.RowGroups.Count; group++)
        {
            AddRuns(reader, file, group, replica, runs);
        }

        return new DecisionBatch(origin, Number(BeginKey, Value(BeginKey)), Number(EndKey, Value(EndKey)), stops, runs);
    }

    private void AddRuns(ParquetReader reader, string file, int group, int replica, List<DecisionRun> runs)
    {
        T[] Read<T>(string column)
        {
            var values = new T[reader.RowGroups[group].Rows];
            reader.Read<T>(group, column, values);
            return values;
        }

        var (replicas, projections, targets, sources) = (Read<int>("replica"), Read<string>("projection"), Read<int>("target_shard"), Read<int>("source_shard"));
        var (firsts, counts, offsets) = (Read<long>("first_step"), Read<long>("steps"), Read<long>("offset"));
        for (var row = 0; row < replicas.Length; row++)
        {
            if (replicas[row] == replica)
            {
                runs.Add(new DecisionRun(PortOf(file, projections[row], targets[row], sources[row]), firsts[row], counts[row], offsets[row]));
            }
        }
    }

    private int PortOf(string file, string projection, int target, int source)
    {
        var index = _spec.Projections.ToList().FindIndex(p => p.Name == projection);
        return index >= 0 && target >= 0 && source >= 0 && target < _ports.TargetShards(index) && source < _ports.SourceShards(index)
            ? _ports[index, target, source]
            : throw new DecisionLogException($"{file}: expected reads of this network's projections and shards, found shard {source} of '{projection}' to shard {target}");
    }
}
