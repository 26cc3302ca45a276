namespace Neuro.Experiments.Data;

/// <summary>A data set that is missing, unknown, wrong or not to be had.</summary>
/// <remarks>The message names where, what was expected and what was found.</remarks>
public sealed class DataException : Exception
{
    /// <summary>An error without a message of its own.</summary>
    public DataException()
        : base("The data cannot be used.")
    {
    }

    /// <summary>An error that says where, what was expected and what was found.</summary>
    /// <param name="message">The whole message.</param>
    public DataException(string message)
        : base(message)
    {
    }

    /// <summary>An error with the failure beneath it.</summary>
    /// <param name="message">The whole message.</param>
    /// <param name="innerException">The failure beneath.</param>
    public DataException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>A defect at a byte of a file; in a compressed file the offset counts uncompressed bytes.</summary>
    internal static DataException At(string file, long offset, string expected, string found, Exception? inner = null)
    {
        var message = $"{file}: offset {offset}: expected {expected}, found {found}.";
        return inner is null ? new DataException(message) : new DataException(message, inner);
    }

    /// <summary>A file or folder that the operating system refuses.</summary>
    internal static DataException Disk(string path, string doing, Exception inner) =>
        new($"{path}: cannot be {doing}: {inner.Message}", inner);
}
