using Neuro.Experiments.Charts;

namespace Neuro.Experiments.Reports;

/// <summary>What was recorded of one population: the variables of some units by step.</summary>
internal sealed class ActivityOfPopulation
{
    private readonly Dictionary<string, float[]> _values;

    /// <summary>Puts rows of the table in order.</summary>
    /// <param name="name">The population.</param>
    /// <param name="rows">Step, phase and unit of each row.</param>
    /// <param name="values">The value of each row by variable; NaN where it is absent.</param>
    public ActivityOfPopulation(string name, IReadOnlyList<(int Step, string Phase, int Unit)> rows, IReadOnlyDictionary<string, List<float>> values)
    {
        Name = name;
        Steps = [.. rows.Select(row => row.Step).Distinct().Order()];
        Units = [.. rows.Select(row => row.Unit).Distinct().Order()];
        var (steps, units) = (Steps.Index().ToDictionary(s => s.Item, s => s.Index), Units.Index().ToDictionary(u => u.Item, u => u.Index));
        _values = values.ToDictionary(variable => variable.Key, _ => Enumerable.Repeat(float.NaN, Steps.Count * Units.Count).ToArray());
        var phases = new string[Steps.Count];
        foreach (var (at, row) in rows.Index())
        {
            phases[steps[row.Step]] = row.Phase;
            foreach (var variable in values)
            {
                _values[variable.Key][(units[row.Unit] * Steps.Count) + steps[row.Step]] = variable.Value[at];
            }
        }

        Phases = Stretches(phases);
    }

    /// <summary>The population.</summary>
    public string Name { get; }

    /// <summary>The steps that were recorded.</summary>
    public IReadOnlyList<int> Steps { get; }

    /// <summary>The units that were recorded.</summary>
    public IReadOnlyList<int> Units { get; }

    /// <summary>The phases as stretches of steps. A step leads from the version before to its own, and so does its phase.</summary>
    public IReadOnlyList<Region> Phases { get; }

    /// <summary>Whether a variable has any value.</summary>
    public bool Has(string variable) => Array.Exists(_values[variable], float.IsFinite);

    /// <summary>A variable of all units: a row for each unit, a column for each step.</summary>
    public Raster Map(string variable) => new(Steps.Count, _values[variable]);

    /// <summary>A variable of a unit by step; empty when the unit was not recorded.</summary>
    public IReadOnlyList<double> Of(string variable, int unit)
    {
        var row = Units.ToList().IndexOf(unit);
        return row < 0 ? [] : [.. _values[variable].Skip(row * Steps.Count).Take(Steps.Count).Select(value => (double)value)];
    }

    private IReadOnlyList<Region> Stretches(string[] phases)
    {
        var stretches = new List<Region>();
        for (var begin = 0; begin < phases.Length;)
        {
            var end = begin;
            while (end < phases.Length && phases[end] == phases[begin])
            {
                end++;
            }

            // The initial version, of step 0, is where the first phase begins.
            stretches.Add(new Region(Math.Max(Steps[begin] - 1, Steps[0]), Steps[end - 1], phases[begin], stretches.Count));
            begin = end;
        }

        return stretches;
    }
}
