namespace Neuro.Experiments.Reports;

/// <summary>How a page looks.</summary>
internal static class ReportStyle
{
    /// <summary>The style sheet.</summary>
    public const string Sheet = """
        :root { color-scheme: light; }
        body { margin: 2rem auto; max-width: 62rem; padding: 0 1.2rem; color: #222; background: #fff; font: 15px/1.5 Helvetica, Arial, 'Liberation Sans', sans-serif; }
        h1 { font-size: 1.6rem; margin: 0 0 .2rem; }
        h2 { font-size: 1.2rem; margin: 2.2rem 0 .6rem; padding-bottom: .2rem; border-bottom: 1px solid #ccc; }
        h3 { font-size: 1rem; margin: 1.8rem 0 .3rem; }
        p { margin: .4rem 0; }
        .lead, .source, figcaption { color: #555; }
        .source { font-size: .85rem; }
        .failed { color: #8a1c00; font-weight: bold; }
        .missing { color: #6b6b6b; font-style: italic; }
        figure { margin: .6rem 0 0; overflow-x: auto; }
        figure svg { max-width: 100%; height: auto; }
        .wide { overflow-x: auto; }
        table { border-collapse: collapse; font-size: .88rem; margin: .4rem 0; }
        th, td { text-align: left; padding: .18rem .9rem .18rem 0; vertical-align: top; border-bottom: 1px solid #eee; }
        td { overflow-wrap: break-word; }
        td.number, td:first-child { white-space: nowrap; }
        thead th { border-bottom: 1px solid #999; }
        tbody th { font-weight: normal; color: #555; white-space: nowrap; }
        td.number { text-align: right; font-variant-numeric: tabular-nums; }
        nav a { margin-right: .8rem; }
        @media print { body { margin: 0; max-width: none; } figure, tr { break-inside: avoid; } h2, h3 { break-after: avoid; } nav { display: none; } }
        """;
}
