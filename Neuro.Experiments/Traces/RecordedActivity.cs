using Neuro.Experiments.Parquet;
using Neuro.Runtime.Observing;

namespace Neuro.Experiments.Traces;

/// <summary>The table <c>activity</c> of a run, row by row, as a replay is compared with it.</summary>
/// <remarks>Holds one row group at a time. Not thread-safe. What is wrong with a part is a <see cref="TraceException"/> that names it.</remarks>
internal sealed class RecordedActivity : IDisposable
{
    /// <summary>The metadata entry that says whose activity it is.</summary>
    public const string TimingKey = "neuro.timing";

    private static readonly ActivityVariable[] Variables = Enum.GetValues<ActivityVariable>();

    private readonly IReadOnlyList<TracePart> _parts;
    private readonly float[][] _values = new float[Variables.Length][];
    private readonly bool[][] _present = new bool[Variables.Length][];
    private ParquetReader? _reader;
    private int _part = -1;
    private int _group;
    private long[] _trials = [];
    private int[] _steps = [];
    private string[] _populations = [];
    private int[] _samples = [];
    private int[] _units = [];
    private int _row = -1;

    private RecordedActivity(IReadOnlyList<TracePart> parts, string timing)
    {
        _parts = parts;
        foreach (var part in parts)
        {
            if (part.Metadata.GetValueOrDefault(TimingKey) != timing)
            {
                throw new TraceException($"{part.File}: found the activity of another timing or topology, expected that of this network's populations, projections, delays, clocks, phases and batch");
            }

            Rows += part.Rows;
        }
    }

    /// <summary>Rows in all parts.</summary>
    public long Rows { get; }

    /// <summary>The file of the row at which it stands.</summary>
    private string File => _parts[_part].File;

    /// <summary>Opens the activity of a run.</summary>
    /// <param name="parts">Its parts, in their order.</param>
    /// <param name="timing">The timing hash of the network that it must belong to.</param>
    /// <exception cref="TraceException">A part belongs to another network.</exception>
    public static RecordedActivity Open(IReadOnlyList<TracePart> parts, string timing) => new(parts, timing);

    /// <summary>Goes on to the next row.</summary>
    /// <returns>False behind the last.</returns>
    public bool MoveNext()
    {
        while (++_row >= _trials.Length)
        {
            if (!TryReadGroup())
            {
                _row--;
                return false;
            }

            _row = -1;
        }

        return true;
    }

    /// <summary>Refuses a row that is not the one that comes next.</summary>
    /// <exception cref="TraceException">It is another.</exception>
    public void Expect(long trial, int step, string population, int sample, int unit)
    {
        var found = (_trials[_row], _steps[_row], _populations[_row], _samples[_row], _units[_row]);
        if (found != (trial, step, population, sample, unit))
        {
            throw new TraceException(
                $"{File}: found the row of trial {found.Item1}, step {found.Item2}, population '{found.Item3}', sample {found.Item4}, unit {found.Item5}, expected trial {trial}, step {step}, population '{population}', sample {sample}, unit {unit}: the file was edited");
        }
    }

    /// <summary>A value of the row; null where there is none.</summary>
    public float? this[ActivityVariable variable] => _present[(int)variable][_row] ? _values[(int)variable][_row] : null;

    /// <inheritdoc/>
    public void Dispose() => _reader?.Dispose();

    private bool TryReadGroup()
    {
        while (_reader is null || _group >= _reader.RowGroups.Count)
        {
            _reader?.Dispose();
            _reader = null;
            if (_part + 1 >= _parts.Count)
            {
                return false;
            }

            _reader = TracePart.Open(_parts[++_part].File);
            _group = 0;
        }

        try
        {
            ReadGroup(_reader, _group++);
        }
        catch (ParquetException e)
        {
            throw new TraceException(e.Message, e);
        }

        return true;
    }

    private void ReadGroup(ParquetReader reader, int group)
    {
        var rows = (int)reader.RowGroups[group].Rows;
        (_trials, _steps, _populations, _samples, _units) = (new long[rows], new int[rows], new string[rows], new int[rows], new int[rows]);
        reader.Read<long>(group, "trial", _trials);
        reader.Read<int>(group, "step", _steps);
        reader.Read<string>(group, "population", _populations);
        reader.Read<int>(group, "sample", _samples);
        reader.Read<int>(group, "unit", _units);
        for (var i = 0; i < Variables.Length; i++)
        {
            (_values[i], _present[i]) = (new float[rows], new bool[rows]);
            reader.Read<float>(group, TableDefinitions.ColumnOf(Variables[i]), _values[i], _present[i]);
        }
    }
}
