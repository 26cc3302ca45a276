using System.Text.Json;
using Neuro.Experiments.Configuration;
using Neuro.Experiments.Data;
using Neuro.Experiments.Results;
using Neuro.Experiments.Running;
using Neuro.Experiments.Traces;
using Neuro.Runtime;
using Neuro.Runtime.Decisions;
using Neuro.Runtime.Schedules;
using Neuro.Tests.Experiments.Traces;
using Neuro.Tests.Runtime;
using Neuro.Units.Populations;
using Neuro.Units.Specification;

namespace Neuro.Tests.Experiments.Command;

/// <summary>A replay against the recorded activity of the run: every value, and the first that differs by name.</summary>
public sealed class VerifyTests : IDisposable
{
    private const int Trials = 10;
    private static readonly string[] Variables = ["state", "rate", "basal", "apical", "cancel", "error"];
    private readonly Invocation _neuro = new();

    private string Run => _neuro.RunFolders[0];

    public void Dispose() => _neuro.Dispose();

    [Theory]
    [InlineData("ghost-ma")]
    [InlineData("ghost-mb")]
    public void Every_recorded_value_is_found_again_on_any_number_of_workers(string experiment)
    {
        Race(experiment, every: 2);
        var rows = PartImage.Table(Run, "activity");
        Assert.Equal([0L, 2, 4, 5, 7, 9], rows.Select(row => (long)row["trial"]!).Distinct());
        var values = rows.Sum(row => Variables.Count(variable => row[variable] is not null));
        foreach (var workers in new[] { "1", "2", "8" })
        {
            Assert.Equal(0, _neuro.Invoke("replay", Run, "--verify", "--json", "--workers", workers));
            Assert.True(_neuro.Json().GetProperty("verified").GetBoolean());
            Assert.Equal(values, _neuro.Json().GetProperty("activityCompared").GetInt64());
        }

        Assert.Equal(0, _neuro.Invoke("replay", Run, "--verify"));
        Assert.Matches("^verified: state [0-9a-f]{16} and .* values of 6 trials, as recorded$", _neuro.LastLine);
    }

    /// <summary>The values in the table are those that an independent interpreter of the recorded decisions comes to.</summary>
    [Theory]
    [InlineData("ghost-ma")]
    [InlineData("ghost-mb")]
    public void The_record_holds_what_was_said(string experiment)
    {
        Race(experiment, every: 3, "--set", "trace.activity.units=[0..3, 9]", "--set", "trace.activity.samples=[first 2]");
        var rows = PartImage.Table(Run, "activity");
        var (interpreter, spec) = Interpret(Decisions());
        int[] units = [0, 1, 2, 3, 9];
        var at = 0;
        foreach (var trial in new[] { 0, 3, 5, 8 })
        {
            for (var step = 0; step <= spec.StepsPerTrial; step++)
            {
                foreach (var population in spec.Populations.OfType<DynamicSpec>())
                {
                    var said = interpreter.Said(population.Name)[(trial * (spec.StepsPerTrial + 1)) + step];
                    foreach (var (sample, unit) in from sample in Enumerable.Range(0, 2) from unit in units select (sample, unit))
                    {
                        var row = rows[at++];
                        Assert.Equal(((long)trial, step, population.Name, sample, unit), ((long)row["trial"]!, (int)row["step"]!, (string)row["population"]!, (int)row["sample"]!, (int)row["unit"]!));
                        Assert.Equal((said.State![sample, unit], said.Rate[sample, unit]), ((float)row["state"]!, (float)row["rate"]!));
                    }
                }
            }
        }

        Assert.Equal(at, rows.Count);
    }

    [Theory]
    [InlineData(7, 3, "hidden1", "rate", 3)]
    [InlineData(4, 6, "output", "state", 9)]
    [InlineData(0, 1, "ghost2", "basal", 0)]
    [InlineData(9, 10, "hidden1", "error", 15)]
    public void A_record_edited_in_one_value_is_named(int trial, int step, string population, string variable, int unit)
    {
        Race("ghost-ma", every: 1);
        var image = Activity();
        var row = RowOf(image, trial, step, population, unit);
        var found = (float)row[image.IndexOf(variable)]!;
        var expected = MathF.BitIncrement(found);
        row[image.IndexOf(variable)] = expected;
        image.Write();
        Assert.Equal(1, _neuro.Invoke("replay", Run, "--verify", "--json"));
        Assert.False(_neuro.Json().GetProperty("verified").GetBoolean());
        var divergence = _neuro.Json().GetProperty("firstDivergence");
        Assert.Equal((population, trial, step, unit, 0, variable), Where(divergence));
        Assert.Equal((expected, found), (divergence.GetProperty("expected").GetSingle(), divergence.GetProperty("found").GetSingle()));
        Assert.Equal(1, _neuro.Invoke("replay", Run, "--verify"));
        Assert.Contains(
            $"diverged, first at trial {trial}, step {step}: population '{population}', {variable} of unit {unit}, sample 0: expected {expected:R}, found {found:R}", _neuro.LastLine, StringComparison.Ordinal);
    }

