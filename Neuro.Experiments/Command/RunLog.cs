using Neuro.Experiments.Results;
using Serilog;
using Serilog.Core;
using Serilog.Formatting.Json;

namespace Neuro.Experiments.Command;

/// <summary>The log of a run: all of it in the run's folder, one JSON object a line with the rendered message; warnings on the console, too.</summary>
internal static class RunLog
{
    /// <summary>Opens the log.</summary>
    public static Logger Open(RunFolder folder, CommandContext context) => new LoggerConfiguration()
        .WriteTo.File(new JsonFormatter(closingDelimiter: null, renderMessage: true), folder.Log)
        .WriteTo.Logger(warnings => context.WriteWarnings(warnings.Filter.ByIncludingOnly(e => e.Level == Serilog.Events.LogEventLevel.Warning).WriteTo))
        .CreateLogger();
}
