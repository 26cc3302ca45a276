using System.Text;

namespace Neuro.Experiments.Parquet.Format;

/// <summary>UTF-8 that refuses half of a surrogate pair, and bytes that are no UTF-8.</summary>
internal static class StrictUtf8
{
    public static UTF8Encoding Encoding { get; } = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The text that bytes are.</summary>
    /// <exception cref="MalformedException">The bytes are not UTF-8.</exception>
    public static string Text(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return Encoding.GetString(bytes);
        }
        catch (DecoderFallbackException e)
        {
            throw new MalformedException("bytes that are not UTF-8", "text in UTF-8", e);
        }
    }
}
