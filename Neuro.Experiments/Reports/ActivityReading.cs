using Neuro.Experiments.Configuration;
using Neuro.Experiments.Parquet;
using Neuro.Experiments.Traces;

namespace Neuro.Experiments.Reports;

/// <summary>Reads one sample of one trial from the table <c>activity</c>, which may be large: only the row groups that can hold it, one at a time.</summary>
internal sealed class ActivityReading
{
    private const string Table = "activity";
    private const string TrialColumn = "trial";

    private static readonly string[] Variables = ["state", "rate", "apical", "cancel", "error"];

    private readonly OrderedDictionary<string, (List<(int Step, string Phase, int Unit)> Rows, Dictionary<string, List<float>> Values)> _populations = [];
    private readonly SortedSet<int> _samples = [];

    private ActivityReading()
    {
    }

    /// <summary>Reads what is meant.</summary>
    /// <param name="run">The folder of the run.</param>
    /// <param name="selection">What is meant.</param>
    /// <returns>Null when no activity was recorded.</returns>
    /// <exception cref="TraceException">The table cannot be read.</exception>
    /// <exception cref="ConfigurationException">Activity was recorded, but not that of the trial, sample or population.</exception>
    public static ActivityTrial? Of(string run, FigureSelection selection)
    {
        if (!TraceTable.NamesIn(run).Contains(Table))
        {
            return null;
        }

        var table = TraceTable.Open(run, Table);
        if (table.Rows == 0)
        {
            return null;
        }

        var trials = table.Footers.SelectMany(part => part.RowGroups).Select(Trials).ToList();
        var trial = selection.Trial ?? trials.Max(t => t.Last);
        var reading = new ActivityReading();
        reading.Add(table, trial, selection.Sample);
        if (reading._populations.Count == 0)
        {
            throw new ConfigurationException(reading._samples.Count == 0
                ? $"{table.Folder}: --trial {trial}: found no rows of it, expected one of the recorded trials, which lie between {trials.Min(t => t.First)} and {trials.Max(t => t.Last)}"
                : $"{table.Folder}: --sample {selection.Sample}: found no rows of it in trial {trial}, expected one of {string.Join(", ", reading._samples)}");
        }

        if (selection.Population is { } population && !reading._populations.ContainsKey(population))
        {
            throw new ConfigurationException($"{table.Folder}: --population {population}: found no rows of it, expected one of {string.Join(", ", reading._populations.Keys)}");
        }

        return new ActivityTrial(
            trial, selection.Sample ?? reading._samples.Min, [.. reading._populations.Select(p => new ActivityOfPopulation(p.Key, p.Value.Rows, p.Value.Values))]);
    }

    /// <summary>The first trial that was recorded; null for none.</summary>
    /// <param name="run">The folder of the run.</param>
    /// <exception cref="TraceException">The table cannot be read.</exception>
    public static long? FirstTrial(string run) =>
        TraceTable.NamesIn(run).Contains(Table) && TraceTable.Open(run, Table) is { Rows: > 0 } table ? table.Footers.SelectMany(part => part.RowGroups).Min(group => Trials(group).First) : null;

    private static (long First, long Last) Trials(RowGroup group) =>
        group.Columns.First(column => column.Name == TrialColumn).Statistics is { Minimum: long first, Maximum: long last } ? (first, last) : (0, 0);

    private void Add(TraceTable table, long trial, int? sample)
    {
        foreach (var rows in table.Read(group => Trials(group) is var (first, last) && first <= trial && trial <= last, [TrialColumn, "step", "phase", "population", "sample", "unit", .. Variables]))
        {
            var trials = rows.Column<long>(TrialColumn);
            var steps = rows.Column<int>("step");
            var phases = rows.Column<string>("phase");
            var names = rows.Column<string>("population");
            var samples = rows.Column<int>("sample");
            var units = rows.Column<int>("unit");
            for (var row = 0; row < rows.Count; row++)
            {
                if (trials[row] != trial)
                {
                    continue;
                }

                _samples.Add(samples[row]);
                // Rows are in the order of samples within a population: the first that is met is the least.
                if (samples[row] != (sample ?? _samples.Min))
                {
                    continue;
                }

                var (places, values) = Population(names[row]);
                places.Add((steps[row], phases[row], units[row]));
                foreach (var variable in Variables)
                {
                    values[variable].Add(rows.Present(variable)[row] ? rows.Column<float>(variable)[row] : float.NaN);
                }
            }
        }
    }

    private (List<(int Step, string Phase, int Unit)> Rows, Dictionary<string, List<float>> Values) Population(string name)
    {
        if (!_populations.TryGetValue(name, out var population))
        {
            _populations[name] = population = ([], Variables.ToDictionary(variable => variable, _ => new List<float>()));
        }

        return population;
    }
}