    /// <summary>A zero of the other sign is another value, and so is none.</summary>
    [Theory]
    [InlineData(-0f)]
    [InlineData(null)]
    public void Values_are_compared_as_bits(float? instead)
    {
        Race("ghost-ma", every: 1);
        var image = Activity();

        // A sweep begins from states 0.
        var row = RowOf(image, trial: 2, step: 0, "output", unit: 4);
        Assert.Equal(0f, row[image.IndexOf("state")]);
        row[image.IndexOf("state")] = instead;
        if (instead is null)
        {
            Assert.Null(row[image.IndexOf("basal")]);
        }

        image.Write();
        Assert.Equal(1, _neuro.Invoke("replay", Run, "--verify", "--json"));
        Assert.Equal(("output", 2, 0, 4, 0, "state"), Where(_neuro.Json().GetProperty("firstDivergence")));
    }

    [Theory]
    [InlineData("ghost-ma")]
    [InlineData("ghost-mb")]
    public void A_decision_that_was_changed_diverges_where_the_interpreter_says(string experiment)
    {
        Race(experiment, every: 1, "--set", "trace.activity.variables=[state, rate]");
        var log = Decisions();
        var edited = WithOneOlderRead(log);
        var (before, spec) = Interpret(log);
        var (after, _) = Interpret(edited);
        var (trial, place, expected, found) = Enumerable.Range(0, Trials)
            .SelectMany(t => Values(before, spec, t).Zip(Values(after, spec, t), (a, b) => (Trial: t, a.Place, Expected: a.Value, Found: b.Value)))
            .First(pair => pair.Expected != pair.Found);
        Write(edited);
        foreach (var workers in new[] { "1", "2", "8" })
        {
            Assert.Equal(1, _neuro.Invoke("replay", Run, "--verify", "--json", "--workers", workers));
            var divergence = _neuro.Json().GetProperty("firstDivergence");
            Assert.Equal((place.Population, trial, place.Step, place.Unit, 0, place.Rate ? "rate" : "state"), Where(divergence));
            Assert.Equal(BitConverter.Int32BitsToSingle(expected), divergence.GetProperty("expected").GetSingle());
            Assert.Equal(BitConverter.Int32BitsToSingle(found), divergence.GetProperty("found").GetSingle());
        }
    }

    [Fact]
    public void Under_changed_plasticity_it_says_so_and_what_diverged_first()
    {
        Race("ghost-ma", every: 1);
        Assert.Equal(1, _neuro.Invoke("replay", Run, "--verify", "--set", "learning.input=3"));
        Assert.Matches("^diverged, as learning.input 10 -> 3 was changed, first at trial [0-9]+, step [0-9]+: population '", _neuro.LastLine);
        Assert.Equal(1, _neuro.Invoke("replay", Run, "--verify", "--json", "--set", "learning.input=3"));
        Assert.Equal("learning.input 10 -> 3", Assert.Single(_neuro.Json().GetProperty("changed").EnumerateArray()).GetString());
        Assert.Equal(JsonValueKind.String, _neuro.Json().GetProperty("firstDivergence").GetProperty("population").ValueKind);
    }

    [Theory]
    [InlineData("live", null, true)]
    [InlineData("live", "0", false)]
    [InlineData("lockstep", null, true)]
    [InlineData("lockstep", "5", true)]
    [InlineData("link", "0", false)]
    public void Activity_is_recorded_unless_it_is_switched_off(string schedule, string? every, bool recorded)
    {
        Assert.Equal(0, _neuro.RunTiny("ghost-ma", ["--schedule", schedule, "--quiet", .. every is null ? Array.Empty<string>() : ["--set", $"trace.activity.every={every}"]]));
        Assert.Equal(recorded ? [0L, 5] : [], PartImage.Table(Run, "activity").Select(row => (long)row["trial"]!).Distinct());
    }

