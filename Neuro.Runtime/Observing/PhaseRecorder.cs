using Neuro.Units.Messages;
using Neuro.Units.Populations;
using Neuro.Units.Tensors;

namespace Neuro.Runtime.Observing;

/// <summary>Copies all variables of one population at the end of each phase, for measures taken outside the network.</summary>
/// <remarks>Meant for probe trials, not for training. Read it between runs; a record is filled anew each time its phase ends.</remarks>
public sealed class PhaseRecorder : IPhaseObserver
{
    private readonly DynamicPopulation _population;
    private readonly Observation _observation;
    private readonly Dictionary<string, PhaseRecord> _records = new(StringComparer.Ordinal);

    private PhaseRecorder(DynamicPopulation population)
    {
        _population = population;
        _observation = new Observation(population.Batch, population.Spec.Units);
        population.Observation = _observation;
    }

    /// <summary>Records a population from the next run on.</summary>
    /// <param name="simulation">Its simulation, between runs.</param>
    /// <param name="population">Its name; a population with a state.</param>
    /// <exception cref="ArgumentException">The population is clamped.</exception>
    public static PhaseRecorder Attach(Simulation simulation, string population)
    {
        if (simulation.Population(population) is not DynamicPopulation dynamic)
        {
            throw new ArgumentException($"population '{population}' is clamped, expected one with a state", nameof(population));
        }

        var recorder = new PhaseRecorder(dynamic);
        simulation.Observe(population, recorder);
        return recorder;
    }

    /// <summary>The newest record of a phase.</summary>
    /// <param name="phase">Its name.</param>
    /// <exception cref="KeyNotFoundException">The phase has not ended yet.</exception>
    public PhaseRecord this[string phase] => _records.TryGetValue(phase, out var record)
        ? record
        : throw new KeyNotFoundException($"population '{_population.Spec.Name}' has not ended a phase '{phase}'");

    /// <summary>Whether a phase has been recorded.</summary>
    /// <param name="phase">Its name.</param>
    public bool Has(string phase) => _records.ContainsKey(phase);

    /// <inheritdoc/>
    public void PhaseEnded(long trial, in StepContext context, Message before, Message said)
    {
        if (!_records.TryGetValue(context.Phase.Name, out var record))
        {
            record = new PhaseRecord(Room(), Room(), Room(), Room(), Room(), Room(), Room());
            _records.Add(context.Phase.Name, record);
        }

        said.State!.CopyTo(record.State);
        before.State!.CopyTo(record.StateBefore);
        said.Rate.CopyTo(record.Rate);
        _observation.Basal.Values.CopyTo(record.Basal);
        _observation.Apical.Values.CopyTo(record.Apical);
        _observation.Cancel.Values.CopyTo(record.Cancel);
        _observation.Error.Values.CopyTo(record.Error);
    }

    private float[] Room() => new float[_population.Batch * _population.Spec.Units];
}
