using Neuro.Experiments.Configuration;
using Neuro.Experiments.Data;
using Neuro.Experiments.Data.Patterns;

namespace Neuro.Experiments.Running;

/// <summary>Reads a configuration as a data set.</summary>
internal static class DataConfiguration
{
    /// <summary>The data set.</summary>
    /// <param name="settings">The configuration.</param>
    /// <param name="environment">Gives the value of an environment variable, or null.</param>
    /// <exception cref="DataException">It is not there, or cannot be read.</exception>
    /// <exception cref="ConfigurationException">A key of another data set has a value of its own.</exception>
    public static DataSet Load(Settings settings, Func<string, string?> environment)
    {
        if (settings.Get(NeuroKeys.DataSet) == PatternGenerator.Info.Name)
        {
            return PatternGenerator.Generate(Patterns(settings));
        }

        foreach (var key in PatternKeys)
        {
            NetworkConfiguration.OnlyFor(settings, "data.set = patterns", key, settings.Find(key).Canonical != key.DefaultText);
        }

        return DataSetLoader.Load(settings.Get(NeuroKeys.DataSet), settings.Get(NeuroKeys.DataRoot), environment, TeacherConfiguration.Options(settings));
    }

    /// <summary>What makes two configurations have the same data set.</summary>
    public static object Key(Settings settings) => (settings.Get(NeuroKeys.DataSet), settings.Get(NeuroKeys.DataRoot), Patterns(settings), TeacherConfiguration.Options(settings));

    private static IEnumerable<ConfigurationKey> PatternKeys =>
        [NeuroKeys.PatternInputs, NeuroKeys.PatternClasses, NeuroKeys.PatternTrain, NeuroKeys.PatternTest, NeuroKeys.PatternNoise, NeuroKeys.PatternSeed];

    private static PatternOptions Patterns(Settings settings) => new()
    {
        Inputs = settings.Get(NeuroKeys.PatternInputs),
        Classes = settings.Get(NeuroKeys.PatternClasses),
        Train = settings.Get(NeuroKeys.PatternTrain),
        Test = settings.Get(NeuroKeys.PatternTest),
        Noise = settings.Get(NeuroKeys.PatternNoise),
        Seed = (ulong)settings.Get(NeuroKeys.PatternSeed),
    };
}
