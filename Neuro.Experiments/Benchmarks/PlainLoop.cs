using Neuro.Runtime.Feeding;
using Neuro.Runtime.Time;
using Neuro.Units.Messages;
using Neuro.Units.Plasticity;
using Neuro.Units.Populations;
using Neuro.Units.Specification;
using Neuro.Units.Tensors;

namespace Neuro.Experiments.Benchmarks;

/// <summary>The same populations called from one loop, one after another, without actors, rings or marks: what message passing is measured against.</summary>
/// <remarks>For projections of delay 1 only.</remarks>
internal sealed class PlainLoop
{
    private const int History = 4;
    private readonly TrialPlan _plan;
    private readonly ITrialSource _source;
    private readonly Unit[] _units;
    private long _trial;

    public PlainLoop(NetworkSpec spec, int batch, WeightStore weights, ITrialSource source)
    {
        _plan = new TrialPlan(spec);
        _source = source;
        var populations = PopulationFactory.Build(spec, batch, weights, new ExecutionOptions());
        _units = [.. populations.Select(population => new Unit(population, spec))];
    }

    public void Run(int trials)
    {
        for (var i = 0; i < trials; i++)
        {
            RunTrial();
        }
    }

    private void RunTrial()
    {
        var context = new TrialContext(_trial, _source.EpochOf(_trial), Lasting: true);
        foreach (var unit in _units)
        {
            var slot = unit.Slots[0];
            slot.Version = _plan.FirstVersion(_trial);
            if (unit.Population.Spec is ClampedSpec clamped)
            {
                _source.Fill(_trial, clamped.Content, slot.Rate);
            }

            unit.Population.Open(context, slot);
        }

        for (var step = 1; step <= _plan.Steps; step++)
        {
            foreach (var unit in _units)
            {
                Step(unit, step);
            }
        }

        foreach (var unit in _units)
        {
            Deliver(unit, _plan.Steps);
            unit.Population.Close();
        }

        _trial++;
    }

    private void Step(Unit unit, int step)
    {
        if (unit.IsClamped)
        {
            return;
        }

        Deliver(unit, step - 1);
        for (var i = 0; i < unit.Sources.Length; i++)
        {
            unit.Read[i] = Slot(_units[unit.Sources[i]], step - 1);
        }

        var next = Slot(unit, step);
        next.Version = _plan.FirstVersion(_trial) + step;
        unit.Population.Step(_plan.At(step), Slot(unit, step - 1), unit.Read, next);
    }

    private void Deliver(Unit unit, int version)
    {
        if (version < 1)
        {
            return;
        }

        foreach (var input in unit.Mirrors)
        {
            var signal = Slot(_units[unit.Sources[input]], version);
            if (signal.HasSignal)
            {
                unit.Population.Deliver(input, signal, PanelRange.Whole(signal.Rate.Layout), Slot(unit, version - 1));
            }
        }
    }

    private static Message Slot(Unit unit, int version) => unit.IsClamped ? unit.Slots[0] : unit.Slots[version % History];

    private sealed class Unit
    {
        public Unit(Population population, NetworkSpec spec)
        {
            Population = population;
            IsClamped = population is ClampedPopulation;
            Slots = [.. Enumerable.Range(0, IsClamped ? 1 : History).Select(_ => population.CreateMessage())];
            var incoming = spec.Projections.Where(p => p.Target == population.Spec.Name).ToList();
            Sources = [.. incoming.Select(p => spec.Populations.ToList().FindIndex(q => q.Name == p.Source))];
            Mirrors = [.. Enumerable.Range(0, incoming.Count).Where(i => incoming[i].Rules.OfType<MirrorRule>().Any())];
            Read = new Message[Sources.Length];
        }

        public Population Population { get; }

        public bool IsClamped { get; }

        public Message[] Slots { get; }

        public int[] Sources { get; }

        public int[] Mirrors { get; }

        public Message[] Read { get; }
    }
}
