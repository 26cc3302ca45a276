namespace Neuro.Runtime.Observing;

/// <summary>Adds up what one actor does with its time. It reads the clock only where one spell ends and another begins, in the trials that are measured.</summary>
/// <remarks>One owner, the actor; the sums are read between runs.</remarks>
/// <param name="options">How to measure.</param>
internal sealed class ActorClock(TimingOptions options)
{
    private readonly long[] _sums = new long[Enum.GetValues<Spell>().Length];
    private bool _measures;
    private Spell _spell;
    private long _since;

    /// <summary>Whether computing is told apart.</summary>
    public bool Splits => options.Split;

    /// <summary>Clock ticks in spells of one kind.</summary>
    public long Sum(Spell spell) => _sums[(int)spell];

    /// <summary>A run, or its next trial, begins for this actor.</summary>
    /// <param name="trial">The trial to come.</param>
    public void Begin(long trial)
    {
        _measures = trial % options.Every == 0;
        if (_measures)
        {
            (_spell, _since) = (Spell.Delivering, options.Time.GetTimestamp());
        }
    }

    /// <summary>Its trial has ended.</summary>
    /// <param name="next">The trial to come.</param>
    public void End(long next)
    {
        if (_measures)
        {
            _sums[(int)_spell] += options.Time.GetTimestamp() - _since;
        }

        Begin(next);
    }

    /// <summary>A spell begins, if it is another than the one that goes on.</summary>
    public void Enter(Spell spell)
    {
        if (!_measures || spell == _spell || (spell == Spell.Computing && !options.Split))
        {
            return;
        }

        var now = options.Time.GetTimestamp();
        _sums[(int)_spell] += now - _since;
        (_spell, _since) = (spell, now);
    }
}
