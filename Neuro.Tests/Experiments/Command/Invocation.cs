using System.Text.Json;
using Neuro.Experiments.Command;
using Neuro.Tests.Experiments.Data;

namespace Neuro.Tests.Experiments.Command;

/// <summary>Runs the command in this process, with a folder of its own for runs and data.</summary>
internal sealed class Invocation : IDisposable
{
    /// <summary>A network so small that a test of it is quick.</summary>
    public static readonly string[] Tiny = ["--set", "model.hidden=[20]", "--set", "measure.samples=20", "--limit", "500", "--epochs", "2", "--workers", "1"];

    private readonly CancellationTokenSource _cancellation = new();

    public TemporaryFolder Folder { get; } = new();

    public Dictionary<string, string> Environment { get; } = [];

    public StringWriter Error { get; } = new();

    /// <summary>Is told each line of the output as it is written.</summary>
    public Action<string>? OnLine { get; set; }

    public LineWriter Output { get; private set; } = new(null);

    public string Runs => Path.Combine(Folder.Path, "runs");

    /// <summary>The folders of runs, hidden ones too.</summary>
    public string[] RunFolders => Directory.Exists(Runs) ? [.. Directory.GetDirectories(Runs).Order(StringComparer.Ordinal)] : [];

    public string LastLine => Output.Lines[^1];

    public string ErrorText => Error.ToString();

    public void Interrupt() => _cancellation.Cancel();

    public int Invoke(params IEnumerable<string> args)
    {
        Output = new LineWriter(OnLine);
        return NeuroCommand.Run([.. args], name => Environment.GetValueOrDefault(name), Output, Error, new FixedTime(), _cancellation.Token);
    }

    /// <summary>Runs an experiment, tiny, into the folder for runs.</summary>
    public int RunTiny(string experiment, params IEnumerable<string> args) => Invoke(["run", experiment, .. Tiny, "--out", Runs, .. args]);

    public JsonElement Json() => JsonDocument.Parse(LastLine).RootElement;

    public JsonElement Record(int run = 0) => JsonDocument.Parse(File.ReadAllText(Path.Combine(RunFolders[run], "run.json"))).RootElement;

    public void Dispose()
    {
        _cancellation.Dispose();
        Folder.Dispose();
    }
}
