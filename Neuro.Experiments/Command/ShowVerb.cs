using System.CommandLine;
using System.CommandLine.Invocation;
using Neuro.Experiments.Configuration;
using Neuro.Experiments.Running;

namespace Neuro.Experiments.Command;

/// <summary><c>neuro show</c>.</summary>
internal static class ShowVerb
{
    public static System.CommandLine.Command Create(CommandContext context)
    {
        var verb = new System.CommandLine.Command("show", "The resolved configuration: each value with its unit and where it came from.");
        var options = new ConfigurationOptions(verb);
        var json = Options.Json();
        verb.Add(json);
        verb.SetAction(parsed => Print(context, options.Resolve(parsed, context.Environment), parsed.GetValue(json)));

        verb.Add(new Option<bool>("--reference")
        {
            Description = "Instead, the reference file: every key with its default, unit and range.",
            Action = new ReferenceAction(context.Output),
        });
        return verb;
    }

    private static int Print(CommandContext context, NamedSettings named, bool json)
    {
        if (json)
        {
            context.Output.WriteLine(JsonLine.Write(writer =>
            {
                writer.WriteString("experiment", named.Name);
                writer.WritePropertyName("configuration");
                writer.WriteRawValue(named.Settings.Tree.ToJson(indented: false));
            }));
            return ExitCode.Done;
        }

        var table = new TextTable("key", "value", "expected", "from");
        foreach (var setting in named.Settings.All)
        {
            table.Add(setting.Path, setting.Text, setting.Key.Expected, setting.Provenance.Kind == ProvenanceKind.Reference ? "default" : setting.Provenance.Text);
        }

        table.Write(context);
        return ExitCode.Done;
    }

    /// <summary>Needs no experiment, as help needs none.</summary>
    private sealed class ReferenceAction(TextWriter output) : SynchronousCommandLineAction
    {
        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult)
        {
            output.Write(NeuroKeys.Schema.RenderReference());
            return ExitCode.Done;
        }
    }
}
