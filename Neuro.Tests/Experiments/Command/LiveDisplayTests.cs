using Neuro.Experiments.Command;
using Neuro.Experiments.Running;
using Spectre.Console;

namespace Neuro.Tests.Experiments.Command;

public sealed class LiveDisplayTests : IDisposable
{
    private readonly Invocation _neuro = new();

    public void Dispose() => _neuro.Dispose();

    [Fact]
    public void Display_KeepsALineForEachEpoch_AndEndsWithTheSummary()
    {
        using var screen = new StringWriter();
        Assert.Equal(0, Run(screen, 100, ["run", "ghost-ma", .. Invocation.Tiny, "--out", _neuro.Runs]));
        var text = screen.ToString();
        Assert.Contains("epoch      loss  learning %  test %  samples/s  seconds  cancellation  alignment", text, StringComparison.Ordinal);
        Assert.Matches(@" {4}1 +\d", text);
        Assert.Matches(@" {4}2 +\d", text);
        Assert.Contains("samples/s, ", text, StringComparison.Ordinal);
        Assert.Contains("alignment", text[text.LastIndexOf("hidden1", StringComparison.Ordinal)..], StringComparison.Ordinal);
        Assert.Contains("\u001b[?25h", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Json_IsTheLastLine_OnATerminalToo()
    {
        using var screen = new StringWriter();
        Assert.Equal(0, Run(screen, 40, ["run", "ghost-ma", .. Invocation.Tiny, "--out", _neuro.Runs, "--json"]));
        Assert.StartsWith("{\"experiment\":\"ghost-ma\"", screen.ToString().TrimEnd().Split('\n')[^1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1000, "epoch loss learning % test % samples/s seconds cancellation alignment")]
    [InlineData(59, "epoch learning % test % cancellation alignment")]
    [InlineData(30, "epoch test % alignment")]
    [InlineData(3, "")]
    public void EpochLine_LeavesOutTheLeastImportantColumns(int width, string columns)
    {
        var line = new EpochLine(width);
        Assert.True(line.Heading.Length <= width);
        Assert.Equal(columns, string.Join(' ', line.Heading.Split(' ', StringSplitOptions.RemoveEmptyEntries)));
    }

    [Theory]
    [InlineData(0.5, 10, "0:10")]
    [InlineData(0.25, 30, "1:30")]
    [InlineData(0.001, 60, "16:39:00")]
    [InlineData(1, 60, "0:00")]
    [InlineData(0, 0, "unknown")]
    [InlineData(0, 5, "unknown")]
    public void TimeLeft_IsWhatTheRestTakesAtTheRateSoFar(double fraction, double elapsed, string left) =>
        Assert.Equal(left, LivePanel.Left(fraction, TimeSpan.FromSeconds(elapsed)));

    [Theory]
    [InlineData(20)]
    [InlineData(50)]
    [InlineData(200)]
    public void Panel_FitsAnyWidth(int width)
    {
        using var screen = new StringWriter();
        var terminal = Terminal(screen, width);
        terminal.Write(LivePanel.Draw(terminal, new RunProgress(3, 20, 500, 1000, 12345, 91.5), TimeSpan.FromSeconds(10), last: null));
        var lines = screen.ToString().TrimEnd('\n').Split('\n');
        Assert.Equal(3, lines.Length);
        Assert.All(lines, line => Assert.True(line.Length <= width, line));
    }

    private static IAnsiConsole Terminal(TextWriter screen, int width)
    {
        var terminal = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.Yes,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.Yes,
            Out = new AnsiConsoleOutput(screen),
        });
        terminal.Profile.Width = width;
        return terminal;
    }

    private int Run(StringWriter screen, int width, string[] args) =>
        NeuroCommand.Run(new CommandContext(args, _ => null, screen, _neuro.Error, TimeProvider.System, CancellationToken.None) { Terminal = Terminal(screen, width) });
}
