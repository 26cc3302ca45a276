using System.Buffers.Binary;
using System.Text.Json;
using Neuro.Experiments.Configuration;
using Neuro.Experiments.Data;
using Neuro.Experiments.Results;
using Neuro.Experiments.Running;
using Neuro.Runtime.Decisions;
using Neuro.Runtime.Schedules;
using Neuro.Tests.Runtime;
using Neuro.Units.Populations;
using Neuro.Units.Specification;

namespace Neuro.Tests.Experiments.Command;

/// <summary>A replay against the recorded activity of the run: every value, and the first that differs by name.</summary>
public sealed class VerifyTests : IDisposable
{
    private const int Trials = 10;
    private readonly Invocation _neuro = new();

    private string Run => _neuro.RunFolders[0];

    private string Activity => Path.Combine(Run, RunFolder.ActivityName);

    private string Decisions => Path.Combine(Run, RunFolder.DecisionsName);

    public void Dispose() => _neuro.Dispose();

    [Theory]
    [InlineData("ghost-ma")]
    [InlineData("ghost-mb")]
    public void Every_recorded_value_is_found_again_on_any_number_of_workers(string experiment)
    {
        Race(experiment, every: 2);
        var image = Image();
        Assert.Equal((2, 16, 1, Trials / 2), (image.Every, image.Units, image.Samples, image.Trials));
        foreach (var workers in new[] { "1", "2", "8" })
        {
            Assert.Equal(0, _neuro.Invoke("replay", Run, "--verify", "--json", "--workers", workers));
            Assert.True(_neuro.Json().GetProperty("verified").GetBoolean());
            Assert.Equal(Trials / 2 * image.ValuesPerTrial, _neuro.Json().GetProperty("activityCompared").GetInt64());
        }

        Assert.Equal(0, _neuro.Invoke("replay", Run, "--verify"));
        Assert.Matches($"^verified: state [0-9a-f]{{16}} and .* values of {Trials / 2} trials, as recorded$", _neuro.LastLine);
    }

    /// <summary>The values in the file are those that an independent interpreter of the recorded decisions comes to.</summary>
    [Theory]
    [InlineData("ghost-ma")]
    [InlineData("ghost-mb")]
    public void The_record_holds_what_was_said(string experiment)
    {
        Race(experiment, every: 3, "--set", "trace.activity.units=5", "--set", "trace.activity.samples=2");
        var image = Image();
        Assert.Equal((4, 2), (image.Trials, image.SamplesOfTrial));
        var (interpreter, spec) = Interpret(File.ReadAllBytes(Decisions));
        Assert.Equal(spec.Populations.OfType<DynamicSpec>().Select(p => (p.Name, Math.Min(5, p.Units))), image.Populations);
        for (var number = 0; number < image.Trials; number++)
        {
            foreach (var (place, value) in Values(interpreter, spec, number * 3, units: 5, samples: 2))
            {
                var at = image.PlaceOf(number, place.Step, place.Population, place.Rate, place.Sample, place.Unit);
                Assert.Equal((place, value), (place, BinaryPrimitives.ReadInt32LittleEndian(image.Bytes.AsSpan(at))));
            }
        }
    }

