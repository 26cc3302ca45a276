using System.Text.Json;
using Neuro.Experiments.Checkpoints;
using Neuro.Experiments.Data;
using Neuro.Experiments.Results;
using Neuro.Experiments.Running;
using Neuro.Experiments.Studies;
using Neuro.Experiments.Sweeps;
using Neuro.Experiments.Traces;
using Neuro.Units.Specification;

namespace Neuro.Experiments.Reports;

/// <summary>A run whose figures are drawn: its record, and its tables as they are first asked for.</summary>
internal sealed class ReportRun
{
    /// <summary>Sizes of a network whose populations and projections are asked for by name only.</summary>
    private const int AnySize = 10;

    private readonly RecordedRun _recorded;
    private readonly Lazy<TableData?> _metrics;
    private readonly Lazy<TableData?> _alignment;
    private readonly Lazy<TableData?> _traffic;
    private readonly Lazy<TableData?> _norms;
    private readonly Lazy<NetworkSpec> _network;

    /// <summary>Prepares to read a run.</summary>
    /// <param name="outcome">What was run.</param>
    /// <exception cref="Configuration.ConfigurationException">Its record cannot be read.</exception>
    public ReportRun(RunOutcome outcome)
    {
        Outcome = outcome;
        _recorded = RecordedRun.Open(outcome.Folder);
        _metrics = new(() => LongerOf(TableReader.Read(Folder, "metrics"), RecordTables.MetricsOf(Record)));
        _alignment = new(() => LongerOf(TableReader.Read(Folder, "alignment"), RecordTables.AlignmentOf(Record)));
        _traffic = new(() => TableReader.Read(Folder, "traffic") ?? RecordTables.TrafficOf(Record));
        _norms = new(() => TableReader.Read(Folder, "weights"));
        _network = new(() => NetworkConfiguration.Network(Outcome.Settings, AnySize, AnySize));
    }

    /// <summary>What was run and what came out.</summary>
    public RunOutcome Outcome { get; }

    /// <summary>The folder.</summary>
    public string Folder => Outcome.Folder;

    /// <summary>The name of the folder.</summary>
    public string Name => Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(Folder)));

    /// <summary>What was run, in a few words.</summary>
    public string Subject => $"{Outcome.Experiment}{(Outcome.Study == StudyKind.None ? $" on {Outcome.Settings.Get(NeuroKeys.DataSet)}" : string.Empty)}, seed {Outcome.Seed}";

    /// <summary><c>run.json</c>.</summary>
    public JsonElement Record => _recorded.Record;

    /// <summary>A table, whole; null when the run has no complete part of it.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="TraceException">It cannot be read.</exception>
    public TableData? Table(string name) => TableReader.Read(Folder, name);

    /// <summary>Loss and accuracies by epoch, from the table or the record, whichever knows more epochs; null when neither knows any.</summary>
    public TableData? Metrics => _metrics.Value;

    /// <summary>Measures of hidden layers by epoch, from the table or the record, whichever knows more epochs; null when neither knows any.</summary>
    public TableData? Alignment => _alignment.Value;

    /// <summary>Counts of messages and operations, from the table, or the record, which knows no epochs; null when there are none.</summary>
    public TableData? Traffic => _traffic.Value;

    /// <summary>Norms of weights by epoch; null when they were not recorded.</summary>
    public TableData? Norms => _norms.Value;

    /// <summary>The network, as far as it does not depend on the data set.</summary>
    public NetworkSpec Network => _network.Value;

    /// <summary>The newest of the files that hold all weights, with the number of epochs done by then; null when there are none.</summary>
    public (string File, int Epoch)? NewestMatrices => Path.Combine(Folder, MatrixWriter.FolderName) is var folder && Directory.Exists(folder)
        ? Directory.GetFiles(folder)
            .Select(file => (file, MatrixWriter.EpochOf(Path.GetFileName(file))))
            .Where(found => found.Item2 is not null)
            .Select(found => ((string, int)?)(found.file, found.Item2!.Value))
            .MaxBy(found => found!.Value.Item2)
        : null;

    /// <summary>Refuses data that are not those of the run.</summary>
    /// <exception cref="Configuration.ConfigurationException">A checksum differs.</exception>
    public void Check(DataSet data) => _recorded.Check(data);

    /// <summary>The network on its data, in lockstep and without noise, as it is measured.</summary>
    /// <param name="data">The data set.</param>
    /// <exception cref="Configuration.ConfigurationException">A value does not fit the data.</exception>
    /// <exception cref="SpecificationException">The configuration makes no network.</exception>
    public NetworkSpec NetworkOn(DataSet data) =>
        NetworkConfiguration.Network(Outcome.Settings, data.Train.PixelsPerImage, data.Train.Classes).WithoutClocks().WithoutNoise();

    private static TableData? LongerOf(TableData? table, TableData? record) =>
        table is null || Last(table) < Last(record) ? record ?? table : table;

    private static double Last(TableData? table) => table?.Column("epoch").DefaultIfEmpty().Max() ?? double.NegativeInfinity;
}
