using System.Text;

namespace Neuro.Experiments.Hocon;

/// <summary>Bytes to text.</summary>
internal static class FileText
{
    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads a file, or gives null when there is none.</summary>
    /// <exception cref="HoconException">It cannot be read, or is not valid UTF-8.</exception>
    public static string? Read(IHoconFiles files, string file, HoconOrigin statement, KeyTrail trail)
    {
        byte[]? bytes;
        try
        {
            bytes = files.Read(file);
        }
        catch (IOException e)
        {
            throw new HoconException(statement, trail.ToString(), $"an unreadable file ({e.Message})", "a file that can be read", e);
        }

        try
        {
            return bytes is null ? null : s_strict.GetString(bytes);
        }
        catch (DecoderFallbackException e)
        {
            int at = Math.Clamp(e.Index, 0, bytes!.Length);
            int lineStart = bytes.AsSpan(0, at).LastIndexOf((byte)'\n') + 1;
            var origin = new HoconOrigin(file, bytes.AsSpan(0, at).Count((byte)'\n') + 1, at - lineStart + 1);
            throw new HoconException(origin, trail.ToString(), $"bytes that are not UTF-8 at offset {at}", "a file in UTF-8", e);
        }
    }
}