    [Theory]
    [InlineData(7, 0, "hidden1", true, 3)]
    [InlineData(4, 6, "output", false, 9)]
    [InlineData(0, 1, "ghost2", true, 0)]
    [InlineData(9, 10, "hidden1", false, 15)]
    public void A_record_edited_in_one_value_is_named(int trial, int step, string population, bool rate, int unit)
    {
        Race("ghost-ma", every: 1);
        var image = Image();
        var at = image.PlaceOf(trial, step, population, rate, sample: 0, unit);
        var found = BinaryPrimitives.ReadSingleLittleEndian(image.Bytes.AsSpan(at));
        image.Bytes[at] ^= 1;
        var expected = BinaryPrimitives.ReadSingleLittleEndian(image.Bytes.AsSpan(at));
        image.Sign();
        File.WriteAllBytes(Activity, image.Bytes);
        Assert.Equal(1, _neuro.Invoke("replay", Run, "--verify", "--json"));
        Assert.False(_neuro.Json().GetProperty("verified").GetBoolean());
        var variable = rate ? "rate" : "state";
        var divergence = _neuro.Json().GetProperty("firstDivergence");
        Assert.Equal((population, trial, step, unit, 0, variable), Where(divergence));
        Assert.Equal((expected, found), (divergence.GetProperty("expected").GetSingle(), divergence.GetProperty("found").GetSingle()));
        Assert.Equal(1, _neuro.Invoke("replay", Run, "--verify"));
        Assert.Contains(
            $"diverged, first at trial {trial}, step {step}: population '{population}', {variable} of unit {unit}, sample 0: expected {expected:R}, found {found:R}", _neuro.LastLine, StringComparison.Ordinal);
    }

    /// <summary>A zero of the other sign is another value.</summary>
    [Fact]
    public void Values_are_compared_as_bits()
    {
        Race("ghost-ma", every: 1);
        var image = Image();

        // A sweep begins from states 0.
        var at = image.PlaceOf(2, 0, "output", rate: false, sample: 0, unit: 4);
        Assert.Equal(0, BinaryPrimitives.ReadInt32LittleEndian(image.Bytes.AsSpan(at)));
        image.Bytes[at + 3] = 0x80;
        image.Sign();
        File.WriteAllBytes(Activity, image.Bytes);
        Assert.Equal(1, _neuro.Invoke("replay", Run, "--verify", "--json"));
        Assert.Equal(("output", 2, 0, 4, 0, "state"), Where(_neuro.Json().GetProperty("firstDivergence")));
    }

