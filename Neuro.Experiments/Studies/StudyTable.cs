using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Neuro.Experiments.Studies;

/// <summary>What a study has measured.</summary>
internal sealed class StudyTable
{
    private const int HexDigits = 16;

    /// <summary>Makes a table.</summary>
    /// <param name="name">Its name, which is that of its folder in the run, too.</param>
    /// <param name="columns">Its columns.</param>
    /// <exception cref="ArgumentException">Columns differ in their number of rows.</exception>
    public StudyTable(string name, params IReadOnlyList<StudyColumn> columns)
    {
        if (columns.FirstOrDefault(column => column.Rows != columns[0].Rows) is { } odd)
        {
            throw new ArgumentException($"column '{odd.Name}': found {odd.Rows} rows, expected {columns[0].Rows} as in column '{columns[0].Name}'", nameof(columns));
        }

        (Name, Columns) = (name, columns);
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>Its columns, in their order.</summary>
    public IReadOnlyList<StudyColumn> Columns { get; }

    /// <summary>A column.</summary>
    /// <param name="name">Its name; there must be one.</param>
    public StudyColumn Column(string name) => Columns.Single(column => column.Name == name);

    /// <summary>Number of rows.</summary>
    public int Rows => Columns[0].Rows;

    /// <summary>A hash of names and values, bit by bit: equal tables have equal ones.</summary>
    /// <returns>16 hexadecimal digits, the beginning of a SHA-256, as of the state of a network.</returns>
    public string Hash()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, Name);
        Append(hash, Rows);
        foreach (var column in Columns)
        {
            Append(hash, column.Name);
            foreach (var number in column.Numbers ?? [])
            {
                // There is one kind of nothing.
                Append(hash, BitConverter.DoubleToInt64Bits(double.IsNaN(number) ? double.NaN : number));
            }

            foreach (var word in column.Words ?? [])
            {
                Append(hash, word);
            }
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..HexDigits];
    }

    private static void Append(IncrementalHash hash, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Append(hash, bytes.Length);
        hash.AppendData(bytes);
    }

    private static void Append(IncrementalHash hash, long number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
        hash.AppendData(bytes);
    }
}
