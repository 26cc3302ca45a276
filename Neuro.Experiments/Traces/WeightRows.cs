using Neuro.Experiments.Parquet;
using Neuro.Units.Populations;

namespace Neuro.Experiments.Traces;

/// <summary>Norms of the weights of every projection, and how far they have moved since the last time.</summary>
/// <remarks>Holds two copies of all weights, made once: what large arrays leave behind is collected late. One owner; not thread-safe.</remarks>
internal sealed class WeightRows
{
    private readonly Dictionary<string, float[]> _before;
    private readonly Dictionary<string, float[]> _spare = new(StringComparer.Ordinal);

    /// <summary>Begins to measure.</summary>
    /// <param name="before">The weights of each projection at the last time, where a run goes on; empty where it begins.</param>
    public WeightRows(IReadOnlyDictionary<string, float[]> before) => _before = new Dictionary<string, float[]>(before, StringComparer.Ordinal);

    /// <summary>The weights of each projection at the last time; not to be changed.</summary>
    public IReadOnlyDictionary<string, float[]> Before => _before;

    /// <summary>Measures the weights as they are now; between runs only.</summary>
    /// <param name="weights">The weights.</param>
    public IReadOnlyList<WeightNorms> Measure(WeightStore weights)
    {
        var rows = new List<WeightNorms>();
        foreach (var projection in weights.Projections)
        {
            var matrix = weights[projection];
            var values = _spare.GetValueOrDefault(projection) ?? new float[matrix.Post * matrix.Pre];
            matrix.CopyTo(values);
            var bias = new float[matrix.Post];
            matrix.CopyBiasTo(bias);
            double? change = _before.TryGetValue(projection, out var before) ? Norm(values, before) : null;
            rows.Add(new WeightNorms(projection, Norm(values, []), Norm(bias, []), Largest(values), change));
            _before[projection] = values;
            if (before is not null)
            {
                _spare[projection] = before;
            }
        }

        return rows;
    }

    /// <summary>Writes a row for each projection.</summary>
    /// <param name="table">The table.</param>
    /// <param name="epoch">Epochs done.</param>
    /// <param name="norms">What was measured.</param>
    public static void Write(TableWriter table, int epoch, IReadOnlyList<WeightNorms> norms)
    {
        var part = table.Part;
        foreach (var row in norms)
        {
            part.Column<int>("epoch").Append(epoch);
            part.Column<string>("projection").Append(row.Projection);
            part.Column<double>("norm").Append(row.Norm);
            part.Column<double>("bias_norm").Append(row.BiasNorm);
            part.Column<double>("largest").Append(row.Largest);
            part.Column<double>("change").AppendOptional(row.Change);
        }

        table.EndRows();
    }

    /// <summary>Frobenius norm of a difference; nothing stands for zeros. In double precision, in the order of the values.</summary>
    private static double Norm(float[] values, float[] less)
    {
        var sum = 0.0;
        for (var i = 0; i < values.Length; i++)
        {
            var value = less.Length == 0 ? values[i] : (double)values[i] - less[i];
            sum += value * value;
        }

        return Math.Sqrt(sum);
    }

    private static double Largest(float[] values)
    {
        var largest = 0f;
        foreach (var value in values)
        {
            largest = Math.Max(largest, Math.Abs(value));
        }

        return largest;
    }
}
