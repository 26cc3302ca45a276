using Neuro.Experiments.Parquet;
using Neuro.Runtime.Observing;

namespace Neuro.Experiments.Traces;

/// <summary>Writes recorded activity as rows of the table <c>activity</c>: by trial, step, population, sample and unit.</summary>
/// <remarks>One owner; not thread-safe. Columns are filled a span at a time, nothing is allocated per row.</remarks>
internal sealed class ActivityRows
{
    private static readonly ActivityVariable[] Variables = Enum.GetValues<ActivityVariable>();

    private readonly ActivityLayout _layout;
    private readonly int[][] _samples;
    private readonly int[][] _units;
    private readonly int[][] _indices;

    /// <summary>Prepares the columns that are the same in every step.</summary>
    /// <param name="layout">What is recorded.</param>
    public ActivityRows(ActivityLayout layout)
    {
        _layout = layout;
        _samples = [.. layout.Tracks.Select(track => layout.Samples.SelectMany(sample => Enumerable.Repeat(sample, track.Units.Count)).ToArray())];
        _units = [.. layout.Tracks.Select(track => layout.Samples.SelectMany(_ => track.Units).ToArray())];
        _indices = [.. layout.Tracks.Select(track => Variables.Select(variable => track.Variables.ToList().IndexOf(variable)).ToArray())];
    }

    /// <summary>Writes what a batch holds.</summary>
    /// <param name="table">The table.</param>
    /// <param name="batch">The batch.</param>
    /// <param name="begin">Is told when a part is begun.</param>
    public void Write(TableWriter table, ActivityBatch batch, Action<ParquetWriter> begin)
    {
        for (var index = 0; index < batch.Count; index++)
        {
            if (!table.IsOpen)
            {
                begin(table.Part);
            }

            Write(table.Part, batch, index);
            table.EndRows();
        }
    }

    private void Write(ParquetWriter part, ActivityBatch batch, int index)
    {
        var (trial, step, phase) = (part.Column<long>("trial"), part.Column<int>("step"), part.Column<string>("phase"));
        var (population, samples, units) = (part.Column<string>("population"), part.Column<int>("sample"), part.Column<int>("unit"));
        ColumnAppender<float>[] values = [.. Variables.Select(variable => part.Column<float>(TableDefinitions.ColumnOf(variable)))];
        for (var version = 0; version < _layout.Steps.Count; version++)
        {
            for (var track = 0; track < _layout.Tracks.Count; track++)
            {
                var rows = _units[track].Length;
                trial.Append(batch.TrialOf(index), rows);
                step.Append(_layout.Steps[version], rows);
                phase.Append(_layout.Phases[version], rows);
                population.Append(_layout.Tracks[track].Population, rows);
                samples.Append(_samples[track]);
                units.Append(_units[track]);
                for (var i = 0; i < Variables.Length; i++)
                {
                    var variable = _indices[track][i] < 0 ? default : batch.Values(index, version, track, _indices[track][i]);
                    if (variable.IsEmpty)
                    {
                        values[i].AppendNulls(rows);
                    }
                    else
                    {
                        values[i].Append(variable);
                    }
                }
            }
        }
    }
}
