using Neuro.Experiments.Hocon;

namespace Neuro.Experiments.Configuration;

/// <summary>A configuration that cannot be used. The command ends with <see cref="ExitCode"/>.</summary>
public class ConfigurationException : Exception
{
    /// <summary>The exit code of the command for wrong usage, configuration or data.</summary>
    public const int ExitCode = 2;

    /// <summary>An error without a message.</summary>
    public ConfigurationException()
    {
    }

    /// <summary>An error.</summary>
    /// <param name="message">Where, what was found, what was expected.</param>
    public ConfigurationException(string message)
        : base(message)
    {
    }

    /// <summary>An error with a cause.</summary>
    /// <param name="message">Where, what was found, what was expected.</param>
    /// <param name="innerException">The cause.</param>
    public ConfigurationException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>The key that is wrong; empty when the text as a whole is.</summary>
    public string Key { get; private init; } = string.Empty;

    /// <summary>Where it was written, such as <c>file:line:column</c>; empty when unknown.</summary>
    public string Where { get; private init; } = string.Empty;

    internal static ConfigurationException At(Provenance where, string key, string found, string expected) =>
        new($"{where}: key '{key}': found {found}, expected {expected}") { Key = key, Where = where.ToString() };

    internal static ConfigurationException From(HoconException e) => new(e.Message, e) { Key = e.Path, Where = e.Origin.ToString() };
}
