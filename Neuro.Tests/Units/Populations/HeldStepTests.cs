using Neuro.Tests.Runtime;
using Neuro.Units.Messages;
using Neuro.Units.Populations;
using Neuro.Units.Specification;
using Neuro.Units.Tensors;

namespace Neuro.Tests.Units.Populations;

/// <summary>A step without a tick says what the step before said, in the same memory, which stays as it is for whoever still reads it.</summary>
public sealed class HeldStepTests
{
    private const int Batch = 3;

    private readonly Population _hidden;
    private readonly Message[] _inputs;
    private readonly StepContext _context;

    public HeldStepTests()
    {
        var spec = Networks.Tiny();
        var populations = PopulationFactory.Build(spec, Batch, WeightStore.Create(spec, 1), new ExecutionOptions());
        _context = new StepContext(spec.Phases[0], 0, 0);
        _hidden = populations.First(population => population.Spec.Name == "hidden1");
        _inputs = [.. spec.Projections.Where(p => p.Target == "hidden1").Select(p => Said(populations.First(sender => sender.Spec.Name == p.Source)))];
    }

    [Fact]
    public void It_shares_memory()
    {
        var (said, held) = (_hidden.CreateMessage(), _hidden.CreateMessage());
        _hidden.Open(new TrialContext(0, 0, Lasting: false), said);
        _hidden.Hold(said, held, _context);
        Assert.Same(said.State, held.State);
        Assert.Same(said.Rate, held.Rate);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_is_said_next_leaves_it_alone(bool opens)
    {
        var (said, held) = (_hidden.CreateMessage(), _hidden.CreateMessage());
        _hidden.Open(new TrialContext(0, 0, Lasting: false), said);
        _hidden.Step(_context, said, _inputs, held);
        var (states, rates) = (Values(held.State!), Values(held.Rate));
        _hidden.Hold(held, said, _context);

        // The slot of the step that was held comes round again while the step that repeats it is still read.
        if (opens)
        {
            _hidden.Open(new TrialContext(1, 0, Lasting: false), held);
        }
        else
        {
            _hidden.Step(_context, said, _inputs, held);
        }

        Assert.Equal(states, Values(said.State!));
        Assert.Equal(rates, Values(said.Rate));
        Assert.NotSame(said.State, held.State);
        Assert.NotSame(said.Rate, held.Rate);
    }

    private static Message Said(Population population)
    {
        var message = population.CreateMessage();
        if (population is ClampedPopulation)
        {
            for (var unit = 0; unit < message.Rate.Units; unit++)
            {
                message.Rate[0, unit] = 0.5f;
            }
        }

        population.Open(new TrialContext(0, 0, Lasting: false), message);
        return message;
    }

    private static float[] Values(PanelMatrix matrix)
    {
        var values = new float[matrix.Batch * matrix.Units];
        matrix.CopyTo(values);
        return values;
    }
}
