using System.Text.Json;
using Neuro.Runtime.Observing;

namespace Neuro.Experiments.Results;

/// <summary>Writes results as JSON, with the names that scripts depend on. What is missing or not finite is null.</summary>
internal static class ResultWriter
{
    /// <summary>Writes the fields of a result, without the history of its epochs.</summary>
    /// <param name="writer">Stands in an object.</param>
    /// <param name="result">The result.</param>
    /// <param name="run">The folder of the run.</param>
    public static void WriteFields(Utf8JsonWriter writer, RunResult result, string run)
    {
        writer.WriteString("experiment", result.Experiment);
        writer.WriteString("dataset", result.DataSet);
        writer.WriteNumber("seed", result.Seed);
        writer.WriteNumber("epochs", result.Epochs);
        Number(writer, "trainAccuracy", result.TrainAccuracy);
        Number(writer, "validationAccuracy", result.ValidationAccuracy);
        Number(writer, "testAccuracy", result.TestAccuracy);
        Number(writer, "bestTestAccuracy", result.BestTestAccuracy);
        Number(writer, "loss", result.Loss);
        Number(writer, "seconds", result.Seconds);
        Number(writer, "samplesPerSecond", result.SamplesPerSecond);
        writer.WriteString("stateHash", result.StateHash);
        writer.WriteString("schedule", result.Schedule);
        writer.WriteNumber("workers", result.Workers);
        writer.WriteNumber("replicas", result.Replicas);
        writer.WriteBoolean("interrupted", result.Interrupted);
        writer.WriteNumber("crashes", result.Crashes);
        writer.WriteNumber("trialsRepeated", result.TrialsRepeated);
        writer.WriteBoolean("replayable", result.Replayable);
        writer.WriteString("run", run);
        writer.WriteNumber("events", result.Traffic.Events);
        writer.WriteNumber("synapticOperations", result.Traffic.SynapticOperations);
        writer.WriteNumber("denseSynapticOperations", result.Traffic.DenseSynapticOperations);
        writer.WriteNumber("bytes", result.Traffic.Bytes);
        writer.WriteNumber("multiplyAdds", result.Traffic.MultiplyAdds);
        Number(writer, "energyEstimateJoules", result.EnergyEstimate);
        WriteLayers(writer, result.Layers);
        WriteReads(writer, result.Reads);
        WriteStaleness(writer, result.Staleness);
        WriteTraffic(writer, result.Traffic.Rows);
        WritePopulations(writer, result.Populations);
    }

    /// <summary>Writes what is known after an epoch, as an object.</summary>
    public static void WriteEpoch(Utf8JsonWriter writer, EpochMetrics metrics)
    {
        writer.WriteStartObject();
        writer.WriteNumber("epoch", metrics.Epoch);
        Number(writer, "loss", metrics.Loss);
        Number(writer, "onlineAccuracy", metrics.OnlineAccuracy);
        Number(writer, "trainAccuracy", metrics.TrainAccuracy);
        Number(writer, "validationAccuracy", metrics.ValidationAccuracy);
        Number(writer, "validationLoss", metrics.ValidationLoss);
        Number(writer, "testAccuracy", metrics.TestAccuracy);
        Number(writer, "seconds", metrics.Seconds);
        Number(writer, "samplesPerSecond", metrics.SamplesPerSecond);
        WriteLayers(writer, metrics.Layers);
        writer.WriteEndObject();
    }

    private static void WriteLayers(Utf8JsonWriter writer, IReadOnlyList<LayerMeasures> layers)
    {
        writer.WriteStartArray("layers");
        foreach (var layer in layers)
        {
            writer.WriteStartObject();
            writer.WriteString("name", layer.Name);
            Number(writer, "alignment", layer.Alignment);
            Number(writer, "errorRatio", layer.ErrorRatio);
            Number(writer, "cancellation", layer.Cancellation);
            Number(writer, "mimicry", layer.Mimicry);
            Number(writer, "forwardDistance", layer.ForwardDistance);
            Number(writer, "feedbackDistance", layer.FeedbackDistance);
            Number(writer, "predictionSpeed", layer.PredictionSpeed);
            Number(writer, "nudgingSpeed", layer.NudgingSpeed);
            Number(writer, "loopGain", layer.LoopGain);
            Number(writer, "asymmetry", layer.Asymmetry);
            Number(writer, "updateAlignment", layer.UpdateAlignment);
            Number(writer, "updateRatio", layer.UpdateRatio);
            Number(writer, "feedbackAngle", layer.FeedbackAngle);
            Number(writer, "inverseAngle", layer.InverseAngle);
            Number(writer, "condition", layer.Condition);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteStaleness(Utf8JsonWriter writer, IReadOnlyList<UpdateStaleness> layers)
    {
        writer.WriteStartArray("updateStaleness");
        foreach (var layer in layers)
        {
            writer.WriteStartObject();
            writer.WriteString("layer", layer.Layer);
            Number(writer, "mean", layer.Mean);
            writer.WriteStartArray("updates");
            foreach (var count in layer.Updates)
            {
                writer.WriteNumberValue(count);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteReads(Utf8JsonWriter writer, IReadOnlyList<ReadStatistics> reads)
    {
        writer.WriteStartArray("reads");
        foreach (var read in reads)
        {
            writer.WriteStartObject();
            writer.WriteString("projection", read.Projection);
            writer.WriteNumber("delay", read.Delay);
            writer.WriteNumber("reads", read.Reads);
            Number(writer, "meanStaleness", read.MeanStaleness);
            writer.WriteNumber("different", read.Different);
            writer.WriteNumber("signalsLost", read.SignalsLost);
            writer.WriteNumber("duplicates", read.Duplicates);
            writer.WriteStartArray("staleness");
            foreach (var count in read.Staleness.Take(read.Staleness.ToList().FindLastIndex(c => c > 0) + 1))
            {
                writer.WriteNumberValue(count);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteTraffic(Utf8JsonWriter writer, IReadOnlyList<ProjectionTraffic> rows)
    {
        writer.WriteStartArray("traffic");
        foreach (var row in rows)
        {
            writer.WriteStartObject();
            writer.WriteString("projection", row.Projection);
            writer.WriteString("phase", row.Phase);
            writer.WriteNumber("messages", row.Messages);
            writer.WriteNumber("events", row.Events);
            writer.WriteNumber("signalEvents", row.SignalEvents);
            writer.WriteNumber("bytes", row.Bytes);
            writer.WriteNumber("synapticOperations", row.SynapticOperations);
            writer.WriteNumber("denseSynapticOperations", row.DenseSynapticOperations);
            writer.WriteNumber("multiplyAdds", row.MultiplyAdds);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WritePopulations(Utf8JsonWriter writer, IReadOnlyList<PopulationTiming> populations)
    {
        writer.WriteStartArray("populations");
        foreach (var timing in populations)
        {
            writer.WriteStartObject();
            writer.WriteString("name", timing.Population);
            Number(writer, "stepsPerSecond", timing.StepsPerSecond);
            Number(writer, "waiting", timing.Waiting);
            if (timing.Compute is not null)
            {
                Number(writer, "compute", timing.Compute);
                Number(writer, "deliver", timing.Deliver);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void Number(Utf8JsonWriter writer, string name, double? value)
    {
        if (value is { } number && double.IsFinite(number))
        {
            writer.WriteNumber(name, number);
        }
        else
        {
            writer.WriteNull(name);
        }
    }
}
