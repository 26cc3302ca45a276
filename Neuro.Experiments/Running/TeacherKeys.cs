using Neuro.Experiments.Configuration;
using Neuro.Experiments.Data;

namespace Neuro.Experiments.Running;

/// <summary>Keys of the data set <c>teacher</c>.</summary>
/// <param name="schema">Takes them in.</param>
internal sealed class TeacherKeys(ConfigurationSchema schema)
{
    private static readonly TeacherOptions Usual = new();

    /// <summary>Inputs.</summary>
    public ConfigurationKey<int> Inputs { get; } = schema.Int("data.teacher.inputs", Usual.Inputs, "Inputs of the data set teacher, uniform in -1 .. 1.", min: 1, max: 65535, unit: "units");

    /// <summary>Hidden units.</summary>
    public ConfigurationKey<int> Hidden { get; } = schema.Int("data.teacher.hidden", Usual.Hidden, "Hidden units of the network that makes the targets of the data set teacher.", min: 1, max: 65535, unit: "units");

    /// <summary>Outputs.</summary>
    public ConfigurationKey<int> Outputs { get; } = schema.Int("data.teacher.outputs", Usual.Outputs, "Real-valued targets of a sample of the data set teacher. Accuracies are the part of their energy that is found, in per cent: 100 (1 - sum |y - t|^2 / sum |t|^2).", min: 1, max: 256, unit: "units");

    /// <summary>k_1.</summary>
    public ConfigurationKey<double> InputGain { get; } = schema.Double("data.teacher.input-gain", Usual.InputGain, "k_1 of the data set teacher: targets are k_2 W_2 (phi(k_1 W_1 x) - 1/2), weights uniform in -1 .. 1.", min: 0, max: 1000);

    /// <summary>k_2.</summary>
    public ConfigurationKey<double> OutputGain { get; } = schema.Double("data.teacher.output-gain", Usual.OutputGain, "k_2 of the data set teacher.", min: 0, max: 1000);

    /// <summary>Samples to learn from.</summary>
    public ConfigurationKey<int> Train { get; } = schema.Int("data.teacher.train", Usual.Train, "Samples of the data set teacher to learn from.", min: 1, max: 1_000_000);

    /// <summary>Samples to be tested on.</summary>
    public ConfigurationKey<int> Test { get; } = schema.Int("data.teacher.test", Usual.Test, "Samples of the data set teacher to be tested on; 0 for those to learn from.", min: 0, max: 1_000_000);

    /// <summary>Seed.</summary>
    public ConfigurationKey<long> Seed { get; } = schema.Long("data.teacher.seed", (long)Usual.Seed, "Seed of the data set teacher.", min: 0);
}
