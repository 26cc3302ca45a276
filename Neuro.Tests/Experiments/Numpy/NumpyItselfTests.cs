using Neuro.Experiments.Numpy;
using Neuro.Tests.Experiments.Data;

namespace Neuro.Tests.Experiments.Numpy;

/// <summary>NumPy reads what is written here, and what NumPy writes is read here.</summary>
public sealed class NumpyItselfTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [NumpyFact]
    public void Numpy_ReadsWhatIsWritten()
    {
        foreach (var deflate in new[] { false, true })
        {
            var file = Path.Combine(_folder.Path, $"{deflate}.npz");
            using (var stream = File.Create(file))
            {
                NpzFile.Write(
                    stream,
                    [
                        ("w.weight", NumpyArray.Of<float>([1, -2, 0.5f, 3e38f, 0, 6], 3, 2)), ("bytes", NumpyArray.Vector<byte>(0, 128, 255)), ("i", NumpyArray.Vector(-1, int.MaxValue)),
                        ("l", NumpyArray.Single(long.MinValue)), ("d", NumpyArray.Of<double>([0.1, 1e300], 1, 2, 1)), ("none", NumpyArray.Of<float>([], 0, 4)),
                    ],
                    deflate,
                    "a comment");
            }

            var seen = Python.Print(
                "import sys, numpy\nwith numpy.load(sys.argv[1], allow_pickle=False) as z:\n  for n in z.files:\n    a = z[n]\n    print(n, a.dtype, a.shape, a.flags.c_contiguous, a.ravel().tolist())", file);
            Assert.Equal(
                [
                    "w.weight float32 (3, 2) True [1.0, -2.0, 0.5, 3.0000000054977558e+38, 0.0, 6.0]", "bytes uint8 (3,) True [0, 128, 255]", "i int32 (2,) True [-1, 2147483647]",
                    "l int64 () True [-9223372036854775808]", "d float64 (1, 2, 1) True [0.1, 1e+300]", "none float32 (0, 4) True []",
                ],
                seen.Trim().Split('\n').Select(line => line.TrimEnd('\r')));
        }
    }

    [NumpyFact]
    public void WhatNumpyWrites_IsRead()
    {
        foreach (var save in new[] { "savez", "savez_compressed" })
        {
            var file = Path.Combine(_folder.Path, $"{save}.npz");
            Assert.Equal(string.Empty, Python.Print(
                $"import sys, numpy as n\nn.{save}(sys.argv[1], **{{'a.weight': n.arange(6, dtype='f4').reshape(2, 3), 'b': n.array([1, -1], 'i8'), 'c': n.float64(0.1), 'd': n.zeros((0, 2), 'u1'), 'e': n.array([7], 'i4')}})", file));
            var read = NpzFile.Read(file);
            Assert.Equal(["a.weight", "b", "c", "d", "e"], read.Names);
            Assert.Equal([0, 1, 2, 3, 4, 5], read.Get<float>("a.weight", 2, 3).ToArray());
            Assert.Equal([1L, -1], read.Get<long>("b", 2).ToArray());
            Assert.Equal([0.1], read.Get<double>("c").ToArray());
            Assert.Equal("uint8 (0, 2)", read["d"].Kind);
            Assert.Equal([7], read.Get<int>("e", 1).ToArray());
        }
    }

    [NumpyFact]
    public void WhatIsNotReadHere_IsRefused()
    {
        foreach (var (array, message) in new[]
                 {
                     ("numpy.zeros((2, 3), order='F')", "Fortran order"), ("numpy.zeros(2, '>f4')", "'>f4'"), ("numpy.array(['a'])", "'<U1'"), ("numpy.zeros(2, dtype=[('a', 'f4')])", "expected a text in quotes"),
                 })
        {
            var file = Path.Combine(_folder.Path, "x.npz");
            Python.Print($"import sys, numpy\nnumpy.savez(sys.argv[1], x={array})", file);
            Assert.Contains(message, Assert.Throws<NumpyException>(() => NpzFile.Read(file)).Message, StringComparison.Ordinal);
        }
    }
}
