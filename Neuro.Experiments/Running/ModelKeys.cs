using Neuro.Experiments.Configuration;

namespace Neuro.Experiments.Running;

/// <summary>Which keys act for which model: one that does not, and has a value of its own, is refused by name, since it would be believed to act.</summary>
internal static class ModelKeys
{
    /// <summary>Sections whose keys say what a model is like; those of others act for every model.</summary>
    private static readonly string[] Sections = ["model", "learning", "initial", "feedback", "time", "control", "microcircuit"];

    /// <summary>What acts in networks that settle or have error units, and in no other.</summary>
    private static IEnumerable<ConfigurationKey> Settling =>
    [
        NeuroKeys.RandomSign, NeuroKeys.Centred, NeuroKeys.Update, NeuroKeys.Particles, NeuroKeys.Change, NeuroKeys.Clamped, NeuroKeys.Frozen, NeuroKeys.Variances, NeuroKeys.LookAhead,
        NeuroKeys.Rates, NeuroKeys.BackwardSpread, NeuroKeys.LargestSpeed, NeuroKeys.ExaminationFactor,
    ];

    /// <summary>Refuses what acts in networks that settle or have error units only, or in microcircuits.</summary>
    /// <exception cref="ConfigurationException">Such a key has a value of its own.</exception>
    public static void RefuseSettling(Settings settings)
    {
        MicrocircuitConfiguration.RefuseKeys(settings);
        foreach (var key in Settling)
        {
            NetworkConfiguration.OnlyFor(settings, "model.kind = eqprop, vector-field, predictive or least-action", key, HasValueOfItsOwn(settings, key));
        }
    }

    /// <summary>Refuses all that describes a model but does not act for this one.</summary>
    /// <param name="settings">The configuration.</param>
    /// <param name="acting">The keys that act, of those that describe models.</param>
    /// <exception cref="ConfigurationException">Another such key has a value of its own.</exception>
    public static void RefuseOthers(Settings settings, IReadOnlyCollection<ConfigurationKey> acting)
    {
        foreach (var setting in settings.All.Where(s => s.Key != NeuroKeys.Model && Describes(s.Key) && !acting.Contains(s.Key) && HasValueOfItsOwn(settings, s.Key)))
        {
            throw Wrong(settings, setting.Key, $"no value of its own: nothing acts by it with model.kind = {settings.Find(NeuroKeys.Model).Text}");
        }
    }

    /// <summary>Refuses a list with more entries than there are layers: one of them would be believed to act.</summary>
    public static void CheckLayers(Settings settings, ConfigurationKey<IReadOnlyList<double>> key, int layers)
    {
        if (settings.Get(key).Count > layers)
        {
            throw Wrong(settings, key, $"at most {layers} values, one for each layer above the input ({NeuroKeys.Hidden.Path} and the output), from below; the last one also holds for those above");
        }
    }

    /// <summary>A value that does not fit.</summary>
    public static ConfigurationException Wrong(Settings settings, ConfigurationKey key, string expected)
    {
        var found = settings.Find(key);
        return ConfigurationException.At(found.Provenance, key.Path.ToString(), found.Text, expected);
    }

    private static bool Describes(ConfigurationKey key) => Sections.Contains(key.Path.ToString().Split('.')[0]) || key == NeuroKeys.Pipeline || key == NeuroKeys.Sharing;

    private static bool HasValueOfItsOwn(Settings settings, ConfigurationKey key) => settings.Find(key).Canonical != key.DefaultText;
}