    [Theory]
    [InlineData("ghost-ma")]
    [InlineData("ghost-mb")]
    public void A_decision_that_was_changed_diverges_where_the_interpreter_says(string experiment)
    {
        Race(experiment, every: 1);
        var log = File.ReadAllBytes(Decisions);
        var edited = WithOneOlderRead(log);
        var (before, spec) = Interpret(log);
        var (after, _) = Interpret(edited);
        var (trial, place, expected, found) = Enumerable.Range(0, Trials)
            .SelectMany(t => Values(before, spec, t, 16, 1).Zip(Values(after, spec, t, 16, 1), (a, b) => (Trial: t, a.Place, Expected: a.Value, Found: b.Value)))
            .First(pair => pair.Expected != pair.Found);
        File.WriteAllBytes(Decisions, edited);
        foreach (var workers in new[] { "1", "2", "8" })
        {
            Assert.Equal(1, _neuro.Invoke("replay", Run, "--verify", "--json", "--workers", workers));
            var divergence = _neuro.Json().GetProperty("firstDivergence");
            Assert.Equal((place.Population, trial, place.Step, place.Unit, place.Sample, place.Rate ? "rate" : "state"), Where(divergence));
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
    [InlineData("lockstep", null, false)]
    [InlineData("lockstep", "5", true)]
    [InlineData("link", null, false)]
    public void Activity_is_recorded_under_live_and_where_it_is_asked_for(string schedule, string? every, bool recorded)
    {
        Assert.Equal(0, _neuro.RunTiny("ghost-ma", ["--schedule", schedule, "--quiet", .. every is null ? Array.Empty<string>() : ["--set", $"trace.activity.every={every}"]]));
        Assert.Equal(recorded, File.Exists(Activity));
        if (recorded)
        {
            Assert.Equal((every is null ? 100 : 5, every is null ? 1 : 2), (Image().Every, Image().Trials));
        }
    }

    /// <summary>Killed: no final state, no more than whole epochs of decisions, and a block that was being written.</summary>
    [Fact]
    public void A_killed_run_is_verified_up_to_its_last_whole_epoch()
    {
        Race("ghost-ma", every: 1);
        var record = Path.Combine(Run, RunFolder.RecordName);
        var hash = _neuro.Record().GetProperty("stateHash").GetString();
        File.WriteAllText(record, File.ReadAllText(record).Replace($"\"stateHash\": \"{hash}\"", "\"stateHash\": null", StringComparison.Ordinal).Replace("\"completed\"", "\"running\"", StringComparison.Ordinal));
        File.WriteAllBytes(Activity, [.. File.ReadAllBytes(Activity), .. Image().Bytes[Image().Blocks[^1].At..^5]]);
        Assert.Equal(0, _neuro.Invoke("replay", Run, "--verify"));
        Assert.Matches($"^verified: .* values of {Trials} trials, as recorded$", _neuro.LastLine);
    }

    [Fact]
    public void What_was_cut_or_edited_is_refused()
    {
        Race("ghost-ma", every: 1);
        var whole = Image();
        var last = whole.Blocks[^1].At;
        Refused(whole.Bytes[..last], "the file was cut or edited");
        Refused(whole.Bytes[..^1], "and a part of a block");
        Refused(whole.Bytes[..(last + 7)], "and a part of a block");
        Refused(whole.Bytes[..60], "expected the activity of a run, which begins with NEUROACT");
        Refused(whole.Bytes[..(whole.HeaderLength - 3)], "within the header: the file was cut");
        Refused([.. "NEUROXXX"u8, .. whole.Bytes[8..]], "which begins with NEUROACT");
        Refused(Edited(whole.Bytes, 8), "format version 0");
        Refused(Edited(whole.Bytes, 40), "that of the header");
        Refused(Edited(whole.Bytes, whole.Blocks[0].At + 30), $"that of the block at byte {whole.Blocks[0].At}");
        Refused(Edited(whole.Bytes, whole.Bytes.Length - 1), $"that of the block at byte {last}");

        // A block that is there twice, or not at all.
        Refused([.. whole.Bytes, .. whole.Bytes[last..]], "or of what comes before it: the file was edited");
        Assert.True(whole.Blocks.Count > 1);
        Refused([.. whole.Bytes[..whole.HeaderLength], .. whole.Bytes[whole.Blocks[1].At..]], "or of what comes before it: the file was edited");
        File.Delete(Activity);
        Assert.Equal(2, _neuro.Invoke("replay", Run, "--verify"));
        Assert.Contains("expected the activity of a run", _neuro.ErrorText, StringComparison.Ordinal);
        Assert.Equal(0, _neuro.Invoke("replay", Run));
    }

    [Fact]
    public void Activity_of_another_network_is_refused()
    {
        Race("ghost-ma", every: 1);
        var other = File.ReadAllBytes(Activity);
        using var second = new Invocation();
        Assert.Equal(0, second.RunTiny("ghost-ma", "--schedule", "live", "--quiet", "--set", "trace.activity.every=1", "--set", "time.nudging=9"));
        File.WriteAllBytes(Path.Combine(second.RunFolders[0], RunFolder.ActivityName), other);
        Assert.Equal(2, second.Invoke("replay", second.RunFolders[0], "--verify"));
        Assert.Contains("found the activity of another timing or topology", second.ErrorText, StringComparison.Ordinal);
    }

    [Fact]
    public void More_than_can_be_kept_of_a_trial_is_refused()
    {
        Assert.Equal(2, _neuro.RunTiny("ghost-ma", "--set", "trace.activity.every=1", "--set", "trace.activity.units=65535", "--set", "trace.activity.samples=500", "--limit", "500", "--batch", "500", "--set", "model.hidden=[9000]"));
        Assert.Contains("key 'trace.activity.units': found 65535, expected so few that", _neuro.ErrorText, StringComparison.Ordinal);
    }

    private static byte[] Edited(byte[] bytes, int at)
    {
        var edited = (byte[])bytes.Clone();
        edited[at] ^= 1;
        return edited;
    }

    private static (string?, int, int, int, int, string?) Where(JsonElement divergence) => (
        divergence.GetProperty("population").GetString(),
        divergence.GetProperty("trial").GetInt32(),
        divergence.GetProperty("step").GetInt32(),
        divergence.GetProperty("unit").GetInt32(),
        divergence.GetProperty("sample").GetInt32(),
        divergence.GetProperty("variable").GetString());

    private static IEnumerable<((int Step, string Population, bool Rate, int Sample, int Unit) Place, int Value)> Values(Interpreter interpreter, NetworkSpec spec, int trial, int units, int samples) =>
        from step in Enumerable.Range(0, spec.StepsPerTrial + 1)
        from population in spec.Populations.OfType<DynamicSpec>()
        let said = interpreter.Said(population.Name)[(trial * (spec.StepsPerTrial + 1)) + step]
        from rate in new[] { false, true }
        from sample in Enumerable.Range(0, samples)
        from unit in Enumerable.Range(0, Math.Min(units, population.Units))
        select ((step, population.Name, rate, sample, unit), BitConverter.SingleToInt32Bits((rate ? said.Rate : said.State!)[sample, unit]));

    private void Refused(byte[] activity, string why)
    {
        File.WriteAllBytes(Activity, activity);
        using var again = new Invocation();
        Assert.Equal(2, again.Invoke("replay", Run, "--verify"));
        Assert.StartsWith($"neuro: {Activity}: ", again.ErrorText, StringComparison.Ordinal);
        Assert.Contains(why, again.ErrorText, StringComparison.Ordinal);
    }

    private (Settings Settings, NetworkSpec Spec) Configuration()
    {
        var settings = new ConfigurationLayers(NeuroKeys.Schema).AddText(_neuro.Record().GetProperty("configuration").GetRawText(), "run.json").Resolve();
        return (settings, GhostConfiguration.Network(settings, 784, 10));
    }

    /// <summary>Has the recorded run again by the interpreter.</summary>
    private (Interpreter Interpreter, NetworkSpec Spec) Interpret(byte[] log)
    {
        var (settings, spec) = Configuration();
        var (batch, seed) = (settings.Get(NeuroKeys.Batch), (ulong)settings.Get(NeuroKeys.Seed));
        var images = DataSetLoader.Load("digits", null, _ => null).Train.Slice("train", 0, settings.Get(NeuroKeys.Limit));
        var trials = new ImageTrials(images, batch);
        var interpreter = new Interpreter(spec, WeightStore.Create(spec, seed), trials, batch, new ReplaySchedule(DecisionRecord.Parse(log, spec, batch)));
        for (var epoch = 0; epoch < settings.Get(NeuroKeys.Epochs); epoch++)
        {
            trials.BeginEpoch(epoch * trials.WholeTrials, seed, epoch);
            interpreter.Run(trials.WholeTrials);
        }

        return (interpreter, spec);
    }

    /// <summary>The same log but for one read of the output, which is a version older.</summary>
    private byte[] WithOneOlderRead(byte[] log)
    {
        var (settings, spec) = Configuration();
        var record = DecisionRecord.Parse(log, spec, settings.Get(NeuroKeys.Batch));
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
                var decision = record.Of(new ReadRequest(projection, (trial * (spec.StepsPerTrial + 1)) + step, 0, 1));
                var older = wanted && spec.Projections[projection].Name == "hidden1-output" && trial >= 3 && step >= 6 && decision > -record.Slack!.Value;
                stream.Add(older ? decision - 1 : decision);
                wanted &= !older;
            }
        }

        Assert.False(wanted);
        return edited.ToBytes(Trials);
    }

    private ActivityImage Image() => new(File.ReadAllBytes(Activity));

    private void Race(string experiment, int every, params string[] more) => Assert.Equal(
        0, _neuro.RunTiny(experiment, ["--schedule", "live", "--slack", "3", "--workers", "2", "--quiet", "--set", $"trace.activity.every={every}", .. more]));
}
