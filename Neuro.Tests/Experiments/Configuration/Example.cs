using Neuro.Experiments.Configuration;

namespace Neuro.Tests.Experiments.Configuration;

/// <summary>A small program's keys, one of each type.</summary>
internal sealed class Example
{
    public Example()
    {
        Epochs = Schema.Int("run.epochs", 20, "Passes over the training set.", min: 1);
        Seed = Schema.Long("run.seed", 1, "Seed of every random choice.", min: 0);
        Schema.Describe("run", "How long and from where.");
        Rate = Schema.Double("model.learning-rate", 0.1, "Step of the descent.", min: 0, max: 10, minExcluded: true, unit: "1/ms");
        Hidden = Schema.IntList("model.hidden", [500], "Widths of the hidden layers.", min: 1, max: 100_000, minCount: 1, unit: "units");
        Scales = Schema.DoubleList("model.scales", [1, 0.5], "Scales of the initial weights.", min: 0);
        Tags = Schema.TextList("run.tags", ["a b", "c"], "Words to find a run by.");
        Layers = Schema.ChoiceList("model.losses", [Configuration.Loss.SoftMax, Configuration.Loss.Mse], "Losses to report.");
        Delays = Schema.DurationList("model.delays", [1, 2.5], "Delays of the projections.");
        Bias = Schema.Bool("model.bias", true, "Whether units have a bias.");
        Dataset = Schema.Text("data.name", "mnist", "The data set.", "mnist", "digits", "none");
        Folder = Schema.OptionalText("data.folder", "Where data sets lie; null means the cache.");
        Title = Schema.Text("run.title", "say \"hi\"", "A title.");
        Loss = Schema.Choice("model.loss", Configuration.Loss.SoftMax, "What is minimised.");
        Step = Schema.Duration("time.step", 0.1, "Simulated time per step.", minExcluded: true);
        Settle = Schema.Time("time.settle", SimulatedTime.OfSteps(20), "Length of the prediction phase.", minSteps: 1);
        Gap = Schema.Time("time.gap", SimulatedTime.OfMilliseconds(1.5m), "Pause between trials.");
        Sources = Schema.Sections("data.sources", "Where data sets are fetched from.");
        Address = Sources.Text("address", "", "The address.");
        Parallel = Sources.Int("limits.parallel", 2, "Downloads at a time.", min: 1, max: 8);
        Sources.Entry("main", "address = \"https://example.org/x\"").Entry("spare one", "limits.parallel = 1");
    }

    public ConfigurationSchema Schema { get; } = new("The keys of an example.");

    public ConfigurationKey<int> Epochs { get; }

    public ConfigurationKey<long> Seed { get; }

    public ConfigurationKey<double> Rate { get; }

    public ConfigurationKey<IReadOnlyList<int>> Hidden { get; }

    public ConfigurationKey<IReadOnlyList<double>> Scales { get; }

    public ConfigurationKey<IReadOnlyList<string>> Tags { get; }

    public ConfigurationKey<IReadOnlyList<Loss>> Layers { get; }

    public ConfigurationKey<IReadOnlyList<double>> Delays { get; }

    public ConfigurationKey<bool> Bias { get; }

    public ConfigurationKey<string> Dataset { get; }

    public ConfigurationKey<string?> Folder { get; }

    public ConfigurationKey<string> Title { get; }

    public ConfigurationKey<Loss> Loss { get; }

    public ConfigurationKey<double> Step { get; }

    public ConfigurationKey<SimulatedTime> Settle { get; }

    public ConfigurationKey<SimulatedTime> Gap { get; }

    public ConfigurationMap Sources { get; }

    public ConfigurationKey<string> Address { get; }

    public ConfigurationKey<int> Parallel { get; }

    public ConfigurationLayers Layer(string text = "", string origin = "exp.conf") => new ConfigurationLayers(Schema).AddText(text, origin);

    public Settings Read(string text, params string[] sets) => sets.Aggregate(Layer(text), (layers, set) => layers.AddSet(set)).Resolve();

    public ConfigurationException Fails(string text, params string[] sets) => Assert.Throws<ConfigurationException>(() => Read(text, sets));
}

internal enum Loss
{
    Mse,
    SoftMax,
}
