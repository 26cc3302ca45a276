using System.Text.Json.Nodes;
using Neuro.Experiments.Checkpoints;
using Neuro.Experiments.Configuration;
using Neuro.Experiments.Data;
using Neuro.Experiments.Numpy;
using Neuro.Experiments.Running;
using Neuro.Tests.Models;
using Neuro.Tests.Oracles;
using Neuro.Tests.Oracles.Layered;
using Neuro.Units.Losses;
using Neuro.Units.Populations;
using Neuro.Units.Specification;

namespace Neuro.Tests.Experiments.Reports;

/// <summary>The folder of a run of a layered network on the built-in digits, and the same network in plain loops.</summary>
internal sealed class LayeredRun
{
    private readonly Settings _settings;

    public LayeredRun(string root, string name, int seed, params IEnumerable<string> settings)
    {
        Run = new SampleRun(root, name, seed, "completed", settings).Save(record =>
        {
            record["experiment"] = name;
            record["data"]!["checksums"] = new JsonArray([.. Data.Checksums.Select(checksum => new JsonObject { ["contentSha256"] = checksum.ContentSha256 })]);
        });
        _settings = settings.Prepend($"run.seed={seed}").Aggregate(new ConfigurationLayers(NeuroKeys.Schema), (all, set) => all.AddSet(set)).Resolve();
        Network = NetworkConfiguration.Network(_settings, Data.Train.PixelsPerImage, Data.Train.Classes);
    }

    public static DataSet Data { get; } = DataSetLoader.Load("digits", null, _ => null);

    public SampleRun Run { get; }

    public NetworkSpec Network { get; }

    /// <summary>Weights as they are drawn from a seed.</summary>
    public WeightStore Draw(int seed) => WeightStore.Create(Network, (ulong)seed);

    /// <summary>Writes weights as those of an epoch.</summary>
    public void Write(int epoch, WeightStore weights)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Run.Folder, "matrices")).FullName;
        using var stream = File.Create(Path.Combine(folder, MatrixWriter.NameOf(epoch)));
        NpzFile.Write(stream, WeightArrays.Of(weights));
    }

    /// <summary>The network in double precision.</summary>
    public PlainLayers Plain(WeightStore weights)
    {
        var forward = Network.Projections.Where(p => p.Port == Port.Basal && !p.Target.StartsWith("auxiliary", StringComparison.Ordinal)).ToList();
        var net = new PlainLayers(Data.Train.PixelsPerImage, forward.Count - 1)
        {
            Rho = Rho.Named(_settings.Get(NeuroKeys.Activation).ToString()),
            OutputRho = Rho.Named(_settings.Get(NeuroKeys.OutputActivation).ToString()),
            Loss = _settings.Get(NeuroKeys.Loss) == Loss.SoftmaxCrossEntropy ? PlainLoss.SoftmaxCrossEntropy : PlainLoss.SquaredError,
        };
        foreach (var (at, projection) in forward.Index())
        {
            net.W[at + 1] = GhostPair.Rows(weights[projection.Name]);
            net.B[at + 1] = GhostPair.Bias(weights[projection.Name]);
        }

        return net;
    }

    public static double[] Input(ImageSet images, int image) => [.. images.Image(image).ToArray().Select(pixel => pixel / 255.0)];

    public static double[] OneHot(ImageSet images, int image) => [.. Enumerable.Range(0, images.Classes).Select(label => label == images.Labels[image] ? 1.0 : 0.0)];
}
