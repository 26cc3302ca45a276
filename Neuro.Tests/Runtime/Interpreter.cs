using Neuro.Runtime.Feeding;
using Neuro.Runtime.Schedules;
using Neuro.Units.Messages;
using Neuro.Units.Plasticity;
using Neuro.Units.Populations;
using Neuro.Units.Specification;
using Neuro.Units.Tensors;

namespace Neuro.Tests.Runtime;

/// <summary>The executable semantics: what a network and a read schedule mean, in plain code on one thread.</summary>
/// <remarks>
/// Every version that a population ever says is kept, in a list; there is no ring, no mark, no watermark, no actor. It knows from its own
/// notes, not from the messages, which version each reader used. The physics of one population are those of the product.
/// </remarks>
internal sealed class Interpreter
{
    private readonly NetworkSpec _spec;
    private readonly ITrialSource _source;
    private readonly IReadSchedule _schedule;
    private readonly bool _lasting;
    private readonly Dictionary<string, Population> _populations;
    private readonly Dictionary<string, List<Message>> _said;
    private readonly HashSet<(string Projection, long Version)> _resolved = [];
    private readonly Dictionary<(string Projection, long Version), long> _used = [];
    private long _trial;

    public Interpreter(NetworkSpec spec, WeightStore weights, ITrialSource source, int batch, IReadSchedule? schedule = null, bool lasting = true, ExecutionOptions? execution = null)
    {
        _spec = spec;
        Weights = weights;
        _source = source;
        _schedule = schedule ?? new LockstepSchedule();
        _lasting = lasting;
        var populations = PopulationFactory.Build(spec, batch, weights, execution ?? new ExecutionOptions());
        _populations = populations.ToDictionary(p => p.Spec.Name, StringComparer.Ordinal);
        _said = populations.ToDictionary(p => p.Spec.Name, _ => new List<Message>(), StringComparer.Ordinal);
    }

    public NetworkSpec Spec => _spec;

    public WeightStore Weights { get; }

    /// <summary>Told of every step of a population and of what it said.</summary>
    public Action<Population, Message>? Stepped { get; set; }

    /// <summary>Plasticity signals that never arrived, by projection.</summary>
    public Dictionary<string, long> Lost { get; } = new(StringComparer.Ordinal);

    private int Versions => _spec.StepsPerTrial + 1;

    /// <summary>All that a population has said, oldest first: one message per version, or per trial of a clamped one.</summary>
    public IReadOnlyList<Message> Said(string population) => _said[population];

    public void Run(int trials)
    {
        for (var i = 0; i < trials; i++)
        {
            RunTrial(_trial * Versions);
            _trial++;
        }
    }

    private void RunTrial(long start)
    {
        foreach (var population in _populations.Values)
        {
            Open(population, start);
        }

        // Whoever can take its next step takes it, in the order of the description, until all have taken all: a schedule may read what is said later.
        var contexts = _spec.Phases.SelectMany((phase, index) => Enumerable.Range(0, phase.Steps).Select(offset => new StepContext(phase, index, offset))).ToList();
        var version = start + contexts.Count;
        var dynamic = _populations.Values.Where(p => p is not ClampedPopulation).ToList();
        while (dynamic.Exists(p => Newest(p.Spec.Name) < version))
        {
            var moved = false;
            foreach (var population in dynamic)
            {
                var next = Newest(population.Spec.Name) + 1;
                moved |= next <= version && TryStep(population, start, next, contexts[(int)(next - start - 1)]);
            }

            Assert.True(moved, "nobody can take a step");
        }

        foreach (var population in _populations.Values.Where(p => p is not ClampedPopulation))
        {
            foreach (var projection in Inputs(population))
            {
                Deliver(projection, new ReadRequest(IndexOf(projection), int.MaxValue, start, projection.Delay), version, version);
            }

            population.Close();
        }
    }

    private void Open(Population population, long start)
    {
        var initial = Add(population, start);
        if (population.Spec is ClampedSpec clamped)
        {
            _source.Fill(_trial, clamped.Content, initial.Rate);
        }

        population.Open(new TrialContext(_trial, _source.EpochOf(_trial), _lasting), initial);
    }

    /// <summary>All that a population will ever say up to this version is said.</summary>
    private long Newest(string population) => _populations[population] is ClampedPopulation ? ((_said[population].Count - 1) * Versions) + Versions - 1 : _said[population].Count - 1;

    private bool TryStep(Population population, long start, long version, StepContext context)
    {
        var read = new List<Message>();
        if (Inputs(population).Exists(p => !_schedule.TryChoose(new ReadRequest(IndexOf(p), version, start, p.Delay), Newest(p.Source), out _)))
        {
            return false;
        }

        foreach (var projection in Inputs(population))
        {
            // Everything up to the step before is said: whoever has a delay of at least 1 finds what it asks for.
            var request = new ReadRequest(IndexOf(projection), version, start, projection.Delay);
            _schedule.TryChoose(request, Newest(projection.Source), out var chosen);
            Deliver(projection, request, chosen, Math.Max(chosen, version - projection.Delay));
            _used[(projection.Name, version)] = chosen;
            read.Add(Message(projection.Source, chosen));
        }

        var own = Message(population.Spec.Name, version - 1);
        var dynamic = (DynamicSpec)population.Spec;
        if ((version - start - 1) % dynamic.Period < dynamic.Duty)
        {
            population.Step(context, own, read.ToArray(), Add(population, version));
        }
        else
        {
            var held = Add(population, version);
            Copy(own.State!, held.State!);
            Copy(own.Rate, held.Rate);
            held.RateVersion = own.RateVersion;
            held.Events?.Sections[0].Begin(own.Events!.Sections[0]);
        }

        Stepped?.Invoke(population, Message(population.Spec.Name, version));
        return true;
    }

    /// <summary>Applies the signals of this trial that have come by a projection, each once, oldest first.</summary>
    private void Deliver(ProjectionSpec projection, ReadRequest request, long chosen, long said)
    {
        if (projection.Rules.OfType<MirrorRule>().FirstOrDefault() is not { } mirror)
        {
            return;
        }

        var target = _populations[projection.Target];
        for (var version = request.TrialStart + 1; version <= said; version++)
        {
            var fate = _resolved.Contains((projection.Name, version)) ? SignalFate.Later : _schedule.FateOf(request, chosen, version);
            if (fate == SignalFate.Later)
            {
                continue;
            }

            _resolved.Add((projection.Name, version));
            var signal = Message(projection.Source, version);
            if (signal.HasSignal && fate == SignalFate.Arrived)
            {
                target.Deliver(Inputs(target).IndexOf(projection), signal, Message(projection.Target, _used[(mirror.Forward, version)]));
            }
            else if (signal.HasSignal)
            {
                Lost[projection.Name] = Lost.GetValueOrDefault(projection.Name) + 1;
            }
        }
    }

    private int IndexOf(ProjectionSpec projection) => _spec.Projections.ToList().FindIndex(p => p.Name == projection.Name);

    private static void Copy(PanelMatrix from, PanelMatrix to)
    {
        var values = new float[from.Batch * from.Units];
        from.CopyTo(values);
        to.CopyFrom(values);
    }

    private Message Message(string population, long version) =>
        _said[population][(int)(_populations[population] is ClampedPopulation ? version / Versions : version)];

    private Message Add(Population population, long version)
    {
        var message = population.CreateMessage();
        message.Version = version;
        message.Trial = _trial;
        _said[population.Spec.Name].Add(message);
        return message;
    }

    private List<ProjectionSpec> Inputs(Population population) => [.. _spec.Projections.Where(p => p.Target == population.Spec.Name)];
}
