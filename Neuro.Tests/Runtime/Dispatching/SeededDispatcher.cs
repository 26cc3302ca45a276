using Neuro.Runtime.Dispatching;

namespace Neuro.Tests.Runtime.Dispatching;

/// <summary>Runs actors on the calling thread in an order drawn from a seed, or recorded before, so that a failing interleaving can be had again.</summary>
internal sealed class SeededDispatcher : IDispatcher
{
    private const int Levels = 1000;
    private const int TurnsPerChange = 16;
    private const int TurnsPerSpuriousWake = 3;

    private readonly Func<int, int> _draw;
    private readonly TurnOrder _order;
    private readonly bool _spurious;
    private readonly List<Actor> _ready = [];
    private readonly List<Actor> _known = [];
    private readonly List<int> _priorities = [];
    private readonly List<int> _drawn = [];
    private Actor? _running;

    private SeededDispatcher(Func<int, int> draw, TurnOrder order, bool spurious)
    {
        _draw = draw;
        _order = order;
        _spurious = spurious;
    }

    public int Workers => 1;

    /// <summary>Every choice made so far.</summary>
    public IReadOnlyList<int> Drawn => _drawn;

    public int Turns { get; private set; }

    public static SeededDispatcher FromSeed(int seed, TurnOrder order = TurnOrder.Uniform, bool spurious = false) =>
        new(new Random(seed).Next, order, spurious);

    /// <summary>Makes the choices of another dispatcher again; beyond their end it refuses to go on.</summary>
    public static SeededDispatcher FromRecord(IReadOnlyList<int> record, TurnOrder order = TurnOrder.Uniform, bool spurious = false)
    {
        var next = 0;
        return new SeededDispatcher(_ => record[next++], order, spurious);
    }

    public void Enqueue(Actor actor)
    {
        if (_ready.Contains(actor))
        {
            throw new InvalidOperationException("an actor was queued twice");
        }

        if (!_known.Contains(actor))
        {
            _known.Add(actor);
            _priorities.Add(Draw(Levels));
        }

        _ready.Add(actor);
    }

    public void Drive(Func<bool> done, Action stalled)
    {
        while (!done())
        {
            WakeSpuriously();
            if (_ready.Count == 0)
            {
                stalled();
                return;
            }

            RunOne();
        }

        while (_ready.Count > 0)
        {
            RunOne();
        }
    }

    private void RunOne()
    {
        if (_running is not null)
        {
            throw new InvalidOperationException("a turn began within a turn");
        }

        var index = Choose();
        _running = _ready[index];
        _ready.RemoveAt(index);
        Turns++;
        _running.RunTurn();
        _running = null;
    }

    private int Choose()
    {
        switch (_order)
        {
            case TurnOrder.Newest:
                return _ready.Count - 1;
            case TurnOrder.Oldest:
                return 0;
            case TurnOrder.Uniform:
                return Draw(_ready.Count);
        }

        if (Draw(TurnsPerChange) == 0)
        {
            _priorities[Draw(_known.Count)] = Draw(Levels);
        }

        return Enumerable.Range(0, _ready.Count).MaxBy(i => _priorities[_known.IndexOf(_ready[i])]);
    }

    private void WakeSpuriously()
    {
        // A queue that has run dry is not filled up again: a lost wake-up must show.
        if (_spurious && _ready.Count > 0 && Draw(TurnsPerSpuriousWake) == 0)
        {
            _known[Draw(_known.Count)].Wake();
        }
    }

    private int Draw(int bound)
    {
        var value = _draw(bound);
        _drawn.Add(value);
        return value;
    }
}
