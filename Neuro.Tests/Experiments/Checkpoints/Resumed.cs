using System.Text.Json;
using Neuro.Tests.Experiments.Command;

namespace Neuro.Tests.Experiments.Checkpoints;

/// <summary>A run that is killed at a checkpoint, as far as its folder tells, and goes on.</summary>
internal static class Resumed
{
    /// <summary>What must be as if the run had never been cut.</summary>
    private static readonly string[] Fields =
    [
        "epochs", "trainAccuracy", "validationAccuracy", "testAccuracy", "bestTestAccuracy", "loss", "stateHash", "crashes", "events", "synapticOperations", "bytes", "multiplyAdds", "layers", "reads", "traffic",
    ];

    /// <summary>Fields that shards count each by themselves.</summary>
    private static readonly string[] PerShard = ["bytes", "multiplyAdds", "reads", "traffic"];

    /// <summary>All that must be the same, in words.</summary>
    /// <param name="record">The record of a run.</param>
    /// <param name="shards">Whether runs of other divisions are compared.</param>
    public static string Outcome(JsonElement record, bool shards = false)
    {
        var result = record.GetProperty("result");
        var history = record.GetProperty("history").EnumerateArray().Select(epoch => string.Join(' ', epoch.EnumerateObject()
            .Where(field => field.Name is not ("seconds" or "samplesPerSecond")).Select(field => $"{field.Name}={field.Value.GetRawText()}")));
        return string.Join('\n', [.. Fields.Where(name => !shards || !PerShard.Contains(name)).Select(name => $"{name}={JsonSerializer.Serialize(result.GetProperty(name))}"), .. history]);
    }

    /// <summary>Interrupts a run at about the n-th time that it tells something, so that it ends where it happens to be.</summary>
    public static void InterruptAfterLines(this Invocation neuro, int lines) => neuro.OnLine = _ =>
    {
        if (--lines == 0)
        {
            neuro.Interrupt();
        }
    };

    /// <summary>Copies a folder, as it is now: what a kill at this moment would leave.</summary>
    public static void Copy(string from, string to)
    {
        foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories).Where(file => Path.GetFileName(file) != ".claim"))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target, overwrite: true);
        }
    }
}
