using Neuro.Runtime;
using Neuro.Runtime.Observing;

namespace Neuro.Tests.Runtime.Observing;

public sealed class ActorClockTests
{
    private readonly ManualTime _time = new();

    [Fact]
    public void Spells_add_up_to_the_time_of_the_measured_trials()
    {
        var clock = new ActorClock(new TimingOptions(_time) { Every = 2, Split = true });
        clock.Begin(0);
        Pass(clock, 3, Spell.Computing);
        Pass(clock, 5, Spell.Delivering);
        Pass(clock, 1, Spell.Waiting);
        Pass(clock, 7, Spell.Delivering);
        Pass(clock, 2, Spell.Ready);
        Pass(clock, 11, Spell.Delivering);
        _time.Now += 4;
        clock.End(1);
        Assert.Equal((5, 10, 7, 11), Sums(clock));

        // Trial 1 is not measured, what lies between two runs is nobody's time.
        Pass(clock, 100, Spell.Waiting);
        clock.End(2);
        _time.Now += 1000;
        clock.Begin(2);
        Pass(clock, 1, Spell.Computing);
        _time.Now += 20;
        clock.End(3);
        Assert.Equal((25, 11, 7, 11), Sums(clock));
    }

    [Fact]
    public void Without_a_split_computing_is_a_part_of_the_turn()
    {
        var clock = new ActorClock(new TimingOptions(_time));
        clock.Begin(0);
        Pass(clock, 3, Spell.Computing);
        Pass(clock, 5, Spell.Delivering);
        Pass(clock, 1, Spell.Waiting);
        Pass(clock, 7, Spell.Delivering);
        clock.End(1);
        Assert.Equal((0, 9, 7, 0), Sums(clock));
    }

    /// <summary>A population that goes on without waiting, or waits through many fruitless turns, costs no reading.</summary>
    [Fact]
    public void The_clock_is_read_where_spells_change_alone()
    {
        var clock = new ActorClock(new TimingOptions(_time) { Every = 1 });
        clock.Begin(0);
        for (var i = 0; i < 10; i++)
        {
            clock.Enter(Spell.Delivering);
            clock.Enter(Spell.Computing);
        }

        Assert.Equal(1, _time.Readings);
        for (var i = 0; i < 10; i++)
        {
            clock.Enter(Spell.Waiting);
        }

        Assert.Equal(2, _time.Readings);
    }

    private static (long, long, long, long) Sums(ActorClock clock) => (clock.Sum(Spell.Computing), clock.Sum(Spell.Delivering), clock.Sum(Spell.Waiting), clock.Sum(Spell.Ready));

    private void Pass(ActorClock clock, long ticks, Spell then)
    {
        _time.Now += ticks;
        clock.Enter(then);
    }
}
