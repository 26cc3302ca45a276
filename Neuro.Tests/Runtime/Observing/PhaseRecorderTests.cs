using Neuro.Runtime;
using Neuro.Runtime.Observing;
using Neuro.Units.Populations;

namespace Neuro.Tests.Runtime.Observing;

public sealed class PhaseRecorderTests
{
    private const int Batch = 3;

    /// <summary>What is recorded is what was said, at the version at which the phase ended; e = t - c, and the step follows from s, b and e.</summary>
    [Fact]
    public void Records_what_was_said_at_the_end_of_each_phase()
    {
        var spec = Networks.Tiny();
        var interpreter = new Interpreter(spec, WeightStore.Create(spec, 1), new HashedTrials(1), Batch);
        interpreter.Run(2);
        using var host = new WorkerHost(1);
        var simulation = new Simulation(spec, WeightStore.Create(spec, 1), new HashedTrials(1), host, new SimulationOptions { Batch = Batch });
        var recorder = PhaseRecorder.Attach(simulation, "hidden1");
        simulation.Run(2);
        var version = spec.StepsPerTrial + 1;
        foreach (var phase in spec.Phases)
        {
            version += phase.Steps;
            var (said, before) = (interpreter.Said("hidden1")[version], interpreter.Said("hidden1")[version - 1]);
            var record = recorder[phase.Name];
            for (var i = 0; i < record.State.Length; i++)
            {
                var (sample, unit) = (i / said.Rate.Units, i % said.Rate.Units);
                Assert.Equal(said.State![sample, unit], record.State[i]);
                Assert.Equal(before.State![sample, unit], record.StateBefore[i]);
                Assert.Equal(said.Rate[sample, unit], record.Rate[i]);
                var h = phase.StepRatio ?? 0.5;
                var expected = record.StateBefore[i] + (h * (record.Basal[i] + record.Error[i] - record.StateBefore[i]));
                Assert.Equal(expected, record.State[i], 1e-5);
                Assert.Equal(phase.Feedback ? record.Apical[i] - record.Cancel[i] : 0, record.Error[i], 1e-5);
            }
        }
    }

    [Fact]
    public void A_phase_that_has_not_ended_is_named()
    {
        var spec = Networks.Tiny();
        using var host = new WorkerHost(1);
        var simulation = new Simulation(spec, WeightStore.Create(spec, 1), new HashedTrials(1), host, new SimulationOptions { Batch = Batch });
        var recorder = PhaseRecorder.Attach(simulation, "hidden1");
        Assert.False(recorder.Has("prediction"));
        Assert.Equal("population 'hidden1' has not ended a phase 'prediction'", Assert.Throws<KeyNotFoundException>(() => recorder["prediction"]).Message);
        simulation.Run(1);
        Assert.True(recorder.Has("prediction"));
    }

    [Fact]
    public void A_clamped_population_has_nothing_to_record()
    {
        var spec = Networks.Tiny();
        using var host = new WorkerHost(1);
        var simulation = new Simulation(spec, WeightStore.Create(spec, 1), new HashedTrials(1), host, new SimulationOptions { Batch = Batch });
        Assert.Contains("population 'input' is clamped", Assert.Throws<ArgumentException>(() => PhaseRecorder.Attach(simulation, "input")).Message, StringComparison.Ordinal);
    }
}
