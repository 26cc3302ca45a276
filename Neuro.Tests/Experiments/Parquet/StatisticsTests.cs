using System.Text;
using Neuro.Experiments.Parquet;

namespace Neuro.Tests.Experiments.Parquet;

/// <summary>What a footer tells of values: engines skip rows by it, so a wrong range loses rows without a word.</summary>
public sealed class StatisticsTests
{
    /// <summary>Every type and encoding, several row groups, against a plain search of the values.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Ranges_and_counts_of_all_columns(int seed)
    {
        const int Rows = 1500, Batch = 150;
        var columns = TestValues.AllColumns(seed, Rows);
        using var reader = TestFile.Open(TestFile.Write(columns, new ParquetOptions { RowGroupBytes = 1, PageBytes = 200 }, Batch));
        Assert.Equal(Rows / Batch, reader.RowGroups.Count);
        for (int group = 0; group < reader.RowGroups.Count; group++)
        {
            for (int i = 0; i < columns.Length; i++)
            {
                object?[] values = [.. columns[i].Values().Skip(group * Batch).Take(Batch)];
                Assert.Equal(Expected(values), reader.RowGroups[group].Columns[i].Statistics);
            }
        }
    }

    [Fact]
    public void The_least_zero_is_negative_and_the_largest_positive()
    {
        foreach (float[] zeros in new float[][] { [0f], [-0f], [0f, 0f], [-0f, -0f], [0f, -0f], [-0f, 0f], [.. Enumerable.Repeat(0f, 40)], [.. Enumerable.Repeat(-0f, 40)] })
        {
            foreach (ColumnEncoding encoding in new[] { ColumnEncoding.Plain, ColumnEncoding.Dictionary, ColumnEncoding.ByteStreamSplit })
            {
                var statistics = Of(ColumnType.Float, encoding, zeros);
                Assert.Equal(int.MinValue, BitConverter.SingleToInt32Bits(Assert.IsType<float>(statistics.Minimum)));
                Assert.Equal(0, BitConverter.SingleToInt32Bits(Assert.IsType<float>(statistics.Maximum)));
                statistics = Of(ColumnType.Double, encoding, [.. zeros.Select(zero => (double)zero)]);
                Assert.Equal(long.MinValue, BitConverter.DoubleToInt64Bits(Assert.IsType<double>(statistics.Minimum)));
                Assert.Equal(0, BitConverter.DoubleToInt64Bits(Assert.IsType<double>(statistics.Maximum)));
            }
        }
    }

    /// <summary>At every place of a vector, and in the rest behind vectors.</summary>
    [Fact]
    public void One_value_that_is_no_number_leaves_no_range()
    {
        foreach (ColumnEncoding encoding in new[] { ColumnEncoding.Plain, ColumnEncoding.Dictionary, ColumnEncoding.ByteStreamSplit })
        {
            for (int at = 0; at < 40; at++)
            {
                float[] floats = [.. Enumerable.Range(0, 40).Select(i => i == at ? float.NaN : i)];
                Assert.Equal(new ColumnStatistics(0, null, null), Of(ColumnType.Float, encoding, floats));
                double[] doubles = [.. floats.Select(value => (double)value)];
                Assert.Equal(new ColumnStatistics(0, null, null), Of(ColumnType.Double, encoding, doubles));
            }
        }
    }

    /// <summary>Each place of a vector in turn holds the extreme.</summary>
    [Fact]
    public void Extremes_are_found_at_every_place()
    {
        for (int at = 0; at < 70; at++)
        {
            int[] low = [.. Enumerable.Range(0, 70).Select(i => i == at ? -5 : 9)];
            int[] high = [.. low.Select(value => -value)];
            Assert.Equal(new ColumnStatistics(0, -5, 9), Of(ColumnType.Int32, ColumnEncoding.Plain, low));
            Assert.Equal(new ColumnStatistics(0, -9L, 5L), Of(ColumnType.Int64, ColumnEncoding.Delta, [.. high.Select(value => (long)value)]));
            Assert.Equal(new ColumnStatistics(0, -5f, 9f), Of(ColumnType.Float, ColumnEncoding.ByteStreamSplit, [.. low.Select(value => (float)value)]));
            Assert.Equal(new ColumnStatistics(0, -9.0, 5.0), Of(ColumnType.Double, ColumnEncoding.Dictionary, [.. high.Select(value => (double)value)]));
        }
    }

    [Fact]
    public void Infinities_are_values() =>
        Assert.Equal(new ColumnStatistics(0, float.NegativeInfinity, float.PositiveInfinity), Of(ColumnType.Float, ColumnEncoding.Plain, 1f, float.PositiveInfinity, float.NegativeInfinity));

    /// <summary>U+FFFF comes before U+10000 in bytes, and after it in UTF-16.</summary>
    [Theory]
    [InlineData(ColumnEncoding.Plain)]
    [InlineData(ColumnEncoding.Dictionary)]
    public void Text_is_ordered_by_its_bytes(ColumnEncoding encoding) =>
        Assert.Equal(new ColumnStatistics(0, "\uffff", "\U00010000"), Of(ColumnType.String, encoding, "\U00010000", "\uffff"));

    [Theory]
    [InlineData(ColumnEncoding.Plain)]
    [InlineData(ColumnEncoding.Dictionary)]
    public void Long_text_is_left_out(ColumnEncoding encoding)
    {
        string longest = new('z', 256);
        Assert.Equal(new ColumnStatistics(0, "a", longest), Of(ColumnType.String, encoding, longest, "a"));
        Assert.Equal(new ColumnStatistics(0, null, null), Of(ColumnType.String, encoding, longest + "z", "a"));
    }

    /// <summary>Also when a full dictionary leaves the extremes among the plain values.</summary>
    [Fact]
    public void Plain_values_behind_a_full_dictionary_count()
    {
        int[] values = [.. Enumerable.Range(0, 100_000), -1];
        Assert.Equal(new ColumnStatistics(0, -1, 99_999), Of(ColumnType.Int32, ColumnEncoding.Dictionary, values));
        string[] texts = [.. values.Select(value => $"{value:d6}")];
        Assert.Equal(new ColumnStatistics(0, "-000001", "099999"), Of(ColumnType.String, ColumnEncoding.Dictionary, texts));
    }

    private static ColumnStatistics Of<T>(ColumnType type, ColumnEncoding encoding, params T[] values)
    {
        using var reader = TestFile.Open(TestFile.Write([TestColumn.Of("x", type, encoding, values)], new ParquetOptions { PageBytes = 4096 }, batch: values.Length));
        return Assert.Single(reader.RowGroups).Columns[0].Statistics;
    }

    private static ColumnStatistics Expected(object?[] values)
    {
        object[] present = [.. values.Where(value => value is not null).Select(value => value!)];
        int nulls = values.Length - present.Length;
        if (present.Length == 0 || present.Any(value => value is float.NaN or double.NaN))
        {
            return new ColumnStatistics(nulls, null, null);
        }

        if (present[0] is string)
        {
            byte[][] texts = [.. present.Select(value => Encoding.UTF8.GetBytes((string)value))];
            Array.Sort(texts, (a, b) => a.AsSpan().SequenceCompareTo(b));
            bool isTold = texts[0].Length <= 256 && texts[^1].Length <= 256;
            return isTold ? new ColumnStatistics(nulls, Encoding.UTF8.GetString(texts[0]), Encoding.UTF8.GetString(texts[^1])) : new ColumnStatistics(nulls, null, null);
        }

        return new ColumnStatistics(nulls, present.Min(), present.Max());
    }
}
