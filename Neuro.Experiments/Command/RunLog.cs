using Neuro.Experiments.Results;
using Serilog;
using Serilog.Core;
using Serilog.Formatting.Json;

namespace Neuro.Experiments.Command;

/// <summary>The log of a run: all of it in the run's folder, one JSON object a line with the rendered message; warnings on the console, too.</summary>
internal sealed class RunLog : IDisposable
{
    private readonly Logger _logger;

    private RunLog(Logger logger) => _logger = logger;

    /// <summary>Takes what is to be logged.</summary>
    public ILogger Logger => _logger;

    /// <summary>Opens the log.</summary>
    public static RunLog Open(RunFolder folder, CommandContext context) => new(new LoggerConfiguration()
        .WriteTo.File(new JsonFormatter(closingDelimiter: null, renderMessage: true), folder.Log)
        .WriteTo.Logger(warnings => context.WriteWarnings(warnings.Filter.ByIncludingOnly(e => e.Level == Serilog.Events.LogEventLevel.Warning).WriteTo))
        .CreateLogger());

    /// <summary>Closes the log. What a full disk does not take any more is left out: whatever failed because of it has been told by then.</summary>
    public void Dispose()
    {
        try
        {
            _logger.Dispose();
        }
        catch (IOException)
        {
            // The failure that ends the run is not to be replaced by that of its log.
        }
    }
}
