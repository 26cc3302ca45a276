using Neuro.Experiments.Parquet;

namespace Neuro.Experiments.Traces;

/// <summary>Appends values that may be absent.</summary>
internal static class ColumnAppenderExtensions
{
    /// <summary>Appends a value, or null.</summary>
    public static void AppendOptional(this ColumnAppender<double> column, double? value)
    {
        if (value is { } number)
        {
            column.Append(number);
        }
        else
        {
            column.AppendNulls(1);
        }
    }
}
