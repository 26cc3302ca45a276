using Neuro.Experiments.Configuration;
using Neuro.Experiments.Hocon;
using Neuro.Tests.Experiments.Hocon;

namespace Neuro.Tests.Experiments.Configuration;

public class SettingsTests
{
    private readonly Example _keys = new();

    [Fact]
    public void Defaults_are_what_was_declared()
    {
        Settings settings = new ConfigurationLayers(_keys.Schema).Resolve();
        Assert.Equal(20, settings.Get(_keys.Epochs));
        Assert.Equal(1L, settings.Get(_keys.Seed));
        Assert.Equal(0.1, settings.Get(_keys.Rate));
        Assert.Equal([500], settings.Get(_keys.Hidden));
        Assert.Equal([1.0, 0.5], settings.Get(_keys.Scales));
        Assert.Equal(["a b", "c"], settings.Get(_keys.Tags));
        Assert.Equal([Loss.SoftMax, Loss.Mse], settings.Get(_keys.Layers));
        Assert.Equal([1.0, 2.5], settings.Get(_keys.Delays));
        Assert.True(settings.Get(_keys.Bias));
        Assert.Equal("mnist", settings.Get(_keys.Dataset));
        Assert.Null(settings.Get(_keys.Folder));
        Assert.Equal("say \"hi\"", settings.Get(_keys.Title));
        Assert.Equal(Loss.SoftMax, settings.Get(_keys.Loss));
        Assert.Equal(0.1, settings.Get(_keys.Step));
        Assert.Equal(SimulatedTime.OfSteps(20), settings.Get(_keys.Settle));
        Assert.Equal(SimulatedTime.OfMilliseconds(1.5m), settings.Get(_keys.Gap));
        Assert.Equal(["main", "spare one"], settings.Names(_keys.Sources));
        Assert.Equal(("https://example.org/x", 2), (settings.Get(_keys.Address, "main"), settings.Get(_keys.Parallel, "main")));
        Assert.Equal(("", 1), (settings.Get(_keys.Address, "spare one"), settings.Get(_keys.Parallel, "spare one")));
    }

    [Fact]
    public void Later_layers_win_and_say_so()
    {
        Settings settings = _keys.Layer("run { epochs = 5\n  seed = 7 }\nmodel.hidden = [1, 2]\ndata.folder = ${HOME}/x\nrun.title = ${HOME}", "a/exp.conf")
            .AddVariable("NEURO_DATA", _keys.Dataset, "digits")
            .AddSet("run.seed=8")
            .AddSet("model.hidden += 3")
            .AddSet("model.loss = mse")
            .AddOption("--epochs", _keys.Epochs, "6")
            .Resolve(name => name == "HOME" ? "/home" : null);
        Assert.Equal((6, 8L), (settings.Get(_keys.Epochs), settings.Get(_keys.Seed)));
        Assert.Equal([1, 2, 3], settings.Get(_keys.Hidden));
        Assert.Equal("/home/x", settings.Get(_keys.Folder));

        AssertFrom(_keys.Epochs, ProvenanceKind.Option, "--epochs");
        AssertFrom(_keys.Seed, ProvenanceKind.Set, "--set run.seed=8");
        AssertFrom(_keys.Loss, ProvenanceKind.Set, "--set model.loss = mse");
        AssertFrom(_keys.Dataset, ProvenanceKind.Environment, "environment variable NEURO_DATA");
        AssertFrom(_keys.Title, ProvenanceKind.Environment, "environment variable HOME");
        AssertFrom(_keys.Folder, ProvenanceKind.File, "a/exp.conf:4:15");
        string reference = _keys.Schema.RenderReference();
        int line = reference[..reference.IndexOf("learning-rate = ", StringComparison.Ordinal)].Count(c => c == '\n') + 1;
        AssertFrom(_keys.Rate, ProvenanceKind.Reference, $"built-in reference.conf:{line}:19");

        void AssertFrom(ConfigurationKey key, ProvenanceKind kind, string text) => Assert.Equal(new Provenance(kind, text), settings.Find(key).Provenance);
    }

    [Fact]
    public void Layers_may_refer_to_the_reference_and_to_one_another()
    {
        Settings settings = _keys.Read("model.hidden = ${model.hidden} [${run.epochs}]", "run.epochs = 3");
        Assert.Equal([500, 3], settings.Get(_keys.Hidden));
    }

