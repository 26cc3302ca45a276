namespace Neuro.Experiments.Command;

/// <summary>Tells whether writing failed because nobody reads any more.</summary>
internal static class BrokenPipe
{
    /// <summary><c>EPIPE</c>.</summary>
    private const int Unix = 32;

    /// <summary><c>ERROR_BROKEN_PIPE</c> and <c>ERROR_NO_DATA</c>.</summary>
    private static readonly int[] Windows = [unchecked((int)0x8007006D), unchecked((int)0x800700E8)];

    /// <summary>Whether it is so.</summary>
    public static bool Is(IOException e) => OperatingSystem.IsWindows() ? Windows.Contains(e.HResult) : e.HResult == Unix;
}
