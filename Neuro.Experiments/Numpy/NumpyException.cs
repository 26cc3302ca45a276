namespace Neuro.Experiments.Numpy;

/// <summary>A file that is no archive of arrays, or not one that can be used.</summary>
/// <remarks>The message names file, array, what was found and what was expected.</remarks>
#pragma warning disable RCS1194 // Every instance says where, what was found and what was expected: the usual constructors could not.
internal sealed class NumpyException : Exception
#pragma warning restore RCS1194
{
    /// <summary>An error.</summary>
    /// <param name="file">The file.</param>
    /// <param name="array">The array; empty when it is about the whole file.</param>
    /// <param name="found">What was found.</param>
    /// <param name="expected">What was expected in its place.</param>
    /// <param name="inner">The failure beneath.</param>
    public NumpyException(string file, string array, string found, string expected, Exception? inner = null)
        : base($"{file}: {(array.Length == 0 ? string.Empty : $"array '{array}': ")}found {found}, expected {expected}", inner)
    {
    }
}
