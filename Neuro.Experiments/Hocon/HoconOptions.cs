namespace Neuro.Experiments.Hocon;

/// <summary>How documents are read.</summary>
public sealed record HoconOptions
{
    /// <summary>Where includes are read from; the file system by default.</summary>
    public IHoconFiles Files { get; init; } = new HoconDiskFiles();

    /// <summary>Levels of objects, arrays and keys with dots that a document may have; 256 by default, more is refused.</summary>
    public int MaxDepth { get; init; } = 256;
}
