using System.CommandLine;
using Neuro.Experiments.Configuration;
using Neuro.Experiments.Data;
using Neuro.Experiments.Running;

namespace Neuro.Experiments.Command;

/// <summary>The argument and the options from which a configuration is made. Each option but <c>--set</c> is a short form of one key.</summary>
internal sealed class ConfigurationOptions
{
    private static readonly string[] Extensions = [".conf", ".json", ".properties"];

    private readonly Argument<string> _experiment = new("EXPERIMENT")
    {
        HelpName = "EXPERIMENT|FILE.conf",
        Description = "An experiment ('neuro list' names them), or a configuration file of one's own, which may include one.",
    };

    private readonly Option<string[]> _set = new("--set")
    {
        HelpName = "KEY=VALUE",
        Description = "Sets any key ('neuro show EXPERIMENT' tells them); may be repeated. A list is written [a, b].",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly List<(Option<string[]> Option, ConfigurationKey Key)> _short = [];

    /// <summary>Adds the argument and the options to a verb.</summary>
    /// <param name="verb">The verb.</param>
    /// <param name="recorded">Whether the configuration is that of a recorded run, and not of an experiment.</param>
    public ConfigurationOptions(System.CommandLine.Command verb, bool recorded = false)
    {
        if (!recorded)
        {
            verb.Add(_experiment);
        }

        Short("--dataset", "NAME", NeuroKeys.DataSet);
        Short("--data", "DIR", NeuroKeys.DataRoot);
        Short("--epochs", "N", NeuroKeys.Epochs);
        Short("--seed", "N", NeuroKeys.Seed);
        Short("--batch", "N", NeuroKeys.Batch);
        Short("--workers", "N", NeuroKeys.Workers);
        Short("--schedule", "KIND", NeuroKeys.Schedule);
        Short("--slack", "N", NeuroKeys.Slack);
        Short("--shards", "N", NeuroKeys.Shards);
        Short("--limit", "N", NeuroKeys.Limit);
        Short("--out", "DIR", NeuroKeys.Out);
        foreach (var (option, _) in _short)
        {
            verb.Add(option);
        }

        verb.Add(_set);
    }

    /// <summary>The configuration that a command line asks for.</summary>
    /// <exception cref="ConfigurationException">The experiment is unknown, or a value is wrong.</exception>
    public NamedSettings Resolve(ParseResult parsed, Func<string, string?> environment)
    {
        var (name, layers) = Layers(parsed, environment);
        return new NamedSettings(name, layers.Resolve(environment));
    }

    /// <summary>The name of the experiment and all that the command line says of its configuration, to which more can be added.</summary>
    /// <exception cref="ConfigurationException">The experiment is unknown, or an assignment is malformed.</exception>
    public (string Name, ConfigurationLayers Layers) Layers(ParseResult parsed, Func<string, string?> environment)
    {
        var (name, file) = Source(parsed.GetRequiredValue(_experiment));
        return (name, Add(new ConfigurationLayers(NeuroKeys.Schema).AddFile(file, ExperimentFiles.Options), parsed, environment));
    }

    /// <summary>What a command line makes of the configuration of a recorded run.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="recorded">The configuration, as JSON.</param>
    /// <param name="file">The file that it comes from.</param>
    /// <param name="environment">Looks up environment variables.</param>
    /// <exception cref="ConfigurationException">A value is wrong.</exception>
    public Settings Resolve(ParseResult parsed, string recorded, string file, Func<string, string?> environment) =>
        Add(new ConfigurationLayers(NeuroKeys.Schema).AddText(recorded, file), parsed, environment).Resolve(environment);

    private ConfigurationLayers Add(ConfigurationLayers layers, ParseResult parsed, Func<string, string?> environment)
    {
        if (environment(DataSetLocator.Variable) is { Length: > 0 } root)
        {
            layers.AddVariable(DataSetLocator.Variable, NeuroKeys.DataRoot, root);
        }

        foreach (var assignment in parsed.GetValue(_set) ?? [])
        {
            layers.AddSet(assignment);
        }

        foreach (var (option, key) in _short)
        {
            // Given twice, the last counts, as it does for --set.
            if (parsed.GetValue(option) is [.., var text])
            {
                layers.AddOption(option.Name, key, text);
            }
        }

        return layers;
    }

    private static (string Name, string File) Source(string given)
    {
        if (ExperimentCatalogue.Names.Contains(given))
        {
            return (given, ExperimentFiles.Embedded(given));
        }

        if (Array.Exists(Extensions, extension => given.EndsWith(extension, StringComparison.Ordinal)))
        {
            return (Path.GetFileNameWithoutExtension(given), given);
        }

        var nearest = Spelling.Nearest(given, ExperimentCatalogue.Names);
        throw new ConfigurationException(
            $"found unknown experiment '{given}', expected one of {string.Join(", ", ExperimentCatalogue.Names)}, or a file that ends in .conf"
            + (nearest is null ? string.Empty : $" (nearest: {nearest})"));
    }

    private void Short(string name, string value, ConfigurationKey key) =>
        _short.Add((new Option<string[]>(name)
        {
            HelpName = value,
            Description = $"{key.Description} Short for {key.Path}.",
            Arity = ArgumentArity.OneOrMore,
        }, key));
}
