using System.Text.Json.Nodes;
using System.Xml;
using System.Xml.Linq;
using Neuro.Experiments.Reports;
using Neuro.Experiments.Studies;
using Neuro.Experiments.Sweeps;
using Neuro.Tests.Experiments.Data;

namespace Neuro.Tests.Experiments.Reports;

/// <summary>A page holds all it needs, escapes all it is given, and is made whatever state a run is in.</summary>
public sealed class HtmlReportTests : IDisposable
{
    private const string Nasty = "<script>alert(\"1\")</script> & 'more' \u0001";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Everything_is_escaped()
    {
        new SampleRun(_folder.Path, "a<b>&c", 1, "failed", "experiment.summary=\"<i>summary</i>\"").Save(record =>
        {
            record["failure"] = Nasty;
            record["experiment"] = "x<y>";
            record["commandLine"] = new JsonArray("run", "it's <b>");
        });
        var page = Page();
        Assert.Contains(page.Descendants("p"), p => p.Value.Contains("<script>alert(\"1\")</script> & 'more' \uFFFD", StringComparison.Ordinal));
        Assert.Contains(page.Descendants("td"), td => td.Value == "<i>summary</i>");
        Assert.Contains(page.Descendants("td"), td => td.Value == "neuro run 'it'\\''s <b>'");
        Assert.Contains(page.Descendants("h2"), h2 => h2.Value == "Run a<b>&c");
        Assert.Empty(page.Descendants("script"));
        Assert.Empty(page.Descendants("i"));
    }

    [Fact]
    public void A_page_needs_no_network()
    {
        Full("run");
        var page = Page();
        Assert.DoesNotContain(page.Descendants(), element => element.Name.LocalName is "script" or "link" or "iframe" or "object" or "img");
        Assert.All(page.Descendants().Attributes().Where(a => !a.IsNamespaceDeclaration), attribute => Assert.DoesNotContain("//", attribute.Value.Split("base64,")[0], StringComparison.Ordinal));
        Assert.DoesNotContain("url(", page.Descendants("style").Single().Value, StringComparison.Ordinal);
        Assert.DoesNotContain("@import", page.Descendants("style").Single().Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Figures_that_tables_allow_are_drawn_and_the_others_have_a_word()
    {
        Full("run");
        var sections = Page().Descendants("section").ToDictionary(section => section.Attribute("id")!.Value);
        Assert.Equal(FigureKinds.All.Where(kind => kind.Study == StudyKind.None).Select(kind => kind.Name), sections.Keys);
        string[] drawn = ["accuracy", "cancellation", "traces", "apical", "rates", "norms"];
        Assert.Equal(drawn, sections.Where(section => section.Value.Descendants().Any(element => element.Name.LocalName == "svg")).Select(section => section.Key));
        Assert.All(sections.Where(section => !drawn.Contains(section.Key)), section =>
            Assert.Single(section.Value.Descendants("p"), p => p.Attribute("class")?.Value == "missing" && p.Value.Length > 10));
    }

    /// <summary>The part in hand of a run that goes on or was killed is not a part.</summary>
    [Fact]
    public void A_run_in_hand_is_shown_as_far_as_it_is_complete()
    {
        var run = Full("run", "running");
        File.WriteAllBytes(Path.Combine(run.Folder, "metrics", ".part-00001.partial"), [1, 2, 3]);
        Directory.CreateDirectory(Path.Combine(run.Folder, "traffic"));
        File.WriteAllBytes(Path.Combine(run.Folder, "traffic", ".part-00000.partial"), [1, 2, 3]);
        var text = Page().Value;
        Assert.Contains("Running, or killed", text, StringComparison.Ordinal);
        Assert.Contains("No result yet", text, StringComparison.Ordinal);
    }

    /// <summary>A damaged table takes its own figures away, with the file in the words.</summary>
    [Fact]
    public void A_damaged_table_does_not_take_the_page_away()
    {
        var run = Full("run");
        var part = Path.Combine(run.Folder, "weights", "part-00000.parquet");
        File.WriteAllBytes(part, File.ReadAllBytes(part)[..^9]);
        var norms = Page().Descendants("section").Single(section => section.Attribute("id")!.Value == "norms");
        Assert.Contains(part, norms.Value, StringComparison.Ordinal);
        Assert.Contains("Cannot be drawn", norms.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_what_is_configured_otherwise_is_listed()
    {
        new SampleRun(_folder.Path, "run", 5, "completed", "learning.hidden=7.5", "run.epochs=20", "run.out=\"here\"").Save();
        var heading = Page().Descendants("h2").Single(h2 => h2.Value.StartsWith("Configuration", StringComparison.Ordinal));
        var rows = heading.ElementsAfterSelf().First().Descendants("tbody").Single().Elements("tr").Select(row => row.Elements("td").Select(td => td.Value).ToArray());
        Assert.Equal(["learning.hidden", "7.5", "2"], Assert.Single(rows));
    }

    [Fact]
    public void Several_runs_are_summed_up_and_have_a_section_each()
    {
        foreach (var (seed, accuracy) in ((int, double)[])[(1, 90), (2, 92)])
        {
            new SampleRun(_folder.Path, $"seed{seed}", seed).Result(("testAccuracy", accuracy), ("layers", new JsonArray()));
        }

        var page = Page();
        Assert.Contains(page.Descendants("tr"), row => row.Elements().First().Value == "testAccuracy" && row.Elements().Last().Value == "91 ± 1.4 [90, 92]");
        Assert.Equal(["Run seed1", "Run seed2"], page.Descendants("h2").Select(h2 => h2.Value).Where(title => title.StartsWith("Run ", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_run_that_went_on_from_a_checkpoint_says_where()
    {
        new SampleRun(_folder.Path, "run").Save(record => record["resumes"] = new JsonArray(
            new JsonObject { ["trials"] = 1200, ["at"] = "2026-05-04T03:30:00Z", ["commandLine"] = new JsonArray("resume") }));
        Assert.Contains(Page().Descendants("td"), td => td.Value == "after 1,200 trials, 2026-05-04 03:30:00 UTC");
    }

    private SampleRun Full(string name, string status = "completed") => new SampleRun(_folder.Path, name, 1, status, "model.hidden=[20]", "time.prediction=3", "time.nudging=2")
        .Table("metrics", "epoch|loss|test_accuracy", [1, 0.5, 30.0], [2, 0.25, 60.0])
        .Table("alignment", "epoch|layer|cancellation", [1, "hidden1", 0.5], [2, "hidden1", 0.1])
        .Table("weights", "epoch|projection|norm|change", [0, "a", 3.0, null], [1, "a", 4.0, 2.0])
        .Table("activity", Activity.Columns, Activity.Rows([0], [0], [0, 1]));

    /// <summary>The page as an XML reader sees it: well-formed, with every element closed.</summary>
    private XElement Page()
    {
        var table = RunTable.Of(RunFinder.Find([_folder.Path]));
        var text = new HtmlReport(ReportData.Of(table, new FigureSelection()), table).Write(DateTimeOffset.UnixEpoch);
        Assert.StartsWith("<!DOCTYPE html>", text, StringComparison.Ordinal);
        using var reader = XmlReader.Create(new StringReader(text), new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore });
        return XElement.Load(reader);
    }
}
