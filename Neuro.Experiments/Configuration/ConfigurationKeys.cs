using Neuro.Experiments.Hocon;

namespace Neuro.Experiments.Configuration;

/// <summary>Declares keys, each in one call. Defaults are checked against their own ranges.</summary>
/// <remarks>Paths are path expressions. All of it belongs into the start of the program: declaring is not safe for several threads.</remarks>
#pragma warning disable CA1720 // Each method is named after the type of the key that it declares.
public abstract class ConfigurationKeys
{
    private readonly List<ConfigurationKey> _keys = [];

    private protected ConfigurationKeys()
    {
    }

    /// <summary>The keys, in the order of their declaration.</summary>
    public IReadOnlyList<ConfigurationKey> Keys => _keys;

    /// <summary>Declares a whole number of 32 bits.</summary>
    /// <param name="path">The path.</param>
    /// <param name="value">The default.</param>
    /// <param name="description">What it means, in a sentence.</param>
    /// <param name="min">The least value.</param>
    /// <param name="max">The greatest value.</param>
    /// <param name="unit">The unit, if any.</param>
    public ConfigurationKey<int> Int(string path, int value, string description, int min = int.MinValue, int max = int.MaxValue, string? unit = null) =>
        Add(path, new IntKind(min, max, unit), value, description);

    /// <summary>Declares a whole number of 32 bits that may be none, which a word stands for.</summary>
    /// <param name="path">The path.</param>
    /// <param name="value">The default.</param>
    /// <param name="none">The word for none, such as <c>infinite</c> or <c>null</c>.</param>
    /// <param name="meaning">What it means; empty when the word says it.</param>
    /// <param name="description">What the key means, in a sentence.</param>
    /// <param name="min">The least value.</param>
    /// <param name="max">The greatest value.</param>
    /// <param name="unit">The unit, if any.</param>
    public ConfigurationKey<int?> OptionalInt(
        string path, int? value, string none, string meaning, string description, int min = int.MinValue, int max = int.MaxValue, string? unit = null) =>
        Add(path, new OptionalIntKind(new IntKind(min, max, unit), none, meaning), value, description);

    /// <summary>Declares a whole number of 64 bits.</summary>
    /// <param name="path">The path.</param>
    /// <param name="value">The default.</param>
    /// <param name="description">What it means, in a sentence.</param>
    /// <param name="min">The least value.</param>
    /// <param name="max">The greatest value.</param>
    /// <param name="unit">The unit, if any.</param>
    public ConfigurationKey<long> Long(string path, long value, string description, long min = long.MinValue, long max = long.MaxValue, string? unit = null) =>
        Add(path, new LongKind(min, max, unit), value, description);

    /// <summary>Declares a finite number.</summary>
    /// <param name="path">The path.</param>
    /// <param name="value">The default.</param>
    /// <param name="description">What it means, in a sentence.</param>
    /// <param name="min">The least value.</param>
    /// <param name="max">The greatest value.</param>
    /// <param name="unit">The unit, if any.</param>
    /// <param name="minExcluded">True when the least value itself is not allowed.</param>
    /// <param name="maxExcluded">True when the greatest value itself is not allowed.</param>
    public ConfigurationKey<double> Double(
        string path, double value, string description, double min = double.MinValue, double max = double.MaxValue, string? unit = null, bool minExcluded = false, bool maxExcluded = false) =>
        Add(path, new DoubleKind(new NumberRange(min, max, minExcluded, maxExcluded), unit), value, description);

    /// <summary>Declares a switch.</summary>
    /// <param name="path">The path.</param>
    /// <param name="value">The default.</param>
    /// <param name="description">What it means, in a sentence.</param>
    public ConfigurationKey<bool> Bool(string path, bool value, string description) => Add(path, new BoolKind(), value, description);

    /// <summary>Declares a string.</summary>
    /// <param name="path">The path.</param>
    /// <param name="value">The default.</param>
    /// <param name="description">What it means, in a sentence.</param>
    /// <param name="allowed">The values allowed; none given means all.</param>
    public ConfigurationKey<string> Text(string path, string value, string description, params IReadOnlyList<string> allowed) =>
        Add(path, new StringKind(allowed), value, description);

    /// <summary>Declares a string that may be null, which is its default.</summary>
    /// <param name="path">The path.</param>
    /// <param name="description">What it means, in a sentence, and what null means.</param>
    public ConfigurationKey<string?> OptionalText(string path, string description) => Add(path, new OptionalStringKind(), null, description);

    /// <summary>Declares a choice among the names of an enumeration, written in lower case with hyphens.</summary>
    /// <typeparam name="T">The enumeration.</typeparam>
    /// <param name="path">The path.</param>
    /// <param name="value">The default.</param>
    /// <param name="description">What it means, in a sentence.</param>
    public ConfigurationKey<T> Choice<T>(string path, T value, string description)
        where T : struct, Enum => Add(path, new EnumKind<T>(), value, description);

