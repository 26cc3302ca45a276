namespace Neuro.Experiments.Charts;

/// <summary>Cuts a line into pieces at its gaps, and leaves out points that no reader could see.</summary>
/// <remarks>
/// Of the points within a column of pixels the first, the lowest, the highest and the last remain: a line through these covers the
/// same pixels as one through all. A gap remains when it reaches the border of a column, so that a gap of a pixel or more is never closed.
/// </remarks>
internal static class LineReduction
{
    /// <summary>As many points in a column as this are left as they are.</summary>
    private const int Few = 6;

    /// <summary>The pieces of a line.</summary>
    public static IReadOnlyList<LinePiece> Pieces(LineSeries series, AxisMap x, AxisMap y)
    {
        var pieces = new List<LinePiece>();
        List<(double X, double Y)>? piece = null;
        foreach (var at in Kept(series, x, y))
        {
            if (!IsShown(series, x, y, at))
            {
                piece = null;
                continue;
            }

            if (piece is null)
            {
                pieces.Add(new LinePiece(piece = []));
            }

            piece.Add((x.Pixel(series.X[at]), y.Pixel(series.Y[at])));
        }

        return pieces;
    }

    /// <summary>The pieces of the band of a line: the upper border from left to right, the lower one back.</summary>
    public static IReadOnlyList<LinePiece> BandPieces(LineSeries series, AxisMap x, AxisMap y)
    {
        var pieces = new List<LinePiece>();
        var (low, high) = series.Band!.Value;
        List<(double X, double Top, double Foot)> open = [];
        for (var begin = 0; begin < series.X.Count;)
        {
            var end = ColumnEnd(series, x, begin);
            var shown = Enumerable.Range(begin, end - begin).Where(i => x.CanShow(series.X[i]) && y.CanShow(low[i]) && y.CanShow(high[i])).ToList();
            if (end - begin <= Few)
            {
                for (var i = begin; i < end; i++)
                {
                    Extend(shown.Contains(i) ? (x.Pixel(series.X[i]), y.Pixel(high[i]), y.Pixel(low[i])) : null);
                }
            }
            else
            {
                Extend(shown.Count > 0 ? (x.Pixel(series.X[shown[0]]), y.Pixel(shown.Max(i => high[i])), y.Pixel(shown.Min(i => low[i]))) : null);
            }

            begin = end;
        }

        Extend(null);
        return pieces;

        void Extend((double X, double Top, double Foot)? next)
        {
            if (next is { } column)
            {
                open.Add(column);
            }
            else if (open.Count > 0)
            {
                pieces.Add(new LinePiece([.. open.Select(c => (c.X, c.Top)), .. open.AsEnumerable().Reverse().Select(c => (c.X, c.Foot))]));
                open = [];
            }
        }
    }

    private static IEnumerable<int> Kept(LineSeries series, AxisMap x, AxisMap y)
    {
        for (var begin = 0; begin < series.X.Count;)
        {
            var end = ColumnEnd(series, x, begin);
            if (end - begin <= Few)
            {
                for (var i = begin; i < end; i++)
                {
                    yield return i;
                }
            }
            else
            {
                foreach (var i in OfColumn(series, x, y, begin, end))
                {
                    yield return i;
                }
            }

            begin = end;
        }
    }

    /// <summary>First, lowest, highest and last of a column, in the order of the line, with a gap at either border.</summary>
    private static SortedSet<int> OfColumn(LineSeries series, AxisMap x, AxisMap y, int begin, int end)
    {
        SortedSet<int> kept = [begin, end - 1];
        var (lowest, highest) = (-1, -1);
        for (var i = begin; i < end; i++)
        {
            if (!IsShown(series, x, y, i))
            {
                continue;
            }

            lowest = lowest < 0 || series.Y[i] < series.Y[lowest] ? i : lowest;
            highest = highest < 0 || series.Y[i] > series.Y[highest] ? i : highest;
        }

        if (lowest >= 0)
        {
            kept.Add(lowest);
            kept.Add(highest);
        }

        return kept;
    }

    /// <summary>The index behind the last point in the column of a point.</summary>
    private static int ColumnEnd(LineSeries series, AxisMap x, int begin)
    {
        var column = Column(series.X[begin]);
        var end = begin + 1;
        while (end < series.X.Count && Column(series.X[end]) == column)
        {
            end++;
        }

        return end;

        double Column(double value) => x.CanShow(value) ? Math.Floor(x.Pixel(value)) : double.NegativeInfinity;
    }

    private static bool IsShown(LineSeries series, AxisMap x, AxisMap y, int at) => x.CanShow(series.X[at]) && y.CanShow(series.Y[at]);
}
