using System.Text.Json;

namespace Neuro.Experiments.Reports;

/// <summary>What <c>run.json</c> tells of tables that were not recorded, or whose last part was lost with a killed run.</summary>
internal static class RecordTables
{
    /// <summary>Columns of the table <c>metrics</c> and their names in the record.</summary>
    private static readonly (string Column, string Name)[] Metrics =
    [
        ("loss", "loss"), ("learning_accuracy", "onlineAccuracy"), ("train_accuracy", "trainAccuracy"), ("validation_accuracy", "validationAccuracy"),
        ("test_accuracy", "testAccuracy"), ("seconds", "seconds"), ("samples_per_second", "samplesPerSecond"),
    ];

    private static readonly (string Column, string Name)[] Measures =
    [
        ("alignment", "alignment"), ("error_ratio", "errorRatio"), ("cancellation", "cancellation"), ("mimicry", "mimicry"), ("forward_distance", "forwardDistance"),
        ("feedback_distance", "feedbackDistance"), ("prediction_speed", "predictionSpeed"), ("nudging_speed", "nudgingSpeed"), ("loop_gain", "loopGain"), ("asymmetry", "asymmetry"),
        ("update_alignment", "updateAlignment"), ("update_ratio", "updateRatio"), ("feedback_angle", "feedbackAngle"), ("inverse_angle", "inverseAngle"), ("condition", "condition"),
    ];

    private static readonly (string Column, string Name)[] Counts =
    [
        ("messages", "messages"), ("events", "events"), ("signal_events", "signalEvents"), ("bytes", "bytes"), ("synaptic_operations", "synapticOperations"),
        ("dense_synaptic_operations", "denseSynapticOperations"), ("multiply_adds", "multiplyAdds"),
    ];

    /// <summary>Loss and accuracies by epoch.</summary>
    /// <param name="record">The record of the run.</param>
    public static TableData? MetricsOf(JsonElement record) => Table(Epochs(record).Select(epoch => (epoch, epoch)), Metrics, []);

    /// <summary>Measures by epoch and layer.</summary>
    /// <param name="record">The record of the run.</param>
    public static TableData? AlignmentOf(JsonElement record) => Table(
        Epochs(record).SelectMany(epoch => Items(epoch, "layers").Select(layer => (epoch, layer))), Measures, [("layer", "name")]);

    /// <summary>Counts by projection and phase of all epochs together, whose epoch is therefore missing.</summary>
    /// <param name="record">The record of the run.</param>
    public static TableData? TrafficOf(JsonElement record) => record.TryGetProperty("result", out var result) && result.ValueKind == JsonValueKind.Object
        ? Table(Items(result, "traffic").Select(row => (default(JsonElement), row)), Counts, [("projection", "projection"), ("phase", "phase")])
        : null;

    private static IEnumerable<JsonElement> Epochs(JsonElement record) => Items(record, "history");

    private static IEnumerable<JsonElement> Items(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array ? list.EnumerateArray() : [];

    private static TableData? Table(
        IEnumerable<(JsonElement Epoch, JsonElement Row)> source, (string Column, string Name)[] numbers, (string Column, string Name)[] words)
    {
        var rows = source.ToList();
        if (rows.Count == 0)
        {
            return null;
        }

        var columns = new Dictionary<string, IReadOnlyList<double>> { ["epoch"] = [.. rows.Select(row => Number(row.Epoch, "epoch"))] };
        foreach (var (column, name) in numbers)
        {
            columns[column] = [.. rows.Select(row => Number(row.Row, name))];
        }

        var texts = new Dictionary<string, IReadOnlyList<string>>();
        foreach (var (column, name) in words)
        {
            texts[column] = [.. rows.Select(row => row.Row.GetProperty(name).GetString() ?? string.Empty)];
        }

        return new TableData(rows.Count, columns, texts);
    }

    private static double Number(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : double.NaN;
}
