namespace Neuro.Experiments.Command;

/// <summary><c>neuro trace</c>.</summary>
internal static class TraceVerb
{
    public static System.CommandLine.Command Create(CommandContext context) => new("trace", "Looks into the tables of a run, from its files alone: what there is, rows, exports, figures.")
    {
        TraceInfoVerb.Create(context),
        TraceHeadVerb.Create(context),
        TraceExportVerb.Create(context),
        TracePlotVerb.Create(context),
    };
}