    /// <summary>Killed: no final state, and less activity than decisions, or more.</summary>
    [Theory]
    [InlineData(4)]
    [InlineData(10)]
    public void A_killed_run_is_verified_as_far_as_it_is_known(int trials)
    {
        Race("ghost-ma", every: 1);
        var record = Path.Combine(Run, RunFolder.RecordName);
        var hash = _neuro.Record().GetProperty("stateHash").GetString();
        File.WriteAllText(record, File.ReadAllText(record).Replace($"\"stateHash\": \"{hash}\"", "\"stateHash\": null", StringComparison.Ordinal).Replace("\"completed\"", "\"running\"", StringComparison.Ordinal));
        var image = Activity();
        image.Rows.RemoveAll(row => (long)row[0]! >= trials);
        image.Write();
        File.WriteAllBytes(Path.Combine(Run, "activity", ".part-00001.partial"), [1, 2, 3]);
        Assert.Equal(0, _neuro.Invoke("replay", Run, "--verify"));
        Assert.Matches($"^verified: .* values of {trials} trials, as recorded$", _neuro.LastLine);
    }

    [Fact]
    public void What_was_cut_or_edited_is_refused()
    {
        Race("ghost-ma", every: 1);
        var file = PartImage.Parts(Run, "activity")[0];
        var whole = File.ReadAllBytes(file);
        foreach (var length in new[] { 0, 7, whole.Length / 2, whole.Length - 1 })
        {
            Refused(whole[..length], file);
        }

        foreach (var at in new[] { 0, 5, whole.Length / 3, whole.Length - 30, whole.Length - 6, whole.Length - 1 })
        {
            Refused([.. whole[..at], (byte)(whole[at] ^ 4), .. whole[(at + 1)..]], file);
        }

        Edited(image => image.Rows.RemoveAt(100), "parts are missing or were edited");
        Edited(image => (image.Rows[7], image.Rows[8]) = (image.Rows[8], image.Rows[7]), "found the row of trial 0, step 0, population 'hidden1', sample 0, unit 8, expected trial 0");
        Edited(image => image.Metadata["neuro.timing"] = "x", "found the activity of another timing or topology");
        File.Move(file, file.Replace("00000", "00001", StringComparison.Ordinal));
        Refused(null, "found no such part, though there is part-00001.parquet");
        Directory.Delete(Path.Combine(Run, "activity"), recursive: true);
        Refused(null, "parts are missing or were edited");
        Assert.Equal(0, _neuro.Invoke("replay", Run));

        void Edited(Action<PartImage> edit, string why)
        {
            File.WriteAllBytes(file, whole);
            var image = PartImage.Read(file);
            edit(image);
            image.Write();
            Refused(null, why);
        }

        void Refused(byte[]? bytes, string why)
        {
            if (bytes is not null)
            {
                File.WriteAllBytes(file, bytes);
            }

            using var again = new Invocation();
            Assert.Equal(2, again.Invoke("replay", Run, "--verify"));
            Assert.Contains(why, again.ErrorText, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void More_than_can_be_kept_of_a_trial_is_refused()
    {
        Assert.Equal(2, _neuro.RunTiny("ghost-ma", "--set", "trace.activity.every=1", "--set", "trace.activity.units=[all]", "--set", "trace.activity.samples=[all]", "--limit", "500", "--batch", "500", "--set", "model.hidden=[9000]"));
        Assert.Contains("key 'trace.activity.units': found [all], expected so few that", _neuro.ErrorText, StringComparison.Ordinal);
    }

    private static (string?, int, int, int, int, string?) Where(JsonElement divergence) => (
        divergence.GetProperty("population").GetString(),
        divergence.GetProperty("trial").GetInt32(),
        divergence.GetProperty("step").GetInt32(),
        divergence.GetProperty("unit").GetInt32(),
        divergence.GetProperty("sample").GetInt32(),
        divergence.GetProperty("variable").GetString());

    /// <summary>The recorded states and rates of a trial in their order, by the interpreter; a variable that it does not have in a step is left out.</summary>
    private static IEnumerable<((int Step, string Population, bool Rate, int Unit) Place, int Value)> Values(Interpreter interpreter, NetworkSpec spec, int trial) =>
        from step in Enumerable.Range(0, spec.StepsPerTrial + 1)
        from population in spec.Populations.OfType<DynamicSpec>()
        let said = interpreter.Said(population.Name)[(trial * (spec.StepsPerTrial + 1)) + step]
        from unit in Enumerable.Range(0, Math.Min(16, population.Units))
        from rate in new[] { false, true }
        select ((step, population.Name, rate, unit), BitConverter.SingleToInt32Bits((rate ? said.Rate : said.State!)[0, unit]));

    private static object?[] RowOf(PartImage image, int trial, int step, string population, int unit) => image.Rows.Single(row =>
        (long)row[0]! == trial && (int)row[1]! == step && (string)row[3]! == population && (int)row[5]! == unit);

    private (Settings Settings, NetworkSpec Spec) Configuration()
    {
        var settings = new ConfigurationLayers(NeuroKeys.Schema).AddText(_neuro.Record().GetProperty("configuration").GetRawText(), "run.json").Resolve();
        return (settings, NetworkConfiguration.Network(settings, 784, 10));
    }

    /// <summary>Has the recorded run again by the interpreter.</summary>
    private (Interpreter Interpreter, NetworkSpec Spec) Interpret(IReadOnlyList<DecisionBatch> log)
    {
        var (settings, spec) = Configuration();
        var (batch, seed) = (settings.Get(NeuroKeys.Batch), (ulong)settings.Get(NeuroKeys.Seed));
        var images = DataSetLoader.Load("digits", null, _ => null).Train.Slice("train", 0, settings.Get(NeuroKeys.Limit));
        var trials = new ImageTrials(images, batch);
        var interpreter = new Interpreter(spec, WeightStore.Create(spec, seed), trials, batch, new ReplaySchedule(DecisionRecord.Of(log, spec, batch)));
        for (var epoch = 0; epoch < settings.Get(NeuroKeys.Epochs); epoch++)
        {
            trials.BeginEpoch(epoch * trials.WholeTrials, seed, epoch);
            interpreter.Run(trials.WholeTrials);
        }

        return (interpreter, spec);
    }

    private List<DecisionBatch> Decisions()
    {
        var (_, spec) = Configuration();
        return [.. new ScheduleRows(spec, new ShardPlan(spec)).Read(PartImage.Parts(Run, "schedule"), replica: 0)];
    }

    /// <summary>Writes decisions in place of those of the run.</summary>
    private void Write(IReadOnlyList<DecisionBatch> log)
    {
        var (_, spec) = Configuration();
        Directory.Delete(Path.Combine(Run, "schedule"), recursive: true);
        using var table = new TableWriter(Run, TableDefinitions.Schedule, new TraceOptions(), TimeProvider.System);
        foreach (var batch in log)
        {
            new ScheduleRows(spec, new ShardPlan(spec)).Write(table, [batch], _ => { });
        }

        table.ClosePart();
    }

    /// <summary>The same decisions but for one read of the output, which is a version older.</summary>
    private List<DecisionBatch> WithOneOlderRead(IReadOnlyList<DecisionBatch> log)
    {
        var (settings, spec) = Configuration();
        var record = DecisionRecord.Of(log, spec, settings.Get(NeuroKeys.Batch));
        var edited = new DecisionLog(spec, settings.Get(NeuroKeys.Batch), new LiveSchedule(record.Slack, spec.StepsPerTrial));
        var wanted = true;
        for (var projection = 0; projection < spec.Projections.Count; projection++)
        {
            if (edited.StreamOf(projection) is not { } stream)
            {
                continue;
            }

            for (var at = 0; at < Trials * spec.StepsPerTrial; at++)
            {
                var (trial, step) = (at / spec.StepsPerTrial, 1 + (at % spec.StepsPerTrial));
                var decision = record.Of(new ReadRequest(projection, (trial * (spec.StepsPerTrial + 1)) + step, 0, 1) { Port = projection });
                var older = wanted && spec.Projections[projection].Name == "hidden1-output" && trial >= 3 && step >= 6 && decision > -record.Slack!.Value;
                stream.Add(older ? decision - 1 : decision);
                wanted &= !older;
            }
        }

        Assert.False(wanted);
        return [edited.Take(Trials) with { Stops = record.Stops }];
    }

    private PartImage Activity() => PartImage.Read(Assert.Single(PartImage.Parts(Run, "activity")));

    private void Race(string experiment, int every, params string[] more) => Assert.Equal(
        0, _neuro.RunTiny(experiment, ["--schedule", "live", "--slack", "3", "--workers", "2", "--quiet", "--set", $"trace.activity.every={every}", .. more]));
}
