using Neuro.Experiments.Parquet.Encodings;

namespace Neuro.Tests.Experiments.Parquet.Encodings;

/// <summary>Bytes of values, sorted by their place in the value.</summary>
public sealed class ByteStreamSplitTests
{
    [Theory]
    [InlineData(4)]
    [InlineData(8)]
    public void Splits_and_joins_any_number_of_values(int size)
    {
        for (int count = 0; count < 70; count++)
        {
            var values = new byte[count * size];
            new Random(count).NextBytes(values);
            var split = new byte[values.Length];
            ByteStreamSplit.Split(values, size, split);
            for (int i = 0; i < values.Length; i++)
            {
                Assert.Equal(values[i], split[(i % size * count) + (i / size)]);
            }

            var joined = new byte[values.Length];
            ByteStreamSplit.Join(split, size, joined);
            Assert.Equal(values, joined);
        }
    }
}
