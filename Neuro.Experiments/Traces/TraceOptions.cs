using Neuro.Experiments.Parquet;

namespace Neuro.Experiments.Traces;

/// <summary>How tables are written.</summary>
internal sealed record TraceOptions
{
    /// <summary>Which tables are written.</summary>
    public IReadOnlyList<TraceTableName> Tables { get; init; } = Enum.GetValues<TraceTableName>();

    /// <summary>How pages are compressed.</summary>
    public Compression Compression { get; init; }

    /// <summary>Bytes after which a part is closed and the next one begun.</summary>
    public long PartBytes { get; init; } = 64 << 20;

    /// <summary>Age after which a part is closed, if that is more than an eighth of the time that the run has taken.</summary>
    public TimeSpan PartAge { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Whether activity that cannot be written in time is dropped; else the run waits.</summary>
    public bool Drop { get; init; }
}