    [Fact]
    public void Every_value_is_listed_with_its_text()
    {
        Settings settings = _keys.Read("model.scales = [1e-3, 2]\ndata.sources.new.limits.parallel = 8", "data.folder = \"a b\"");
        Assert.Equal(_keys.Schema.Keys.Count + (3 * 2), settings.All.Count);
        Assert.Equal("[1e-3, 2]", settings.Find(_keys.Scales).Text);
        Assert.Equal("\"a b\"", settings.Find(_keys.Folder).Text);
        Assert.Equal(("data.sources.new.limits.parallel", "8"), (settings.Find(_keys.Parallel, "new").Path, settings.Find(_keys.Parallel, "new").Text));
        Assert.Equal(["main", "spare one", "new"], settings.Names(_keys.Sources));
        Assert.Throws<ArgumentException>(() => settings.Get(_keys.Parallel, "other"));
        Assert.Throws<ArgumentException>(() => settings.Find(new Example().Epochs));
    }

    [Theory]
    [InlineData("model.biass = true", "model.biass", "exp.conf:1:15", "model.bias")]
    [InlineData("model { hiden = [5] }", "model.hiden", "exp.conf:1:17", "model.hidden")]
    [InlineData("\nmodle { hidden = [5] }", "modle", "exp.conf:2:18", "model.hidden")]
    [InlineData("epochs = 5", "epochs", "exp.conf:1:10", "run.epochs")]
    [InlineData("run.peochs = 5", "run.peochs", "exp.conf:1:14", "run.epochs")]
    [InlineData("data.sources.main.adress = x", "data.sources.main.adress", "exp.conf:1:28", "data.sources.main.address")]
    [InlineData("data.sources.new { limits { paralel = 1 } }", "data.sources.new.limits.paralel", "exp.conf:1:39", "data.sources.new.limits.parallel")]
    public void An_unknown_key_names_the_nearest(string text, string key, string where, string nearest)
    {
        ConfigurationException e = _keys.Fails(text);
        Assert.Equal((key, where), (e.Key, e.Where));
        Assert.Equal($"{where}: key '{key}': found an unknown key, expected a key of reference.conf (nearest: {nearest})", e.Message);
    }

    [Fact]
    public void A_far_name_has_no_nearest() =>
        Assert.EndsWith("expected a key of reference.conf", _keys.Fails("zzz.qqqqqqqq = {}").Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("run.epochs = 0", "found the number 0, expected a whole number, 1 or more")]
    [InlineData("run.epochs = 1.5", "found the number 1.5, expected a whole number, 1 or more")]
    [InlineData("run.epochs = 3000000000", "found the number 3000000000, expected a whole number, 1 or more")]
    [InlineData("run.epochs = many", "found the string \"many\", expected a whole number, 1 or more")]
    [InlineData("run.epochs = null", "found null, expected a whole number, 1 or more")]
    [InlineData("run.epochs { a = 1 }", "found an object with the key 'a', expected a whole number, 1 or more")]
    [InlineData("run = 5", "found the number 5, expected a section with the keys epochs, seed, tags, title")]
    [InlineData("model.learning-rate = 0", "found the number 0, expected a number in 1/ms, 0 (excluded) to 10")]
    [InlineData("model.learning-rate = NaN", "found the string \"NaN\", expected a number in 1/ms, 0 (excluded) to 10")]
    [InlineData("model.hidden = 500", "found the number 500, expected a list of 1 or more elements, each a whole number in units, 1 to 100000")]
    [InlineData("model.hidden = []", "found an array of 0 elements, expected a list of 1 or more elements")]
    [InlineData("model.hidden = [1, 0]", "found the number 0 at index 1, expected a list")]
    [InlineData("model.bias = 1", "found the number 1, expected true or false")]
    [InlineData("model.loss = cross", "found the string \"cross\", expected one of mse, soft-max")]
    [InlineData("data.name = svhn", "found the string \"svhn\", expected one of mnist, digits, none")]
    [InlineData("run.title = null", "found null, expected a string")]
    [InlineData("run.title = [a]", "found an array of 1 element, expected a string")]
    [InlineData("time.step = 0 ms", "found the string \"0 ms\", expected a duration such as 0.5 ms in ns, us, ms, s, m, h or d (a bare number: ms), above 0")]
    [InlineData("time.step = 5 parsecs", "found the string \"5 parsecs\", expected a duration")]
    [InlineData("time.settle = 0", "found the number 0, expected a whole number of steps, 1 or more, or a duration with a unit")]
    [InlineData("time.settle = 1.5", "found the number 1.5, expected a whole number of steps")]
    [InlineData("time.settle = 0 ms", "found the string \"0 ms\", expected a whole number of steps")]
    [InlineData("time.settle = -1 ms", "found the string \"-1 ms\", expected a whole number of steps")]
    [InlineData("data.sources = 5", "found the number 5, expected named sections")]
    [InlineData("data.sources.a = 5", "found the number 5, expected a section with the keys address, limits")]
    [InlineData("data.sources.a.limits.parallel = 9", "found the number 9, expected a whole number, 1 to 8")]
    [InlineData("run.epochs = ${nothing}", "which is not defined")]
    [InlineData("run.epochs = ", "found the end of the text, expected a value")]
    public void A_wrong_value_names_key_place_found_and_expected(string text, string part)
    {
        ConfigurationException e = _keys.Fails(text);
        Assert.StartsWith("exp.conf:1:", e.Message, StringComparison.Ordinal);
        Assert.Contains(part, e.Message, StringComparison.Ordinal);
        Assert.Equal(2, ConfigurationException.ExitCode);
    }

