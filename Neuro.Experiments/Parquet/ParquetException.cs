namespace Neuro.Experiments.Parquet;

/// <summary>A file that this reader does not read: damaged, edited, or with what its writer does not write.</summary>
public sealed class ParquetException : Exception
{
    internal ParquetException(string file, string place, string found, string expected, Exception? inner = null)
        : base($"{file}: {(place.Length == 0 ? string.Empty : $"{place}: ")}found {found}, expected {expected}", inner)
    {
        File = file;
        Place = place;
        Found = found;
        Expected = expected;
    }

    /// <summary>The file.</summary>
    public string File { get; }

    /// <summary>Column, row group and page (both from 0) or part of the file; empty for the file as a whole.</summary>
    public string Place { get; }

    /// <summary>What was found.</summary>
    public string Found { get; }

    /// <summary>What was expected in its place.</summary>
    public string Expected { get; }
}