    /// <summary>Declares a duration; its value is in milliseconds.</summary>
    /// <param name="path">The path.</param>
    /// <param name="milliseconds">The default.</param>
    /// <param name="description">What it means, in a sentence.</param>
    /// <param name="min">The shortest, in milliseconds.</param>
    /// <param name="max">The longest, in milliseconds.</param>
    /// <param name="minExcluded">True when the shortest itself is not allowed.</param>
    public ConfigurationKey<double> Duration(
        string path, double milliseconds, string description, double min = 0, double max = double.MaxValue, bool minExcluded = false) =>
        Add(path, new DurationKind(new NumberRange(min, max, minExcluded)), milliseconds, description);

    /// <summary>Declares a stretch of simulated time: steps, or a duration.</summary>
    /// <param name="path">The path.</param>
    /// <param name="value">The default.</param>
    /// <param name="description">What it means, in a sentence.</param>
    /// <param name="minSteps">The least number of steps, 0 or more; above 0, no duration may be zero.</param>
    public ConfigurationKey<SimulatedTime> Time(string path, SimulatedTime value, string description, long minSteps = 0) =>
        Add(path, new SimulatedTimeKind(minSteps), value, description);

    /// <summary>Declares a list of whole numbers.</summary>
    /// <param name="path">The path.</param>
    /// <param name="value">The default.</param>
    /// <param name="description">What it means, in a sentence.</param>
    /// <param name="min">The least value of an element.</param>
    /// <param name="max">The greatest value of an element.</param>
    /// <param name="minCount">The least number of elements.</param>
    /// <param name="maxCount">The greatest number of elements.</param>
    /// <param name="unit">The unit of an element, if any.</param>
    public ConfigurationKey<IReadOnlyList<int>> IntList(
        string path, IReadOnlyList<int> value, string description, int min = int.MinValue, int max = int.MaxValue, int minCount = 0, int maxCount = int.MaxValue, string? unit = null) =>
        Add(path, new ListKind<int>(new IntKind(min, max, unit), minCount, maxCount), value, description);

    /// <summary>Declares a list of finite numbers.</summary>
    /// <param name="path">The path.</param>
    /// <param name="value">The default.</param>
    /// <param name="description">What it means, in a sentence.</param>
    /// <param name="min">The least value of an element.</param>
    /// <param name="max">The greatest value of an element.</param>
    /// <param name="minCount">The least number of elements.</param>
    /// <param name="maxCount">The greatest number of elements.</param>
    /// <param name="unit">The unit of an element, if any.</param>
    public ConfigurationKey<IReadOnlyList<double>> DoubleList(
        string path, IReadOnlyList<double> value, string description, double min = double.MinValue, double max = double.MaxValue, int minCount = 0, int maxCount = int.MaxValue, string? unit = null) =>
        Add(path, new ListKind<double>(new DoubleKind(new NumberRange(min, max), unit), minCount, maxCount), value, description);

    /// <summary>Declares a list of strings.</summary>
    /// <param name="path">The path.</param>
    /// <param name="value">The default.</param>
    /// <param name="description">What it means, in a sentence.</param>
    /// <param name="allowed">The values allowed for an element; none given means all.</param>
    public ConfigurationKey<IReadOnlyList<string>> TextList(string path, IReadOnlyList<string> value, string description, params IReadOnlyList<string> allowed) =>
        Add(path, new ListKind<string>(new StringKind(allowed), 0, int.MaxValue), value, description);

    /// <summary>Declares a list of choices among the names of an enumeration.</summary>
    /// <typeparam name="T">The enumeration.</typeparam>
    /// <param name="path">The path.</param>
    /// <param name="value">The default.</param>
    /// <param name="description">What it means, in a sentence.</param>
    public ConfigurationKey<IReadOnlyList<T>> ChoiceList<T>(string path, IReadOnlyList<T> value, string description)
        where T : struct, Enum => Add(path, new ListKind<T>(new EnumKind<T>(), 0, int.MaxValue), value, description);

    /// <summary>Declares a list of durations; their values are in milliseconds.</summary>
    /// <param name="path">The path.</param>
    /// <param name="milliseconds">The default.</param>
    /// <param name="description">What it means, in a sentence.</param>
    /// <param name="min">The shortest, in milliseconds.</param>
    public ConfigurationKey<IReadOnlyList<double>> DurationList(string path, IReadOnlyList<double> milliseconds, string description, double min = 0) =>
        Add(path, new ListKind<double>(new DurationKind(new NumberRange(min, double.MaxValue)), 0, int.MaxValue), milliseconds, description);

    /// <summary>The map whose entries the keys belong to; null for keys of their own.</summary>
    private protected virtual ConfigurationMap? Map => null;

    private protected abstract void Reserve(HoconPath path);

    private ConfigurationKey<T> Add<T>(string path, ValueKind<T> kind, T value, string description)
    {
        HoconPath parsed = HoconPath.Parse(path);
        var key = new ConfigurationKey<T>(parsed, kind, value, description, Map);
        HoconValue written = HoconParser.Parse($"v = {key.DefaultText}", $"default of {path}").Find("v")!;
        if (key.Read(written, out _) is { } problem)
        {
            throw new ArgumentException($"key '{path}': found the default {problem}, expected {kind.Expected}", nameof(value));
        }

        Reserve(parsed);
        _keys.Add(key);
        return key;
    }
}
#pragma warning restore CA1720
