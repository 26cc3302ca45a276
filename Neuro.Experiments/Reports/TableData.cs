namespace Neuro.Experiments.Reports;

/// <summary>A small table of a run, whole in memory.</summary>
/// <param name="Rows">How many rows there are.</param>
/// <param name="Numbers">Columns of numbers by name; a missing number is NaN.</param>
/// <param name="Words">Columns of words by name.</param>
internal sealed record TableData(int Rows, IReadOnlyDictionary<string, IReadOnlyList<double>> Numbers, IReadOnlyDictionary<string, IReadOnlyList<string>> Words)
{
    /// <summary>A column of numbers; all missing when the table has none of that name.</summary>
    public IReadOnlyList<double> Column(string name) => Numbers.TryGetValue(name, out var values) ? values : [.. Enumerable.Repeat(double.NaN, Rows)];

    /// <summary>The different words of a column, in the order in which they first occur.</summary>
    public IReadOnlyList<string> Names(string column) => [.. Words[column].Distinct()];

    /// <summary>The values of a column by those of another, in the rows whose words are these.</summary>
    /// <param name="x">The column of places, such as <c>epoch</c>.</param>
    /// <param name="y">The column of values.</param>
    /// <param name="where">Columns of words and what they must be.</param>
    public IReadOnlyList<(double X, double Y)> Points(string x, string y, params IReadOnlyList<(string Column, string Word)> where)
    {
        var (places, values) = (Column(x), Column(y));
        return [.. Enumerable.Range(0, Rows).Where(row => where.All(w => Words[w.Column][row] == w.Word)).Select(row => (places[row], values[row]))];
    }
}
