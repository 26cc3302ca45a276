using Neuro.Runtime;
using Neuro.Runtime.DataPlane;
using Neuro.Runtime.Decisions;
using Neuro.Runtime.Feeding;
using Neuro.Runtime.Schedules;
using Neuro.Units.Kernels;
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
    private readonly int _batch;
    private readonly ShardPlan _shards;
    private readonly PortMap _ports;
    private readonly List<Unit> _units = [];
    private readonly Dictionary<string, ClampedPopulation> _clamped = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Population, long Trial), Message> _shown = [];

    public Interpreter(
        NetworkSpec spec, WeightStore weights, ITrialSource source, int batch, IReadSchedule? schedule = null, bool lasting = true, ExecutionOptions? execution = null, ShardPlan? shards = null)
    {
        _spec = spec;
        Weights = weights;
        _source = source;
        _schedule = schedule ?? new LockstepSchedule();
        _lasting = lasting;
        _batch = batch;
        _shards = shards ?? new ShardPlan(spec);
        _ports = new PortMap(spec, _shards);
        foreach (var population in spec.Populations)
        {
            for (var shard = 0; shard < _shards.Of(population.Name).Count; shard++)
            {
                var physics = PopulationFactory.Build(spec, population, _shards.Of(population.Name)[shard], batch, weights, execution ?? new ExecutionOptions());
                if (physics is ClampedPopulation clamped)
                {
                    _clamped.Add(population.Name, clamped);
                }
                else
                {
                    _units.Add(new Unit(physics, (DynamicSpec)population, shard));
                }
            }
        }
    }

    public NetworkSpec Spec => _spec;

    public WeightStore Weights { get; }

    /// <summary>Told of every step of a population and of what it said.</summary>
    public Action<Population, Message>? Stepped { get; set; }

    /// <summary>Plasticity signals that never arrived, by projection.</summary>
    public Dictionary<string, long> Lost { get; } = new(StringComparer.Ordinal);

    /// <summary>Plasticity signals that arrived twice, by projection.</summary>
    public Dictionary<string, long> Duplicates { get; } = new(StringComparer.Ordinal);

    private int Versions => _spec.StepsPerTrial + 1;

    /// <summary>All that an undivided population has said, oldest first: one message per version, or per trial of a clamped one.</summary>
    public IReadOnlyList<Message> Said(string population) => _clamped.ContainsKey(population)
        ? [.. _shown.Where(shown => shown.Key.Population == population).OrderBy(shown => shown.Key.Trial).Select(shown => shown.Value)]
        : _units.Single(unit => unit.Spec.Name == population).Said;

    /// <summary>What a population said last, its shards put together.</summary>
    public Message Newest(string population) => _clamped.ContainsKey(population) ? Said(population)[^1] : Whole([.. UnitsOf(population).Select(unit => (unit.Said[^1], unit.Physics.Range))]);

    public void Run(int trials)
    {
        // Whoever can go on goes on, in the order of the description, until all have run all trials: a schedule may read what is said later.
        var contexts = _spec.Phases.SelectMany((phase, index) => Enumerable.Range(0, phase.Steps).Select(offset => new StepContext(phase, index, offset))).ToList();
        var end = _units[0].Trial + trials;
        while (_units.Exists(unit => unit.Trial < end))
        {
            var moved = false;
            foreach (var unit in _units.Where(unit => unit.Trial < end))
            {
                moved |= TryGoOn(unit, contexts);
            }

            Assert.True(moved, "nobody can take a step");
        }
    }

    private bool TryGoOn(Unit unit, List<StepContext> contexts)
    {
        var start = unit.Trial * Versions;
        var said = unit.Said.Count - 1;
        if (said < start)
        {
            if (_schedule.HasTrialBarrier && _units.Exists(other => other.Trial < unit.Trial))
            {
                return false;
            }

            var examples = new int[unit.Physics.WantsExamples ? _batch : 0];
            if (examples.Length > 0)
            {
                _source.FillExamples(unit.Trial, examples);
            }

            unit.Physics.Open(new TrialContext(unit.Trial, _source.EpochOf(unit.Trial), _lasting) { Examples = examples }, Add(unit, start));
            return true;
        }

        return said < start + contexts.Count ? TryStep(unit, start, said + 1, contexts[(int)(said - start)]) : TryClose(unit, start);
    }

    private bool TryStep(Unit unit, long start, long version, StepContext context)
    {
        foreach (var port in Ports(unit))
        {
            if (!_schedule.TryChoose(Request(port, start, version), Watermark(port), out var chosen))
            {
                return false;
            }

            unit.Chosen[port.Number] = chosen;
        }

        foreach (var port in Ports(unit))
        {
            Deliver(unit, port, Request(port, start, version), unit.Chosen[port.Number], Math.Max(unit.Chosen[port.Number], version - port.Projection.Delay));
            unit.Used[(port.Number, version)] = unit.Chosen[port.Number];
        }

        var read = Ports(unit).GroupBy(port => port.Projection).Select(ports => Read(unit, [.. ports])).ToArray();
        var own = unit.Said[^1];
        var next = Add(unit, version);
        if (context.Phase.Still || context.Phase.Recall is not null || Ticks(unit.Spec, version - start - 1, context.Offset))
        {
            unit.Physics.Step(context, own, read, next);
        }
        else
        {
            unit.Physics.Hold(own, next, context);
            Assert.Equal(Values(own.State!), Values(next.State!));
            Assert.Equal(Values(own.Rate), Values(next.Rate));
            Assert.Equal(own.RateVersion, next.RateVersion);
        }

        Stepped?.Invoke(unit.Physics, next);
        return true;
    }

    private static float[] Values(PanelMatrix matrix)
    {
        var values = new float[matrix.Batch * matrix.Units];
        matrix.CopyTo(values);
        return values;
    }

    /// <summary>Rounds of turns, with which each phase begins anew; of the rounds of a trial, the first few of each period count.</summary>
    private static bool Ticks(DynamicSpec spec, long steps, int offset) => offset % spec.Turns == spec.Turn && steps / spec.Turns % spec.Period < spec.Duty;

    private bool TryClose(Unit unit, long start)
    {
        var end = start + Versions - 1;
        if (_schedule.HasTrialBarrier)
        {
            if (_units.Exists(other => other.Said.Count <= end))
            {
                return false;
            }

            foreach (var port in Ports(unit).Where(_ => !_schedule.SkipsUnread))
            {
                Deliver(unit, port, Request(port, start, int.MaxValue), end, end);
            }
        }

        unit.Physics.Close();
        unit.Trial++;
        return true;
    }

    /// <summary>Applies the signals that have come to a port, each once, oldest first.</summary>
    private void Deliver(Unit unit, Port port, ReadRequest request, long chosen, long said)
    {
        if (port.Projection.Rules.OfType<MirrorRule>().FirstOrDefault() is not { } mirror)
        {
            return;
        }

        var partner = _ports[IndexOf(_spec.Projection(mirror.Forward)), port.Source, unit.Shard];
        var sender = UnitsOf(port.Projection.Source)[port.Source];
        for (var version = _schedule.SkipsUnread ? 1 : request.TrialStart + 1; version <= said; version++)
        {
            if (unit.Resolved.Contains((port.Number, version)) || version >= sender.Said.Count)
            {
                continue;
            }

            var fate = !_schedule.SkipsUnread ? _schedule.FateOf(request, chosen, version)
                : version > chosen ? SignalFate.Later
                : version == chosen && IsKept(unit, sender, partner, version, request.Version) ? SignalFate.Arrived : SignalFate.Lost;
            if (fate == SignalFate.Later)
            {
                continue;
            }

            unit.Resolved.Add((port.Number, version));
            var signal = sender.Said[(int)version];
            if (signal.HasSignal && fate == SignalFate.Arrived)
            {
                unit.Physics.Deliver(Inputs(unit.Spec.Name).IndexOf(port.Projection), signal, sender.Physics.Range, unit.Said[(int)sender.Used[(partner, version)]]);
                if (_schedule.ArrivesTwice(request.Projection, version))
                {
                    Duplicates[port.Projection.Name] = Duplicates.GetValueOrDefault(port.Projection.Name) + 1;
                }
            }
            else if (signal.HasSignal)
            {
                Lost[port.Projection.Name] = Lost.GetValueOrDefault(port.Projection.Name) + 1;
            }
        }
    }

    /// <summary>Where senders overwrite, own rates are kept for as many versions as a ring has slots.</summary>
    private bool IsKept(Unit unit, Unit sender, int partner, long version, long now) =>
        !sender.Said[(int)version].HasSignal || sender.Used[(partner, version)] >= now - RingDepth.Of(_spec, _schedule, unit.Spec);

    private ReadRequest Request(Port port, long start, long version) => new(IndexOf(port.Projection), version, IsClamped(port) || _schedule.HasTrialBarrier ? start : 0, port.Projection.Delay)
    {
        Port = port.Number,
        TrialEnd = IsClamped(port) || _schedule.HasTrialBarrier ? start + Versions - 1 : long.MaxValue,
    };

    /// <summary>All that a sender will ever say up to this version is said.</summary>
    private long Watermark(Port port) => IsClamped(port) ? long.MaxValue : UnitsOf(port.Projection.Source)[port.Source].Said.Count - 1;

    private Message Read(Unit unit, List<Port> ports) => IsClamped(ports[0])
        ? Shown(ports[0].Projection.Source, unit.Trial)
        : Whole([.. ports.Select(port => UnitsOf(port.Projection.Source)[port.Source]).Zip(ports, (sender, port) => (sender.Said[(int)unit.Chosen[port.Number]], sender.Physics.Range))]);

    private Message Shown(string population, long trial)
    {
        if (!_shown.TryGetValue((population, trial), out var message))
        {
            message = _clamped[population].CreateMessage();
            (message.Version, message.Trial) = (trial * Versions, trial);
            _source.Fill(trial, ((ClampedSpec)_spec.Population(population)).Content, message.Rate);
            _clamped[population].Open(new TrialContext(trial, _source.EpochOf(trial), _lasting), message);
            _shown.Add((population, trial), message);
        }

        return message;
    }

    /// <summary>Messages of shards as one, value by value.</summary>
    private Message Whole(List<(Message Message, PanelRange Range)> parts)
    {
        if (parts.Count == 1)
        {
            return parts[0].Message;
        }

        var units = parts[0].Message.Rate.Units;
        var together = parts.TrueForAll(part => part.Message.Version == parts[0].Message.Version);
        var whole = new Message
        {
            Rate = new PanelMatrix(_batch, units),
            State = new PanelMatrix(_batch, units),
            Events = together && parts[0].Message.Events is not null ? new RateEvents([.. parts.Select(part => part.Message.Events!.Sections[0])]) : null,

            // Nothing can build on shards of different versions, nor can they build on anything.
            Version = together ? parts[0].Message.Version : -1,
            RateVersion = together ? parts.Max(part => part.Message.RateVersion) : long.MaxValue,
        };
        foreach (var (message, range) in parts)
        {
            for (var unit = range.First * PanelLayout.Block; unit < Math.Min(range.End * PanelLayout.Block, units); unit++)
            {
                for (var sample = 0; sample < _batch; sample++)
                {
                    whole.Rate[sample, unit] = message.Rate[sample, unit];
                    whole.State[sample, unit] = message.State![sample, unit];
                }
            }
        }

        return whole;
    }

    private Message Add(Unit unit, long version)
    {
        var message = unit.Physics.CreateMessage();
        message.Version = version;
        message.Trial = unit.Trial;
        unit.Said.Add(message);
        return message;
    }

    private List<Port> Ports(Unit unit) => [..
        from projection in Inputs(unit.Spec.Name)
        from source in Enumerable.Range(0, _shards.Of(projection.Source).Count)
        where _ports.Reads(IndexOf(projection), unit.Shard, source)
        select new Port(projection, source, _ports[IndexOf(projection), unit.Shard, source])];

    private bool IsClamped(Port port) => _clamped.ContainsKey(port.Projection.Source);

    private List<Unit> UnitsOf(string population) => _units.FindAll(unit => unit.Spec.Name == population);

    private int IndexOf(ProjectionSpec projection) => _spec.Projections.ToList().FindIndex(p => p.Name == projection.Name);

    private List<ProjectionSpec> Inputs(string population) => [.. _spec.Projections.Where(p => p.Target == population)];

    private sealed record Port(ProjectionSpec Projection, int Source, int Number);

    /// <summary>A population with a state, or one shard of it.</summary>
    private sealed class Unit(Population physics, DynamicSpec spec, int shard)
    {
        public Population Physics => physics;

        public DynamicSpec Spec => spec;

        public int Shard => shard;

        public long Trial { get; set; }

        public List<Message> Said { get; } = [];

        /// <summary>The version chosen for the step in hand, by port.</summary>
        public Dictionary<int, long> Chosen { get; } = [];

        /// <summary>The version read, by port and own version.</summary>
        public Dictionary<(int Port, long Version), long> Used { get; } = [];

        public HashSet<(int Port, long Version)> Resolved { get; } = [];
    }
}
