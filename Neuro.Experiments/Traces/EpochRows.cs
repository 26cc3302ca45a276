using Neuro.Experiments.Results;
using Neuro.Runtime.Observing;

namespace Neuro.Experiments.Traces;

/// <summary>Writes what is known after an epoch as rows of <c>metrics</c>, <c>alignment</c> and <c>traffic</c>.</summary>
internal static class EpochRows
{
    /// <summary>A row of <c>metrics</c>.</summary>
    /// <param name="table">The table.</param>
    /// <param name="metrics">What is known.</param>
    /// <param name="trials">Trials run by then, by each replica.</param>
    public static void WriteMetrics(TableWriter table, EpochMetrics metrics, long trials)
    {
        var part = table.Part;
        part.Column<int>("epoch").Append(metrics.Epoch);
        part.Column<long>("trials").Append(trials);
        part.Column<double>("loss").Append(metrics.Loss);
        part.Column<double>("learning_accuracy").Append(metrics.OnlineAccuracy);
        part.Column<double>("train_accuracy").AppendOptional(metrics.TrainAccuracy);
        part.Column<double>("validation_accuracy").AppendOptional(metrics.ValidationAccuracy);
        part.Column<double>("validation_loss").AppendOptional(metrics.ValidationLoss);
        part.Column<double>("test_accuracy").Append(metrics.TestAccuracy);
        part.Column<double>("seconds").Append(metrics.Seconds);
        part.Column<double>("samples_per_second").Append(metrics.SamplesPerSecond);
        table.EndRows();
    }

    /// <summary>A row of <c>alignment</c> for each hidden layer.</summary>
    /// <param name="table">The table.</param>
    /// <param name="metrics">What is known.</param>
    public static void WriteAlignment(TableWriter table, EpochMetrics metrics)
    {
        if (metrics.Layers.Count == 0)
        {
            return;
        }

        var part = table.Part;
        foreach (var layer in metrics.Layers)
        {
            part.Column<int>("epoch").Append(metrics.Epoch);
            part.Column<string>("layer").Append(layer.Name);
            part.Column<double>("alignment").AppendOptional(layer.Alignment);
            part.Column<double>("error_ratio").AppendOptional(layer.ErrorRatio);
            part.Column<double>("cancellation").AppendOptional(layer.Cancellation);
            part.Column<double>("mimicry").AppendOptional(layer.Mimicry);
            part.Column<double>("forward_distance").AppendOptional(layer.ForwardDistance);
            part.Column<double>("feedback_distance").AppendOptional(layer.FeedbackDistance);
            part.Column<double>("prediction_speed").AppendOptional(layer.PredictionSpeed);
            part.Column<double>("nudging_speed").AppendOptional(layer.NudgingSpeed);
            part.Column<double>("loop_gain").AppendOptional(layer.LoopGain);
            part.Column<double>("asymmetry").AppendOptional(layer.Asymmetry);
            part.Column<double>("update_alignment").AppendOptional(layer.UpdateAlignment);
            part.Column<double>("update_ratio").AppendOptional(layer.UpdateRatio);
            part.Column<double>("feedback_angle").AppendOptional(layer.FeedbackAngle);
            part.Column<double>("inverse_angle").AppendOptional(layer.InverseAngle);
            part.Column<double>("condition").AppendOptional(layer.Condition);
        }

        table.EndRows();
    }

    /// <summary>A row of <c>traffic</c> for each projection and phase.</summary>
    /// <param name="table">The table.</param>
    /// <param name="epoch">Epochs done.</param>
    /// <param name="before">Counts of the run before the epoch, in the same order; empty for none.</param>
    /// <param name="after">Counts of the run after it.</param>
    public static void WriteTraffic(TableWriter table, int epoch, IReadOnlyList<ProjectionTraffic> before, IReadOnlyList<ProjectionTraffic> after)
    {
        var part = table.Part;
        for (var i = 0; i < after.Count; i++)
        {
            var (was, now) = (before.ElementAtOrDefault(i), after[i]);
            part.Column<int>("epoch").Append(epoch);
            part.Column<string>("projection").Append(now.Projection);
            part.Column<string>("phase").Append(now.Phase);
            part.Column<long>("messages").Append(now.Messages - (was?.Messages ?? 0));
            part.Column<long>("events").Append(now.Events - (was?.Events ?? 0));
            part.Column<long>("signal_events").Append(now.SignalEvents - (was?.SignalEvents ?? 0));
            part.Column<long>("bytes").Append(now.Bytes - (was?.Bytes ?? 0));
            part.Column<long>("synaptic_operations").Append(now.SynapticOperations - (was?.SynapticOperations ?? 0));
            part.Column<long>("dense_synaptic_operations").Append(now.DenseSynapticOperations - (was?.DenseSynapticOperations ?? 0));
            part.Column<long>("multiply_adds").Append(now.MultiplyAdds - (was?.MultiplyAdds ?? 0));
        }

        table.EndRows();
    }
}
