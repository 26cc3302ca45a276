using Neuro.Experiments.Numpy;
using Neuro.Runtime;
using Neuro.Runtime.Feeding;
using Neuro.Units.Specification;
using Neuro.Units.Tensors;

namespace Neuro.Experiments.Benchmarks;

/// <summary>One trial from the same weights and samples, here and in a peer: both must change every weight alike.</summary>
/// <param name="peers">Runs the peer.</param>
/// <param name="command">The peer's program and its options.</param>
/// <param name="arrays">What its files hold.</param>
/// <param name="tolerance">How large a part of its largest change an array may be off.</param>
internal sealed class PeerCheck(PeerPrograms peers, IReadOnlyList<string> command, IReadOnlyList<PeerArray> arrays, double tolerance)
{
    /// <summary>Runs the trial.</summary>
    /// <param name="simulation">The network, about to run its first trial.</param>
    /// <param name="source">What it shows.</param>
    /// <param name="batch">Samples of the trial.</param>
    /// <param name="inputs">Units of the input.</param>
    /// <param name="outputs">Units of the target.</param>
    /// <param name="what">What is checked, for messages.</param>
    /// <exception cref="BenchmarkException">An array changed otherwise, or the peer failed.</exception>
    public void Run(Simulation simulation, ITrialSource source, int batch, int inputs, int outputs, string what)
    {
        var folder = Directory.CreateTempSubdirectory("neuro-bench-");
        try
        {
            var (given, written) = (Path.Combine(folder.FullName, "before.npz"), Path.Combine(folder.FullName, "after.npz"));
            var before = Arrays(simulation);
            Write(given, [.. before, ("X", [batch, inputs], Shown(source, TrialContent.Input, batch, inputs)), ("Y", [batch, outputs], Shown(source, TrialContent.Target, batch, outputs))]);
            simulation.Run(1);
            peers.Run([.. command, "--check", given, "--out", written]);
            foreach (var ((array, shape, found), (_, _, was)) in Arrays(simulation).Zip(before))
            {
                Same.Change(found, Read(written, array, shape), was, tolerance, $"{what}: {array} after one trial, against {command[0]}");
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static float[] Shown(ITrialSource source, TrialContent content, int batch, int units)
    {
        var matrix = new PanelMatrix(batch, units);
        source.Fill(0, content, matrix);
        var values = new float[batch * units];
        matrix.CopyTo(values);
        return values;
    }

    private static void Write(string file, IEnumerable<(string Name, int[] Shape, float[] Values)> arrays)
    {
        using var stream = File.Create(file);
        NpzFile.Write(stream, arrays.Select(array => (array.Name, NumpyArray.Of<float>(array.Values, array.Shape))));
    }

    private static float[] Read(string file, string array, int[] shape)
    {
        try
        {
            return NpzFile.Read(file).Get<float>(array, shape).ToArray();
        }
        catch (NumpyException e)
        {
            throw new BenchmarkException(e.Message);
        }
    }

    private List<(string Name, int[] Shape, float[] Values)> Arrays(Simulation simulation) => [.. arrays.SelectMany(array => array.Copy(simulation.Weights))];
}
