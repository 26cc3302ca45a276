using Neuro.Experiments.Data;
using Neuro.Experiments.Running;
using Neuro.Experiments.Sweeps;

namespace Neuro.Experiments.Command;

/// <summary>The data sets of a sweep, each read once.</summary>
/// <param name="environment">Gives the value of an environment variable, or null.</param>
internal sealed class SweepData(Func<string, string?> environment)
{
    private readonly Dictionary<object, DataSet> _read = [];

    /// <summary>The data set of a cell.</summary>
    /// <exception cref="DataException">It cannot be read.</exception>
    public DataSet Of(SweepCell cell)
    {
        var key = DataConfiguration.Key(cell.Settings);
        if (!_read.TryGetValue(key, out var data))
        {
            _read.Add(key, data = DataConfiguration.Load(cell.Settings, environment));
        }

        return data;
    }
}
