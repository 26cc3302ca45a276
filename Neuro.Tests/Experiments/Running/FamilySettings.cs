using Neuro.Experiments.Command;
using Neuro.Experiments.Configuration;
using Neuro.Experiments.Running;

namespace Neuro.Tests.Experiments.Running;

/// <summary>Experiments with a few values of one's own.</summary>
internal static class FamilySettings
{
    /// <summary>The configuration of an experiment.</summary>
    /// <param name="experiment">Its name.</param>
    /// <param name="settings">Each KEY=VALUE.</param>
    public static Settings Of(string experiment, params IEnumerable<string> settings)
    {
        var layers = new ConfigurationLayers(NeuroKeys.Schema).AddFile(ExperimentFiles.Embedded(experiment), ExperimentFiles.Options);
        foreach (var setting in settings)
        {
            layers = layers.AddSet(setting);
        }

        return layers.Resolve();
    }
}
