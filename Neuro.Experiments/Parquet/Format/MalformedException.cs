namespace Neuro.Experiments.Parquet.Format;

/// <summary>Bytes that cannot be read, told by code that does not know which file and page they come from.</summary>
/// <param name="found">What was found.</param>
/// <param name="expected">What was expected in its place.</param>
/// <param name="inner">The failure beneath.</param>
/// <param name="place">Where, as far as it is known.</param>
internal sealed class MalformedException(string found, string expected, Exception? inner = null, string place = "") : Exception($"found {found}, expected {expected}", inner)
{
    public string Found => found;

    public string Expected => expected;

    public string Place => place;
}
