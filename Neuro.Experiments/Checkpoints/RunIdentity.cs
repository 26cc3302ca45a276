using System.Security.Cryptography;
using System.Text;
using Neuro.Experiments.Configuration;
using Neuro.Experiments.Data;
using Neuro.Experiments.Running;

namespace Neuro.Experiments.Checkpoints;

/// <summary>What decides the bits of a run: its configuration, but for what only says how it is carried out, and its data.</summary>
internal static class RunIdentity
{
    /// <summary>Keys that may change when a run goes on: none of them changes a bit.</summary>
    private static readonly ConfigurationKey[] Free =
    [
        NeuroKeys.Workers, NeuroKeys.Out, NeuroKeys.DataRoot, NeuroKeys.Watchdog, NeuroKeys.Timing, NeuroKeys.Crash, NeuroKeys.SnapshotEvery, NeuroKeys.CheckpointEvery, NeuroKeys.CheckpointKeep,
    ];

    /// <summary>Whether a key may change when a run goes on.</summary>
    /// <param name="key">The key.</param>
    /// <param name="settings">The configuration: where populations race, they race shard by shard.</param>
    public static bool IsFree(ConfigurationKey key, Settings settings) =>
        Free.Contains(key) || (key == NeuroKeys.Shards && settings.Get(NeuroKeys.Schedule) != "live");

    /// <summary>The hash of all else, as 64 hexadecimal digits.</summary>
    /// <param name="settings">The configuration.</param>
    /// <param name="data">The data.</param>
    public static string Of(Settings settings, DataSet data)
    {
        // As it is read again from the record of the run, however it was written at first.
        var plain = new ConfigurationLayers(NeuroKeys.Schema).AddText(settings.Tree.ToJson(indented: false), "the configuration").Resolve();
        var lines = NeuroKeys.Schema.Keys.Where(key => !IsFree(key, plain)).Select(key => $"{key.Path}={plain.Find(key).Text.Trim('"')}")
            .Concat(data.Checksums.Select(checksum => checksum.ContentSha256));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', lines))));
    }
}
