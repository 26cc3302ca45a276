using Neuro.Experiments.Numpy;
using Neuro.Tests.Experiments.Command;
using Neuro.Tests.Experiments.Numpy;

namespace Neuro.Tests.Experiments.Checkpoints;

/// <summary>Weights go out of a run and into another one.</summary>
public sealed class WeightFileTests : IDisposable
{
    private static readonly string[] Arrays =
    [
        "input-hidden1.weight float32 (20, 784)", "input-hidden1.bias float32 (20,)", "hidden1-output.weight float32 (10, 20)", "hidden1-output.bias float32 (10,)", "output-hidden1.weight float32 (20, 10)",
        "hidden1-ghost2.weight float32 (10, 20)", "hidden1-ghost2.bias float32 (10,)", "ghost2-hidden1.weight float32 (20, 10)",
    ];

    private readonly Invocation _neuro = new();

    public void Dispose() => _neuro.Dispose();

    [Fact]
    public void Matrices_AreWrittenBefore_AfterEverySoManyEpochs_AndAfterTheLast()
    {
        Assert.Equal(0, _neuro.RunTiny("ghost-ma", "--quiet", "--epochs", "5", "--set", "trace.matrices.every=2"));
        Assert.Equal(["epoch-00000.npz", "epoch-00002.npz", "epoch-00004.npz", "epoch-00005.npz"], Files());
        foreach (var file in Files())
        {
            var arrays = NpzFile.Read(Matrix(file)).Arrays;
            Assert.Equal(Arrays, arrays.Select(pair => $"{pair.Key} {pair.Value.Kind}"));
        }

        // W_b begins as the transpose of W_f, and follows it.
        foreach (var file in Files())
        {
            var (forward, feedback) = (NpzFile.Read(Matrix(file)).Get<float>("hidden1-output.weight", 10, 20).ToArray(), NpzFile.Read(Matrix(file)).Get<float>("output-hidden1.weight", 20, 10).ToArray());
            Assert.All(Enumerable.Range(0, 200), i => Assert.Equal(forward[i], feedback[((i % 20) * 10) + (i / 20)], 1e-4f));
        }

        Assert.NotEqual(NpzFile.Read(Matrix(Files()[0]))["input-hidden1.weight"].Bytes.ToArray(), NpzFile.Read(Matrix(Files()[1]))["input-hidden1.weight"].Bytes.ToArray());
    }

    [Fact]
    public void Matrices_AreOffByDefault()
    {
        Assert.Equal(0, _neuro.RunTiny("ghost-ma", "--quiet"));
        Assert.False(Directory.Exists(Path.Combine(_neuro.RunFolders[0], "matrices")));
    }

    /// <summary>What comes in is what goes out again, whatever the seed; and a network learns on from it.</summary>
    [Theory]
    [InlineData("run.replicas=1")]
    [InlineData("run.replicas=2")]
    public void WhatARunWrote_AnotherBeginsWith(string replicas)
    {
        Assert.Equal(0, _neuro.RunTiny("ghost-ma", "--quiet", "--set", "trace.matrices.every=2"));
        var last = Matrix("epoch-00002.npz");
        using var other = new Invocation();
        Assert.Equal(0, other.RunTiny("ghost-ma", "--quiet", "--seed", "77", "--set", replicas, "--set", $"init.weights={last}", "--set", "trace.matrices.every=1"));
        var matrices = Path.Combine(other.RunFolders[0], "matrices");
        Assert.Equal(File.ReadAllBytes(last), File.ReadAllBytes(Path.Combine(matrices, "epoch-00000.npz")));
        Assert.NotEqual(File.ReadAllBytes(last), File.ReadAllBytes(Path.Combine(matrices, "epoch-00001.npz")));
        Assert.True(other.Record().GetProperty("history")[0].GetProperty("loss").GetDouble() < _neuro.Record().GetProperty("history")[0].GetProperty("loss").GetDouble());
    }

