using System.Numerics;
using Neuro.Units.Messages;
using Neuro.Units.Snapshots;
using Neuro.Units.Tensors;

namespace Neuro.Runtime.DataPlane;

/// <summary>The data plane of one sender: slots that it owns and reuses.</summary>
/// <remarks>
/// One writer, the sender; any readers. Publishing copies nothing, allocates nothing and counts no references: the sender writes
/// into the next slot and raises its watermark. A sender that speaks once per trial has a stride of a whole trial.
/// <para>
/// A slot is reused once every reader's mark has passed it; the sender waits for that. An <em>overwriting</em> ring never makes its sender wait: a mark
/// then pins the very version that its reader holds, and where the slot to be reused is pinned, a spare message takes its place. With as many
/// spares as readers there is always one that nobody holds.
/// </para>
/// </remarks>
internal sealed class Ring
{
    private readonly Message[] _slots;
    private readonly long _mask;
    private readonly long _stride;
    private readonly List<ReadMark> _marks = [];
    private Message[]? _spares;
    private PaddedLong _watermark;

    /// <summary>Makes the ring of a sender.</summary>
    /// <param name="slots">At least 2 slots, and a power of two of them.</param>
    /// <param name="stride">Versions from one message to the next.</param>
    public Ring(IEnumerable<Message> slots, long stride)
    {
        _slots = [.. slots];
        if (_slots.Length < 2 || !BitOperations.IsPow2(_slots.Length))
        {
            throw new ArgumentException($"expected a power of two of slots, at least 2, found {_slots.Length}", nameof(slots));
        }

        _mask = _slots.Length - 1;
        _stride = stride;
        _watermark.Value = -1;
    }

    /// <summary>All that the sender will ever say up to this version is said. A layer raises it when it has closed a trial.</summary>
    public long Watermark => _watermark.Value;

    /// <summary>How far a layer has come within its trials, each of which is one message; null for others. Set before the start.</summary>
    public ActProgress? Acts { get; init; }

    public int Capacity => _slots.Length;

    /// <summary>Adds a reader; before the start only.</summary>
    public ReadMark AddReader()
    {
        var mark = new ReadMark();
        _marks.Add(mark);
        return mark;
    }

    /// <summary>Makes the ring an overwriting one; before the start only, when all readers are there.</summary>
    /// <param name="spare">Makes a spare message.</param>
    public void Overwrite(Func<int, Message> spare)
    {
        _spares = [.. Enumerable.Range(0, _marks.Count).Select(spare)];
        foreach (var message in _slots.Concat(_spares))
        {
            // No version at all, so that no mark seems to pin it.
            message.Version = -1;
        }
    }

    /// <summary>The newest message up to a version; the reader's mark must hold it.</summary>
    public Message Read(long version) => _slots[Number(version) & _mask];

    /// <summary>
    /// Whether a message that was read after its version had been pinned is certain to stay as it is: its slot cannot have been taken for another before the
    /// pin was there to be seen.
    /// </summary>
    /// <param name="version">The version pinned, before a full fence.</param>
    public bool IsHeld(long version) => _watermark.Value <= version + _slots.Length - 2;

    /// <summary>Whether every reader has passed everything below a version.</summary>
    public bool IsPassed(long version)
    {
        foreach (var mark in _marks)
        {
            if (mark.Needs < version)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether the slot for a version is free: every reader is done with the message that it held.</summary>
    public bool IsFree(long version)
    {
        // A message is needed until a reader needs nothing below the message after it.
        var next = (Number(version) - _slots.Length + 1) * _stride;
        return next <= 0 || _spares is not null || IsPassed(next);
    }

    /// <summary>The slot for a version, which must be free, marked as what it is going to hold; nobody reads it before it is published.</summary>
    /// <param name="version">The version to be said.</param>
    /// <param name="trial">Its trial.</param>
    public Message Take(long version, long trial)
    {
        if (_spares is not null)
        {
            Unpin(Number(version) & _mask);
        }

        var slot = Read(version);
        slot.Version = version;
        slot.Trial = trial;
        return slot;
    }

    /// <summary>Says what was written.</summary>
    /// <param name="watermark">Up to where nothing more will be said.</param>
    public void Publish(long watermark) => _watermark.Value = watermark;

    /// <summary>Visits watermark, marks, and the messages that a reader may still need, the newest at least; at a barrier only.</summary>
    /// <param name="visitor">The visitor.</param>
    /// <param name="range">The panels that the sender owns; others of the same matrices belong to other shards.</param>
    public void VisitState(StateVisitor visitor, PanelRange range)
    {
        var watermark = Watermark;
        visitor.Number("watermark", ref watermark);
        _watermark.Value = watermark;

        var oldest = visitor.VisitsShards ? VisitMarks(visitor, watermark) : VisitBorder(visitor, watermark);
        if (watermark >= 0)
        {
            var newest = Number(watermark);
            for (var number = Math.Max(Number(oldest), newest - _mask); number <= newest; number++)
            {
                _slots[number & _mask].VisitState(visitor, range);
            }
        }
    }

    /// <summary>Visits how far each reader has come, and tells the oldest version that somebody still needs.</summary>
    private long VisitMarks(StateVisitor visitor, long watermark)
    {
        // An overwriting ring has no reader to wait for, but keeps the past that signals pair with.
        var oldest = _spares is null ? watermark : 0;
        foreach (var mark in _marks)
        {
            var needs = mark.Needs;
            visitor.Number("needs", ref needs);
            mark.Needs = needs;
            oldest = Math.Min(oldest, needs);
        }

        return oldest;
    }

    /// <summary>Where nothing is read across the borders of trials, every reader has passed all that is said.</summary>
    private long VisitBorder(StateVisitor visitor, long watermark)
    {
        if (visitor.IsRestoring)
        {
            SkipTo(watermark);
        }
        else if (!IsPassed(watermark + 1))
        {
            throw new InvalidOperationException($"expected readers that have passed version {watermark}, the last of a trial, found one that has not");
        }

        return watermark;
    }

    /// <summary>Stands as if all up to a version had been said and read; before anything is said only.</summary>
    public void SkipTo(long version)
    {
        _watermark.Value = version;
        _marks.ForEach(mark => mark.Needs = version + 1);
    }

    /// <summary>Exchanges the message of a slot for one that nobody holds.</summary>
    private void Unpin(long slot)
    {
        // The full fence between "the version before is said" and "who holds what?": whoever pins after this look sees how far the sender has come.
        Interlocked.MemoryBarrier();
        for (var i = 0; IsPinned(_slots[slot].Version); i++)
        {
            (_slots[slot], _spares![i]) = (_spares[i], _slots[slot]);
        }
    }

    private bool IsPinned(long version)
    {
        foreach (var mark in _marks)
        {
            if (mark.Needs == version && version >= 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>How many messages came before that of a version.</summary>
    private long Number(long version) => _stride == 1 ? version : version / _stride;
}
