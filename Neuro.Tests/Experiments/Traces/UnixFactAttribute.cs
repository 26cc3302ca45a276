namespace Neuro.Tests.Experiments.Traces;

/// <summary>A fact that needs named pipes or file systems of its own: left out, and said to be, where there are none.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class UnixFactAttribute : FactAttribute
{
    private static readonly Lazy<bool> Mounts = new(() => Shell.Run("unshare -rm true") == 0);

    /// <param name="mounts">Whether a small file system must be mounted.</param>
    public UnixFactAttribute(bool mounts = false)
    {
        if (OperatingSystem.IsWindows() || (mounts && !Mounts.Value))
        {
            Skip = mounts ? "left out: no file system can be mounted here" : "left out: there are no named pipes here";
        }
    }
}
