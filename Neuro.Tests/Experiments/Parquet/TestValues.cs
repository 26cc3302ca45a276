using System.Text;
using Neuro.Experiments.Parquet;

namespace Neuro.Tests.Experiments.Parquet;

/// <summary>Columns of seeded values that are hard to write: extremes, runs, jumps, every kind of NaN and zero, text of all planes.</summary>
internal static class TestValues
{
    private static readonly int[] Ints = [0, 1, -1, int.MinValue, int.MaxValue, 127, 128, 1 << 20];
    private static readonly long[] Longs = [0, 1, -1, long.MinValue, long.MaxValue, int.MaxValue, 1L << 33, -(1L << 50)];
    private static readonly float[] Floats = [0f, -0f, 1f, -1f, float.NaN, float.MinValue, float.MaxValue, float.PositiveInfinity, float.NegativeInfinity, float.Epsilon, BitConverter.Int32BitsToSingle(0x7fc00001)];
    private static readonly double[] Doubles = [0.0, -0.0, 1, -1, double.NaN, double.MinValue, double.MaxValue, double.PositiveInfinity, double.NegativeInfinity, double.Epsilon, BitConverter.Int64BitsToDouble(unchecked((long)0xfff8000000000001))];
    private static readonly string[] Texts = ["", "a", "hidden", "ghost", "\u00e9", "\uffff", "\U00010000", "\U0010ffff", "a\0b", new('x', 300)];

    /// <summary>Every type in every encoding it has, required and optional.</summary>
    public static TestColumn[] AllColumns(int seed, int rows) =>
    [
        .. from encoding in Enum.GetValues<ColumnEncoding>()
           from type in Enum.GetValues<ColumnType>()
           where Neuro.Experiments.Parquet.Format.FormatNames.Fits(type, encoding)
           from optional in new[] { false, true }
           select Create(new Random((seed * 1000) + ((int)encoding * 100) + ((int)type * 10) + (optional ? 1 : 0)), type, encoding, optional, rows),
    ];

    private static TestColumn Create(Random random, ColumnType type, ColumnEncoding encoding, bool optional, int rows)
    {
        string name = $"{type}_{encoding}{(optional ? "_optional" : string.Empty)}";
        return type switch
        {
            ColumnType.Boolean => Create(name, type, encoding, optional, random, rows, r => r.Next(3) == 0),
            ColumnType.Int32 => Create(name, type, encoding, optional, random, rows, Int32(random)),
            ColumnType.Int64 => Create(name, type, encoding, optional, random, rows, Int64(random)),
            ColumnType.Float => Create(name, type, encoding, optional, random, rows, r => r.Next(4) == 0 ? Pick(r, Floats) : r.Next(2) == 0 ? r.Next(50) : r.NextSingle()),
            ColumnType.Double => Create(name, type, encoding, optional, random, rows, r => r.Next(4) == 0 ? Pick(r, Doubles) : r.Next(2) == 0 ? r.Next(50) : r.NextDouble()),
            _ => Create(name, type, encoding, optional, random, rows, r => r.Next(3) == 0 ? Text(r) : Pick(r, Texts)),
        };
    }

    private static TestColumn Create<T>(string name, ColumnType type, ColumnEncoding encoding, bool optional, Random random, int rows, Func<Random, T> next)
    {
        var values = new List<T>(rows);
        while (values.Count < rows)
        {
            T value = next(random);
            // Runs of all lengths, more short ones.
            int run = random.Next(4) == 0 ? random.Next(1, 200) : 1;
            values.AddRange(Enumerable.Repeat(value, Math.Min(run, rows - values.Count)));
        }

        return optional ? TestColumn.Of(name, type, encoding, values, Present(random, rows)) : TestColumn.Of(name, type, encoding, values);
    }

    private static List<bool> Present(Random random, int rows)
    {
        var present = new List<bool>(rows);
        while (present.Count < rows)
        {
            bool value = random.Next(2) == 0;
            int run = random.Next(3) switch { 0 => 1, 1 => random.Next(1, 20), _ => random.Next(1, 300) };
            present.AddRange(Enumerable.Repeat(value, Math.Min(run, rows - present.Count)));
        }

        return present;
    }

    /// <summary>Steps of a magnitude that changes, so that differences of all widths occur.</summary>
    private static Func<Random, int> Int32(Random random)
    {
        int last = random.Next();
        return r => last = r.Next(8) == 0 ? Pick(r, Ints) : unchecked(last + (int)(r.NextInt64() >> r.Next(33, 64)));
    }

    private static Func<Random, long> Int64(Random random)
    {
        long last = random.NextInt64();
        return r => last = r.Next(8) == 0 ? Pick(r, Longs) : unchecked(last + (r.NextInt64(long.MinValue, long.MaxValue) >> r.Next(0, 64)));
    }

    private static string Text(Random random)
    {
        var text = new StringBuilder();
        for (int left = random.Next(6); left > 0; left--)
        {
            int scalar = random.Next(0x110000);
            text.Append(new Rune(scalar is >= 0xd800 and < 0xe000 ? 'x' : scalar).ToString());
        }

        return text.ToString();
    }

    private static T Pick<T>(Random random, T[] values) => values[random.Next(values.Length)];
}