    [Fact]
    public void A_wrong_option_is_named() =>
        Assert.Equal(
            "--epochs: key 'run.epochs': found the string \"x\", expected a whole number, 1 or more",
            Assert.Throws<ConfigurationException>(() => _keys.Layer().AddOption("--epochs", _keys.Epochs, "x").Resolve()).Message);

    [Fact]
    public void Options_stand_for_plain_keys_only() =>
        Assert.Throws<ArgumentException>(() => _keys.Layer().AddOption("--x", _keys.Parallel, "1"));

    [Theory]
    [InlineData("run.epochs", "no '='")]
    [InlineData("run.epochs=", "no value")]
    [InlineData("run.epochs=1,run.seed=2", "expected a comma")]
    [InlineData("run.epochs=1,2", "2 values")]
    [InlineData("run.epochs=1\n2", "2 values")]
    [InlineData("run.epochs=1]", "the end of the text")]
    [InlineData("=5", "a key")]
    [InlineData("a..b=5", "an empty key")]
    [InlineData("run.epochs=0", "1 or more")]
    [InlineData("run.epoch=1", "nearest: run.epochs")]
    public void A_wrong_assignment_is_named(string set, string part)
    {
        ConfigurationException e = _keys.Fails("", set);
        Assert.Contains(part, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_assignment_may_hold_any_value()
    {
        Settings settings = _keys.Read("", "run.title=\"a=b, # c\"", "model = { bias = off }", "data.sources.\"x=y\".address = \"\"", "run.tags = [x y, z]", "model.scales=[1e-3]");
        Assert.Equal("a=b, # c", settings.Get(_keys.Title));
        Assert.False(settings.Get(_keys.Bias));
        Assert.Equal("", settings.Get(_keys.Address, "x=y"));
        Assert.Equal(["x y", "z"], settings.Get(_keys.Tags));
        Assert.Equal([1e-3], settings.Get(_keys.Scales));
    }

    [Fact]
    public void Files_are_read_with_their_includes()
    {
        var files = new MemoryFiles(("/exp.conf", "include \"base\"\nrun.seed = 9"), ("/base.conf", "run { epochs = 4, seed = 5 }"));
        Settings settings = new ConfigurationLayers(_keys.Schema).AddFile("/exp.conf", new HoconOptions { Files = files }).Resolve();
        Assert.Equal((4, 9L), (settings.Get(_keys.Epochs), settings.Get(_keys.Seed)));
        Assert.Equal("/base.conf:1:16", settings.Find(_keys.Epochs).Provenance.Text);
        Assert.Throws<ConfigurationException>(() => new ConfigurationLayers(_keys.Schema).AddFile("/none.conf", new HoconOptions { Files = files }));
    }
}
