using Neuro.Experiments.Hocon;

namespace Neuro.Experiments.Configuration;

/// <summary>A configuration whose every value was checked. Immutable.</summary>
public sealed class Settings
{
    private readonly OrderedDictionary<(ConfigurationKey Key, string Entry), Setting> _values;
    private readonly Dictionary<ConfigurationMap, IReadOnlyList<string>> _names;

    internal Settings(HoconObject tree, OrderedDictionary<(ConfigurationKey Key, string Entry), Setting> values, Dictionary<ConfigurationMap, IReadOnlyList<string>> names) =>
        (Tree, _values, _names) = (tree, values, names);

    /// <summary>The resolved tree, for the record of a run.</summary>
    public HoconObject Tree { get; }

    /// <summary>All values, in the order of their declaration.</summary>
    public IReadOnlyList<Setting> All => [.. _values.Values];

    /// <summary>The value of a key.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="key">The key.</param>
    public T Get<T>(ConfigurationKey<T> key) => (T)Find(key).Value!;

    /// <summary>The value of a key of a named section.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="key">A key declared on a map.</param>
    /// <param name="entry">The name of the section.</param>
    public T Get<T>(ConfigurationKey<T> key, string entry) => (T)Find(key, entry).Value!;

    /// <summary>The value of a key with where it came from.</summary>
    /// <param name="key">The key.</param>
    /// <param name="entry">The name of the section, for a key declared on a map.</param>
    /// <exception cref="ArgumentException">The key is not of this schema, or there is no such section.</exception>
    public Setting Find(ConfigurationKey key, string entry = "") => _values.TryGetValue((key, entry), out Setting? setting)
        ? setting
        : throw new ArgumentException($"found key '{key}' of section '{entry}', expected one of this configuration", nameof(key));

    /// <summary>The names of the sections of a map.</summary>
    /// <param name="map">The map.</param>
    public IReadOnlyList<string> Names(ConfigurationMap map) => _names[map];

    /// <summary>A stretch of simulated time as a number of steps.</summary>
    /// <param name="key">The key of the time.</param>
    /// <param name="timeStep">The key of the step.</param>
    /// <exception cref="ConfigurationException">The duration is no whole number of steps.</exception>
    public int GetSteps(ConfigurationKey<SimulatedTime> key, ConfigurationKey<double> timeStep)
    {
        if (Get(key).TryGetSteps(Get(timeStep), out int steps))
        {
            return steps;
        }

        Setting time = Find(key);
        Setting step = Find(timeStep);
        throw ConfigurationException.At(
            time.Provenance, time.Path, time.Text, $"a whole number (at most {int.MaxValue}) of steps of {step.Path} = {step.Text} ({step.Provenance})");
    }
}
