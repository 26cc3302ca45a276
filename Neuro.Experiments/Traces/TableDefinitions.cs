using Neuro.Experiments.Parquet;
using Neuro.Runtime.Observing;

namespace Neuro.Experiments.Traces;

/// <summary>The tables that a run may write.</summary>
internal static class TableDefinitions
{
    /// <summary>Loss and accuracies.</summary>
    public static TableDefinition Metrics { get; } = new(TraceTableName.Metrics,
    [
        Number("epoch"), Large("trials"), Real("loss"), Real("learning_accuracy"), Real("train_accuracy", optional: true), Real("validation_accuracy", optional: true),
        Real("validation_loss", optional: true), Real("test_accuracy"), Real("seconds"), Real("samples_per_second"),
    ]);

    /// <summary>Measures of the hidden layers.</summary>
    public static TableDefinition Alignment { get; } = new(TraceTableName.Alignment,
    [
        Number("epoch"), Word("layer"), .. ((string[])
        [
            "alignment", "error_ratio", "cancellation", "mimicry", "forward_distance", "feedback_distance", "prediction_speed", "nudging_speed", "loop_gain", "asymmetry",
            "update_alignment", "update_ratio", "feedback_angle", "inverse_angle", "condition",
        ]).Select(name => Real(name, optional: true)),
    ]);

    /// <summary>Activity of units.</summary>
    public static TableDefinition Activity { get; } = new(TraceTableName.Activity,
    [
        new("trial", ColumnType.Int64, ColumnEncoding.Dictionary), Same("step"), Word("phase"), Word("population"), Number("sample"), Number("unit"),
        .. Enum.GetValues<ActivityVariable>().Select(variable => new Column(ColumnOf(variable), ColumnType.Float, ColumnEncoding.Plain, Optional: true)),
    ]);

    /// <summary>What reads have chosen.</summary>
    public static TableDefinition Schedule { get; } = new(TraceTableName.Schedule,
    [
        Same("replica"), Word("projection"), Same("target_shard"), Same("source_shard"), Large("first_step"), Large("steps"), Large("offset"),
    ]);

    /// <summary>What was sent and computed.</summary>
    public static TableDefinition Traffic { get; } = new(TraceTableName.Traffic,
    [
        Number("epoch"), Word("projection"), Word("phase"), Large("messages"), Large("events"), Large("signal_events"), Large("bytes"), Large("synaptic_operations"),
        Large("dense_synaptic_operations"), Large("multiply_adds"),
    ]);

    /// <summary>Norms of weights.</summary>
    public static TableDefinition Weights { get; } = new(TraceTableName.Weights,
    [
        Number("epoch"), Word("projection"), Real("norm"), Real("bias_norm"), Real("largest"), Real("change", optional: true),
    ]);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<TableDefinition> All { get; } = [Metrics, Alignment, Activity, Schedule, Traffic, Weights];

    /// <summary>The column of a variable.</summary>
    public static string ColumnOf(ActivityVariable variable) => variable.ToString().ToLowerInvariant();

    /// <summary>A number that is the same in many rows in a row.</summary>
    private static Column Same(string name) => new(name, ColumnType.Int32, ColumnEncoding.Dictionary);

    private static Column Number(string name) => new(name, ColumnType.Int32, ColumnEncoding.Delta);

    private static Column Large(string name) => new(name, ColumnType.Int64, ColumnEncoding.Delta);

    private static Column Word(string name) => new(name, ColumnType.String, ColumnEncoding.Dictionary);

    private static Column Real(string name, bool optional = false) => new(name, ColumnType.Double, ColumnEncoding.Plain, optional);
}
