using Neuro.Runtime.Time;

namespace Neuro.Tests.Runtime.Time;

public sealed class TrialPlanTests
{
    [Fact]
    public void Steps_follow_the_phases_in_order()
    {
        var spec = Networks.Ghost([3], prediction: 3, nudging: 2);
        var plan = new TrialPlan(spec);
        var found = Enumerable.Range(1, plan.Steps).Select(step =>
        {
            var context = plan.At(step);
            return $"{context.Phase.Name} {context.PhaseIndex} {context.Offset} {context.EndsPhase}";
        });
        Assert.Equal(
            ["sweep 0 0 False", "sweep 0 1 True", "prediction 1 0 False", "prediction 1 1 False", "prediction 1 2 True", "nudging 2 0 False", "nudging 2 1 True"],
            found);
    }

    [Fact]
    public void A_trial_has_a_version_per_step_and_an_initial_one()
    {
        var plan = new TrialPlan(Networks.Ghost([3], prediction: 3, nudging: 2));
        Assert.Equal((7, 8), (plan.Steps, plan.Versions));
        Assert.Equal([0L, 8L, 16L, 8L * int.MaxValue], new[] { 0L, 1, 2, int.MaxValue }.Select(plan.FirstVersion));
    }
}
