using System.IO.Compression;
using System.Security.Cryptography;
using Neuro.Experiments.Data;

namespace Neuro.Tests.Experiments.Data;

/// <summary>Small IDX files, byte for byte, and a data set made of them.</summary>
internal static class Samples
{
    /// <summary>Three images of 2 x 2.</summary>
    public static byte[] Images => [0, 0, 8, 3, 0, 0, 0, 3, 0, 0, 0, 2, 0, 0, 0, 2, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 255];

    /// <summary>Their labels.</summary>
    public static byte[] Labels => [0, 0, 8, 1, 0, 0, 0, 3, 7, 0, 9];

    public static byte[] Pack(byte[] content)
    {
        using var stream = new MemoryStream();
        using (var packer = new GZipStream(stream, CompressionLevel.Optimal, leaveOpen: true))
        {
            packer.Write(content);
        }

        return stream.ToArray();
    }

    public static string Sha256(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));

    /// <summary>A data set of the sample files, known by its packed files, to be had from the mirrors given.</summary>
    public static DataSetInfo Info(params Uri[] mirrors) => new()
    {
        Name = "sample",
        Description = "three images",
        Origin = "a test",
        Classes = 10,
        TrainImages = Describe("train-images-idx3-ubyte", Images),
        TrainLabels = Describe("train-labels-idx1-ubyte", Labels),
        TestImages = Describe("t10k-images-idx3-ubyte", Images),
        TestLabels = Describe("t10k-labels-idx1-ubyte", Labels),
        Mirrors = mirrors,
    };

    /// <summary>Lays the four files below a root, compressed or not.</summary>
    public static void Lay(TemporaryFolder root, string name, bool packed)
    {
        foreach (var file in Info().Files)
        {
            var content = file.Name.Contains("images", StringComparison.Ordinal) ? Images : Labels;
            root.Write(Path.Combine(name, packed ? file.PackedName : file.Name), packed ? Pack(content) : content);
        }
    }

    public static DataSetLocator Locator(TemporaryFolder root) => new(root.Path, _ => null);

    private static DataFile Describe(string name, byte[] content) =>
        new(name, Sha256(content), Sha256(Pack(content)), Pack(content).Length);
}
