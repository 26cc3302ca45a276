using Neuro.Experiments.Configuration;
using Neuro.Experiments.Running;

namespace Neuro.Experiments.Reports;

/// <summary>What is configured otherwise than by default.</summary>
internal static class ChangedSettings
{
    private static readonly ConfigurationKey[] ToldElsewhere = [NeuroKeys.Summary, NeuroKeys.Paper, NeuroKeys.Seed, NeuroKeys.Out, NeuroKeys.DataRoot];

    /// <summary>Writes a row for each key that differs in some run, and a column for each group of runs.</summary>
    public static void Write(HtmlWriter page, IReadOnlyList<ReportGroup> groups)
    {
        var defaults = new ConfigurationLayers(NeuroKeys.Schema).Resolve();
        var settings = groups.Select(group => group.Runs[0].Outcome.Settings).ToList();
        var rows = NeuroKeys.Schema.Keys
            .Where(key => key.Map is null && !ToldElsewhere.Contains(key))
            .Select(key => (Key: key, Default: defaults.Find(key).Canonical, Values: settings.Select(run => run.Find(key).Canonical).ToList()))
            .Where(row => row.Values.Exists(value => value != row.Default))
            .Select(row => (IReadOnlyList<string>)[$"{row.Key.Path}", .. row.Values, row.Default])
            .ToList();
        if (rows.Count == 0)
        {
            page.Element("p", "Everything is configured as by default.");
            return;
        }

        page.Table(["key", .. groups.Select(group => group.Label ?? "value"), "default"], rows);
    }
}
