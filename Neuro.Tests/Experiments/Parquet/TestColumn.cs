using System.Runtime.CompilerServices;
using Neuro.Experiments.Parquet;

namespace Neuro.Tests.Experiments.Parquet;

/// <summary>A column with all its values, null for an absent one, so that a file can be written and compared without knowing types.</summary>
internal abstract record TestColumn(Column Column)
{
    public abstract int Count { get; }

    public abstract void Append(ParquetWriter writer, int first, int count);

    /// <summary>The values, null where absent.</summary>
    public abstract IEnumerable<object?> Values();

    /// <summary>The same column with no value present.</summary>
    public abstract TestColumn WithNothing();

    /// <summary>Reads the column of all row groups and compares bit by bit.</summary>
    public abstract void AssertIn(ParquetReader reader);

    public static TestColumn Of<T>(string name, ColumnType type, ColumnEncoding encoding, IReadOnlyList<T> values) =>
        new Typed<T>(new Column(name, type, encoding), values, null);

    public static TestColumn Of<T>(string name, ColumnType type, ColumnEncoding encoding, IReadOnlyList<T> values, IReadOnlyList<bool> present) =>
        new Typed<T>(new Column(name, type, encoding, Optional: true), values, present);

    private sealed record Typed<T>(Column Column, IReadOnlyList<T> Items, IReadOnlyList<bool>? Present) : TestColumn(Column)
    {
        public override int Count => Items.Count;

        public override void Append(ParquetWriter writer, int first, int count)
        {
            var appender = writer.Column<T>(Column.Name);
            for (int i = first; i < first + count;)
            {
                int run = Run(i, first + count);
                if (Present is not null && !Present[i])
                {
                    appender.AppendNulls(run);
                }
                else
                {
                    Append(appender, i, run);
                }

                i += run;
            }
        }

        public override IEnumerable<object?> Values() => Items.Select((value, i) => Present is null || Present[i] ? (object?)value : null);

        public override TestColumn WithNothing() => this with { Present = new bool[Count] };

        /// <summary>One by one, as a span, or as a repeated value, in turn.</summary>
        private void Append(ColumnAppender<T> appender, int first, int count)
        {
            T[] values = [.. Items.Skip(first).Take(count)];
            if (count == 1)
            {
                appender.Append(values[0]);
            }
            else if (values.All(value => Same(value, values[0])))
            {
                appender.Append(values[0], count);
            }
            else
            {
                appender.Append(values);
            }
        }

        private int Run(int first, int end)
        {
            int i = first + 1;
            while (Present is not null && i < end && Present[i] == Present[first])
            {
                i++;
            }

            return Present is null ? end - first : i - first;
        }

        public override void AssertIn(ParquetReader reader)
        {
            int row = 0;
            for (int group = 0; group < reader.RowGroups.Count; group++)
            {
                int rows = reader.RowGroups[group].Rows;
                var values = new T[rows];
                var present = new bool[rows];
                if (Present is null)
                {
                    reader.Read<T>(group, Column.Name, values);
                    Array.Fill(present, true);
                }
                else
                {
                    reader.Read(group, Column.Name, values, present);
                }

                for (int i = 0; i < rows; i++, row++)
                {
                    bool isPresent = Present is null || Present[row];
                    T expected = isPresent ? Items[row] : default!;
                    if (present[i] != isPresent || !Same(values[i], expected))
                    {
                        Assert.Fail($"column '{Column.Name}', row {row}: found {(present[i] ? values[i] : "nothing")}, expected {(isPresent ? expected : "nothing")}");
                    }
                }
            }

            Assert.Equal(Items.Count, row);
        }

        private static bool Same(T a, T b) => (a, b) switch
        {
            (float x, float y) => BitConverter.SingleToInt32Bits(x) == BitConverter.SingleToInt32Bits(y),
            (double x, double y) => BitConverter.DoubleToInt64Bits(x) == BitConverter.DoubleToInt64Bits(y),
            _ => EqualityComparer<T>.Default.Equals(a, b),
        };
    }
}
