namespace Neuro.Experiments.Parquet;

/// <summary>How pages are compressed.</summary>
public enum Compression
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>Each page is a gzip stream.</summary>
    Gzip,
}
