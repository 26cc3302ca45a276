using System.Buffers.Binary;
using System.Text;
using Neuro.Experiments.Parquet;
using Neuro.Experiments.Parquet.Format;

namespace Neuro.Tests.Experiments.Parquet;

/// <summary>Damages files, and reads what is left of them.</summary>
internal static class Damage
{
    /// <summary>Where the footer begins, by the length in front of the last magic number.</summary>
    public static int FooterStart(byte[] file) => file.Length - 8 - BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(file.Length - 8));

    /// <summary>Puts the right checksum into a footer that was edited.</summary>
    public static byte[] WithChecksum(byte[] file)
    {
        file = [.. file];
        var footer = file.AsSpan(FooterStart(file)..^8);
        int at = footer.LastIndexOf(Encoding.ASCII.GetBytes(FooterFields.Checksum)) + FooterFields.Checksum.Length + 2;
        footer.Slice(at, 8).Fill((byte)'0');
        Encoding.ASCII.GetBytes(Crc32.Of(footer).ToString("x8"), footer[at..]);
        return file;
    }

    /// <summary>Replaces bytes that stand once in the footer by as many others, and puts the checksum right.</summary>
    public static byte[] Edit(byte[] file, ReadOnlySpan<byte> from, ReadOnlySpan<byte> to)
    {
        file = [.. file];
        var footer = file.AsSpan(FooterStart(file)..^8);
        int at = footer.IndexOf(from);
        Assert.True(at >= 0 && footer[(at + 1)..].IndexOf(from) < 0, "the bytes to replace stand once in the footer");
        Assert.Equal(from.Length, to.Length);
        to.CopyTo(footer[at..]);
        return WithChecksum(file);
    }

    /// <summary>Reads everything of a file.</summary>
    /// <param name="checksums">Whether checksums must be right.</param>
    /// <returns>All values, null where absent; rows of large row groups, which only a damaged footer has, are read but not kept.</returns>
    public static List<object?> ReadAll(byte[] file, bool checksums = true)
    {
        using var reader = new ParquetReader(new MemoryStream(file, writable: false), "damaged.parquet", leaveOpen: false, checksums);
        var values = new List<object?>();
        for (int group = 0; group < reader.RowGroups.Count; group++)
        {
            foreach (var column in reader.Columns)
            {
                Action<int> read = column.Type switch
                {
                    ColumnType.Boolean => g => Read<bool>(reader, g, column, values),
                    ColumnType.Int32 => g => Read<int>(reader, g, column, values),
                    ColumnType.Int64 => g => Read<long>(reader, g, column, values),
                    ColumnType.Float => g => Read<float>(reader, g, column, values),
                    ColumnType.Double => g => Read<double>(reader, g, column, values),
                    _ => g => Read<string>(reader, g, column, values),
                };
                read(group);
            }
        }

        return values;
    }

    private static void Read<T>(ParquetReader reader, int group, Column column, List<object?> values)
    {
        const int Kept = 100_000;
        int rows = reader.RowGroups[group].Rows;
        var (room, present) = Room<T>.For(rows);
        reader.Read(group, column.Name, room, present);
        for (int i = 0; rows <= Kept && i < rows; i++)
        {
            values.Add(present[i] ? room[i] : null);
        }
    }

    /// <summary>Room to read into that stays, so that what the reader itself allocates can be measured.</summary>
    private static class Room<T>
    {
        [ThreadStatic]
        private static T[]? t_values;

        [ThreadStatic]
        private static bool[]? t_present;

        public static (T[] Values, bool[] Present) For(int rows)
        {
            if (t_values is null || t_values.Length < rows)
            {
                t_values = new T[Math.Max(4096, rows)];
                t_present = new bool[t_values.Length];
            }

            return (t_values, t_present!);
        }
    }
}
