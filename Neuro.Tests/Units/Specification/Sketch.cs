using Neuro.Units.Activations;
using Neuro.Units.Initialisation;
using Neuro.Units.Losses;
using Neuro.Units.Plasticity;
using Neuro.Units.Specification;

namespace Neuro.Tests.Units.Specification;

/// <summary>A small correct network, to be spoiled in one place.</summary>
internal sealed class Sketch
{
    public double TimeStep { get; set; } = 1;

    public List<PopulationSpec> Populations { get; } =
    [
        new ClampedSpec("input", 4, TrialContent.Input),
        new PyramidalSpec("hidden", 3, Activation.Sigmoid, 2),
        new PyramidalSpec("output", 2, Activation.Sigmoid, 2, Loss.MeanSquaredError),
        new ClampedSpec("target", 2, TrialContent.Target),
        new GhostSpec("ghost", 2, Activation.Sigmoid, 2),
    ];

    public List<ProjectionSpec> Projections { get; } =
    [
        new("in-h", "input", "hidden", Port.Basal) { Initialiser = new Normal(1), Rules = [Rate(new ErrorSlopeRule("nudging"))] },
        new("h-o", "hidden", "output", Port.Basal) { Initialiser = new Normal(1), Rules = [Rate(new ErrorSlopeRule("nudging"))] },
        new("o-h", "output", "hidden", Port.Apical) { Initialiser = new CopyOf("h-o", transposed: true), Rules = [new MirrorRule("nudging", "h-o")] },
        new("h-g", "hidden", "ghost", Port.Basal) { Initialiser = new Normal(1), Rules = [Rate(new MimicryRule("prediction"))] },
        new("g-h", "ghost", "hidden", Port.Cancel) { Initialiser = new Normal(1), Rules = [Rate(new CancellationRule("prediction"))] },
        new("teach", "output", "ghost", Port.Teach),
        new("aim", "target", "output", Port.Target),
    ];

    public List<PhaseSpec> Phases { get; } = [new("prediction", 3) { ReadOut = true }, new("nudging", 2) { Nudging = 1 }];

    public static PlasticityRule Rate(PlasticityRule rule, double initial = 0.1, double decay = 1) => rule with { Rate = new LearningRate(initial, decay) };

    public NetworkSpec Build() => new("net", TimeStep, Populations, Projections, Phases);

    public void Replace(string population, Func<PopulationSpec, PopulationSpec> change) =>
        Populations[Populations.FindIndex(p => p.Name == population)] = change(Populations.First(p => p.Name == population));

    public void Rewire(string projection, Func<ProjectionSpec, ProjectionSpec> change) =>
        Projections[Projections.FindIndex(p => p.Name == projection)] = change(Projections.First(p => p.Name == projection));

    public void Retime(string phase, Func<PhaseSpec, PhaseSpec> change) =>
        Phases[Phases.FindIndex(p => p.Name == phase)] = change(Phases.First(p => p.Name == phase));

    public void Remove(string projection) => Projections.RemoveAll(p => p.Name == projection);

    public void Add(ProjectionSpec projection) => Projections.Add(projection);
}
