using Neuro.Experiments.Data;
using Neuro.Experiments.Running;
using Neuro.Experiments.Sweeps;

namespace Neuro.Experiments.Command;

/// <summary>The data sets of a sweep, each read once.</summary>
/// <param name="environment">Gives the value of an environment variable, or null.</param>
internal sealed class SweepData(Func<string, string?> environment)
{
    private readonly Dictionary<(string Name, string? Root, TeacherOptions Teacher), DataSet> _read = [];

    /// <summary>The data set of a cell.</summary>
    /// <exception cref="DataException">It cannot be read.</exception>
    public DataSet Of(SweepCell cell)
    {
        var (name, root, teacher) = (cell.Settings.Get(NeuroKeys.DataSet), cell.Settings.Get(NeuroKeys.DataRoot), TeacherConfiguration.Options(cell.Settings));
        if (!_read.TryGetValue((name, root, teacher), out var data))
        {
            _read.Add((name, root, teacher), data = DataSetLoader.Load(name, root, environment, teacher));
        }

        return data;
    }
}