    [Fact]
    public void WrongWeights_AreRefusedBeforeTheRun()
    {
        Assert.Equal(0, _neuro.RunTiny("ghost-ma", "--quiet", "--set", "trace.matrices.every=2"));
        var good = NpzFile.Read(Matrix("epoch-00002.npz")).Arrays.ToDictionary(pair => pair.Key, pair => pair.Value);
        var bias = good["hidden1-output.bias"].Values<float>().ToArray();
        bias[3] = float.NaN;
        AssertRefused(good, "hidden1-output.bias", NumpyArray.Vector<float>(bias), "array 'hidden1-output.bias': found NaN at [3], expected finite values");
        var weight = good["ghost2-hidden1.weight"].Values<float>().ToArray();
        weight[57] = float.NegativeInfinity;
        AssertRefused(good, "ghost2-hidden1.weight", NumpyArray.Of<float>(weight, 20, 10), "array 'ghost2-hidden1.weight': found -Infinity at [5, 7], expected finite values");
        AssertRefused(good, "ghost2-hidden1.weight", NumpyArray.Of<float>(weight, 10, 20), "found float32 (10, 20), expected float32 (20, 10)");
        AssertRefused(good, "ghost2-hidden1.weight", NumpyArray.Of<double>(new double[200], 20, 10), "found float64 (20, 10), expected float32 (20, 10)");
        AssertRefused(good, "hidden1-output.bias", null, "array 'hidden1-output.bias': found none of that name, expected one among input-hidden1.weight");
        AssertRefused(good, "hidden2-output.weight", NumpyArray.Of<float>(new float[200], 10, 20), "array 'hidden2-output.weight': found an array that is no part of the network, expected only input-hidden1.weight");
        using var other = new Invocation();
        Assert.Equal(2, other.RunTiny("ghost-ma", "--set", "init.weights=nowhere.npz"));
        Assert.StartsWith("neuro: --set init.weights=nowhere.npz: key 'init.weights': nowhere.npz: found none that can be read", other.ErrorText, StringComparison.Ordinal);
        Assert.Empty(other.RunFolders);
    }

    /// <summary>A program that knows nothing of this project makes the weights.</summary>
    [NumpyFact]
    public void WeightsOfNumpy_GoIn()
    {
        var file = Path.Combine(_neuro.Folder.Path, "w.npz");
        Assert.Equal(string.Empty, Python.Print(
            "import sys, numpy as n\nr = n.random.default_rng(1)\ns = {'input-hidden1': (20, 784), 'hidden1-output': (10, 20), 'hidden1-ghost2': (10, 20), 'ghost2-hidden1': (20, 10), 'output-hidden1': (20, 10)}\n"
            + "w = {k + '.weight': r.uniform(-.1, .1, v).astype('f4') for k, v in s.items()}\nw.update({k + '.bias': n.zeros(s[k][0], 'f4') for k in ['input-hidden1', 'hidden1-output', 'hidden1-ghost2']})\nn.savez_compressed(sys.argv[1], **w)",
            file));
        Assert.Equal(0, _neuro.RunTiny("ghost-ma", "--quiet", "--set", $"init.weights={file}", "--set", "trace.matrices.every=1"));
        var (given, taken) = (NpzFile.Read(file), NpzFile.Read(Matrix("epoch-00000.npz")));
        Assert.All(taken.Arrays, array => Assert.Equal(given[array.Key].Bytes.ToArray(), array.Value.Bytes.ToArray()));
    }

    private static void AssertRefused(Dictionary<string, NumpyArray> good, string name, NumpyArray? array, string message)
    {
        using var neuro = new Invocation();
        var file = Path.Combine(neuro.Folder.Path, "wrong.npz");
        var arrays = good.Where(pair => pair.Key != name).Select(pair => (pair.Key, pair.Value));
        using (var stream = File.Create(file))
        {
            NpzFile.Write(stream, array is null ? arrays : arrays.Append((name, array)));
        }

        Assert.Equal(2, neuro.RunTiny("ghost-ma", "--set", $"init.weights={file}"));
        Assert.Contains($"key 'init.weights': {file}: ", neuro.ErrorText, StringComparison.Ordinal);
        Assert.Contains(message, neuro.ErrorText, StringComparison.Ordinal);
        Assert.Empty(neuro.RunFolders);
    }

    private string Matrix(string name) => Path.Combine(_neuro.RunFolders[0], "matrices", name);

    private string[] Files() => [.. Directory.GetFiles(Path.Combine(_neuro.RunFolders[0], "matrices")).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];
}
