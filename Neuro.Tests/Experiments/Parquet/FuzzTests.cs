using Neuro.Experiments.Parquet;

namespace Neuro.Tests.Experiments.Parquet;

/// <summary>Damaged files: each is read or refused, whatever was damaged, without much memory; with checksums nothing is read wrongly.</summary>
public sealed class FuzzTests
{
    /// <summary>Two pages of the largest size, and what small files say of themselves.</summary>
    private const long Allowed = 64 << 20;

    [Fact]
    public void Some_hundred_damaged_files() => Fuzz(seed: 1, rounds: 100);

    [Fact]
    [Trait("Category", "Long")]
    public void Many_thousand_damaged_files() => Fuzz(seed: 2, rounds: 6700);

    /// <summary>Three damaged files a round: under checksums, behind them in pages and footer, and in a footer whose checksum is right.</summary>
    private static void Fuzz(int seed, int rounds)
    {
        byte[][] files = [.. Files()];
        List<object?>[] whole = [.. files.Select(file => Damage.ReadAll(file))];
        var (read, refused) = (0, 0);
        for (int round = 0; round < rounds; round++)
        {
            var random = new Random((seed * 1_000_000) + round);
            int which = random.Next(files.Length);
            var file = files[which];
            byte[] damaged = Mutate(file, random, 0, file.Length);
            if (Attempt(damaged, checksums: true, $"round {round}, under checksums") is { } values)
            {
                Assert.Equal(whole[which], values);
            }

            Count(Attempt(damaged, checksums: false, $"round {round}, without checksums"));
            int footer = Damage.FooterStart(file);
            damaged = Mutate(file, random, footer, file.Length - footer - 8, sameLength: true);
            Count(Attempt(damaged, checksums: false, $"round {round}, footer"));
        }

        // Both must happen, or something else than damage is tested.
        Assert.True(read > rounds / 20 && refused > rounds / 2, $"{read} read, {refused} refused");

        void Count(List<object?>? values)
        {
            read += values is null ? 0 : 1;
            refused += values is null ? 1 : 0;
        }
    }

    private static List<object?>? Attempt(byte[] file, bool checksums, string what)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        List<object?>? values = null;
        var error = Record.Exception(() => values = Damage.ReadAll(file, checksums));
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(error is null or ParquetException, $"{what}: {error}");
        Assert.True(allocated < Allowed, $"{what}: {allocated} bytes allocated");
        return values;
    }

    /// <summary>One to four changes: a bit, a byte, an extreme byte, a copied stretch, one taken out, one put in.</summary>
    private static byte[] Mutate(byte[] file, Random random, int start, int length, bool sameLength = false)
    {
        List<byte> bytes = [.. file];
        for (int left = random.Next(1, 5); left > 0; left--)
        {
            int at = start + random.Next(Math.Min(length, bytes.Count - start));
            int count = Math.Min(random.Next(1, 9), bytes.Count - at);
            switch (random.Next(sameLength ? 4 : 6))
            {
                case 0: bytes[at] ^= (byte)(1 << random.Next(8)); break;
                case 1: bytes[at] = (byte)random.Next(256); break;
                case 2: bytes[at] = random.Next(2) == 0 ? (byte)0xff : (byte)0x7f; break;
                case 3:
                    int from = random.Next(bytes.Count - count);
                    byte[] stretch = [.. bytes.GetRange(from, count)];
                    bytes.RemoveRange(at, count);
                    bytes.InsertRange(at, stretch);
                    break;
                case 4: bytes.RemoveRange(at, Math.Min(count, bytes.Count - 16)); break;
                default: bytes.InsertRange(at, bytes.GetRange(at, count)); break;
            }
        }

        return [.. bytes];
    }

    private static IEnumerable<byte[]> Files()
    {
        yield return TestFile.Write(TestValues.AllColumns(1, 300), new ParquetOptions { PageBytes = 500 });
        yield return TestFile.Write(TestValues.AllColumns(2, 300), new ParquetOptions { PageBytes = 500, Compression = Compression.Gzip });
        // One column each, so that more of the damage meets what is read first.
        foreach (var column in TestValues.AllColumns(3, 40))
        {
            yield return TestFile.Write([column], new ParquetOptions { PageBytes = 64, RowGroupBytes = 1 }, batch: 20);
        }
    }
}
