namespace Neuro.Runtime.DataPlane;

/// <summary>How far one reader of a ring has come: it needs no version below <see cref="Needs"/> any more.</summary>
internal sealed class ReadMark
{
    private PaddedLong _needs;

    public long Needs
    {
        get => _needs.Value;
        set => _needs.Value = value;
    }
}
