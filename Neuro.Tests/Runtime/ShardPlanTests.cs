using Neuro.Runtime;
using Neuro.Runtime.Decisions;
using Neuro.Units.Specification;

namespace Neuro.Tests.Runtime;

public sealed class ShardPlanTests
{
    [Fact]
    public void Populations_are_divided_but_for_clamped_small_and_named_ones()
    {
        var spec = Networks.Ghost([100, 70], inputs: 200, outputs: 40);
        var plan = new ShardPlan(spec, 3, "hidden2");
        Assert.Equal([1, 3, 1, 2, 1], new[] { "input", "hidden1", "hidden2", "output", "target" }.Select(name => plan.Of(name).Count));
        Assert.True(plan.Divides);
        Assert.False(new ShardPlan(spec).Divides);
    }

    [Fact]
    public void Unknown_names_and_no_shards_are_refused()
    {
        var spec = Networks.Tiny();
        Assert.Contains("'nobody'", Assert.Throws<SpecificationException>(() => new ShardPlan(spec, 2, "nobody")).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new ShardPlan(spec, 0));
    }

    /// <summary>Every port has a number of its own; one to one ports see only the shard that stands opposite.</summary>
    [Fact]
    public void Ports_are_numbered_without_gaps()
    {
        var spec = Networks.Ghost([100, 70], outputs: 40);
        var plan = new ShardPlan(spec, 2);
        var ports = new PortMap(spec, plan);
        var numbers = (from projection in Enumerable.Range(0, spec.Projections.Count)
                       from target in Enumerable.Range(0, plan.Of(spec.Projections[projection].Target).Count)
                       from source in Enumerable.Range(0, plan.Of(spec.Projections[projection].Source).Count)
                       select ports[projection, target, source]).ToList();
        Assert.Equal(Enumerable.Range(0, ports.Count), numbers);
        var teach = spec.Projections.ToList().FindIndex(p => p.Port == Port.Teach);
        Assert.True(ports.Reads(teach, 1, 1));
        Assert.False(ports.Reads(teach, 0, 1));
        Assert.Contains("shard 2 of 'hidden2' to shard 1 of", ports.NameOf(ports[teach, 0, 1]), StringComparison.Ordinal);
    }
}
