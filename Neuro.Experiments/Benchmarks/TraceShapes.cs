using Neuro.Experiments.Parquet;

namespace Neuro.Experiments.Benchmarks;

/// <summary>The tables that writing and reading of traces is measured with, seeded.</summary>
internal static class TraceShapes
{
    /// <summary>Rows that are appended together.</summary>
    public const int Batch = 1600;

    /// <summary>A trial, a unit and a value of it that no codec can do much about, in encodings of choice.</summary>
    public static TraceColumn[] Narrow(int rows, ColumnEncoding numbers, ColumnEncoding values)
    {
        var stream = new Units.Randomness.RandomStream(new Units.Randomness.RandomKey(1, "benchmark", "trace"));
        return
        [
            TraceColumn.Of(new Column("trial", ColumnType.Int32, numbers), [.. Enumerable.Range(0, rows).Select(row => row / 500)]),
            TraceColumn.Of(new Column("unit", ColumnType.Int32, numbers), [.. Enumerable.Range(0, rows).Select(row => row % 500)]),
            TraceColumn.Of(new Column("value", ColumnType.Float, values), [.. Enumerable.Range(0, rows).Select(row => stream.Uniform(row))]),
        ];
    }

    /// <summary>The table of activity: 3 populations of 100 units, 16 samples, 20 steps a trial; rates of units that relax to a target of each trial.</summary>
    /// <param name="rows">Number of rows, a multiple of <see cref="Batch"/>.</param>
    /// <param name="numbers">Encoding of the columns that count.</param>
    /// <param name="values">Encoding of the measured columns.</param>
    public static TraceColumn[] Activity(int rows, ColumnEncoding numbers, ColumnEncoding values)
    {
        const int UnitCount = 100;
        const int Steps = 20;
        const int Populations = 3;
        const int PerStep = Populations * Batch;
        // What is one value for thousands of rows is a run of one index.
        ColumnEncoding constants = numbers == ColumnEncoding.Plain ? ColumnEncoding.Plain : ColumnEncoding.Dictionary;
        int[] index = [.. Enumerable.Range(0, rows)];
        TraceColumn Number(string name, Func<int, int> value, bool isConstant = false) =>
            TraceColumn.Of(new Column(name, ColumnType.Int32, isConstant ? constants : numbers), [.. index.Select(value)], isConstant);
        TraceColumn Value(string name, int measure) => TraceColumn.Of(new Column(name, ColumnType.Float, values, Optional: true), [.. index.Select(row => Measured(row, measure))]);
        TraceColumn Text(string name, Func<int, int> code, params string[] names) =>
            TraceColumn.Of(new Column(name, ColumnType.String, ColumnEncoding.Dictionary), [.. index.Select(code)], names);

        float Measured(int row, int measure)
        {
            var key = new Units.Randomness.RandomStream(new Units.Randomness.RandomKey((ulong)measure, "benchmark", "activity"));
            int place = (row / (PerStep * Steps) * PerStep) + (row % PerStep);
            float target = (2 * key.Uniform(place)) - 1;
            float relaxed = target * (1 - MathF.Exp(-0.1f * (row / PerStep % Steps)));
            return measure == 1 ? Math.Max(0, relaxed) : relaxed;
        }

        return
        [
            TraceColumn.Of(new Column("trial", ColumnType.Int64, constants), [.. index.Select(row => (long)(row / (PerStep * Steps)))], isConstant: true),
            Number("step", row => row / PerStep % Steps, isConstant: true),
            Text("phase", row => row / PerStep % Steps < Steps / 2 ? 0 : 1, "prediction", "nudging"),
            Text("population", row => row / Batch % Populations, "hidden", "ghost", "output"),
            Number("sample", row => row / UnitCount % (Batch / UnitCount)),
            Number("unit", row => row % UnitCount),
            Value("state", 0), Value("rate", 1), Value("basal", 2), Value("apical", 3), Value("cancel", 4), Value("error", 5),
        ];
    }
}
