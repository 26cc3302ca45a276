namespace Neuro.Units.Specification;

/// <summary>A network as it is described: immutable, named, validated. It says what there is, never how it runs.</summary>
/// <remarks>Safe to share between threads.</remarks>
public sealed class NetworkSpec
{
    /// <summary>Describes a network.</summary>
    /// <param name="name">Name of the network.</param>
    /// <param name="timeStep">dt in ms, above 0.</param>
    /// <param name="populations">At least one; names are unique.</param>
    /// <param name="projections">Inputs of a population are summed in this order.</param>
    /// <param name="phases">The phases of a trial, in order; exactly one is read out.</param>
    /// <exception cref="SpecificationException">A part is wrong; the message names it, what was given and what was expected.</exception>
    public NetworkSpec(
        string name,
        double timeStep,
        IEnumerable<PopulationSpec> populations,
        IEnumerable<ProjectionSpec> projections,
        IEnumerable<PhaseSpec> phases)
    {
        Name = name;
        TimeStep = timeStep;
        Populations = [.. populations];
        Projections = [.. projections];
        Phases = [.. phases];
        new NetworkValidator(this).Validate();
    }

    /// <summary>Name of the network.</summary>
    public string Name { get; }

    /// <summary>dt in ms.</summary>
    public double TimeStep { get; }

    /// <summary>The populations.</summary>
    public IReadOnlyList<PopulationSpec> Populations { get; }

    /// <summary>The projections.</summary>
    public IReadOnlyList<ProjectionSpec> Projections { get; }

    /// <summary>The phases of a trial.</summary>
    public IReadOnlyList<PhaseSpec> Phases { get; }

    /// <summary>Steps of a trial: the sum over its phases.</summary>
    public int StepsPerTrial => Phases.Sum(phase => phase.Steps);

    /// <summary>The population of that name.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="SpecificationException">There is none; the message names those that are.</exception>
    public PopulationSpec Population(string name) =>
        Populations.FirstOrDefault(p => p.Name == name)
        ?? throw new SpecificationException($"population '{name}'", $"not in network '{Name}', which has {string.Join(", ", Populations.Select(p => p.Name))}");

    /// <summary>The projection of that name.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="SpecificationException">There is none; the message names those that are.</exception>
    public ProjectionSpec Projection(string name) =>
        Projections.FirstOrDefault(p => p.Name == name)
        ?? throw new SpecificationException($"projection '{name}'", $"not in network '{Name}', which has {string.Join(", ", Projections.Select(p => p.Name))}");

    /// <summary>The same network with other phases, for example only those up to the read-out, for evaluation.</summary>
    /// <param name="phases">The phases.</param>
    public NetworkSpec WithPhases(IEnumerable<PhaseSpec> phases)
    {
        List<PhaseSpec> kept = [.. phases];
        List<PopulationSpec> populations = [.. Populations.Select(Without).Where(population => population is not LayerSpec { Acts.Count: 0 })];
        var names = populations.Select(population => population.Name).ToHashSet(StringComparer.Ordinal);
        return new(Name, TimeStep, populations, [.. Projections.Where(p => names.Contains(p.Source) && names.Contains(p.Target))], kept, validateRulePhases: false);

        // A layer does nothing in a phase that is not there, and one that does nothing at all is not there either.
        PopulationSpec Without(PopulationSpec population) =>
            population is LayerSpec layer ? layer with { Acts = [.. layer.Acts.Where(act => kept.Exists(phase => phase.Name == act.Phase))] } : population;
    }

    /// <summary>The same network in which every population ticks at every step.</summary>
    public NetworkSpec WithoutClocks() => With(dynamic => dynamic with { Period = 1, Duty = 1 });

    /// <summary>The same network without noise.</summary>
    public NetworkSpec WithoutNoise() => With(dynamic => dynamic with { Noise = 0 });

    /// <summary>The same network whose states begin every trial alike: nothing is kept from trial to trial, nor stored by example.</summary>
    public NetworkSpec WithoutMemory() => With(dynamic => dynamic with { KeepsState = false, Particles = null });

    private NetworkSpec(string name, double timeStep, IReadOnlyList<PopulationSpec> populations, IReadOnlyList<ProjectionSpec> projections, IEnumerable<PhaseSpec> phases, bool validateRulePhases)
    {
        Name = name;
        TimeStep = timeStep;
        Populations = populations;
        Projections = projections;
        Phases = [.. phases];
        new NetworkValidator(this, validateRulePhases).Validate();
    }

    private NetworkSpec With(Func<DynamicSpec, DynamicSpec> change) =>
        new(Name, TimeStep, [.. Populations.Select(p => p is DynamicSpec dynamic ? change(dynamic) : p)], Projections, Phases, validateRulePhases: false);

    /// <summary>dt / tau of a population.</summary>
    internal double StepRatio(DynamicSpec population) => TimeStep / population.TimeConstant;
}
