using System.Numerics;
using Neuro.Units.Messages;
using Neuro.Units.Snapshots;

namespace Neuro.Runtime.DataPlane;

/// <summary>The data plane of one sender: slots that it owns and reuses once every reader's mark has passed them.</summary>
/// <remarks>
/// One writer, the sender; any readers. Publishing copies nothing, allocates nothing and counts no references: the sender writes
/// into the next slot and raises its watermark. A sender that speaks once per trial has a stride of a whole trial.
/// </remarks>
internal sealed class Ring
{
    private readonly Message[] _slots;
    private readonly long _mask;
    private readonly long _stride;
    private readonly List<ReadMark> _marks = [];
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

    /// <summary>All that the sender will ever say up to this version is said.</summary>
    public long Watermark => _watermark.Value;

    public int Capacity => _slots.Length;

    /// <summary>Adds a reader; before the start only.</summary>
    public ReadMark AddReader()
    {
        var mark = new ReadMark();
        _marks.Add(mark);
        return mark;
    }

    /// <summary>The newest message up to a version; the reader's mark must hold it.</summary>
    public Message Read(long version) => _slots[Number(version) & _mask];

    /// <summary>Whether the slot for a version is free: every reader is done with the message that it held.</summary>
    public bool IsFree(long version)
    {
        // A message is needed until a reader needs nothing below the message after it.
        var next = (Number(version) - _slots.Length + 1) * _stride;
        if (next <= 0)
        {
            return true;
        }

        foreach (var mark in _marks)
        {
            if (mark.Needs < next)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The slot for a version, which must be free, marked as what it is going to hold; nobody reads it before it is published.</summary>
    /// <param name="version">The version to be said.</param>
    /// <param name="trial">Its trial.</param>
    public Message Take(long version, long trial)
    {
        var slot = Read(version);
        slot.Version = version;
        slot.Trial = trial;
        return slot;
    }

    /// <summary>Says what was written.</summary>
    /// <param name="watermark">Up to where nothing more will be said.</param>
    public void Publish(long watermark) => _watermark.Value = watermark;

    /// <summary>Visits watermark, marks, and the messages that a reader may still need, the newest at least; at a barrier only.</summary>
    public void VisitState(StateVisitor visitor)
    {
        var watermark = Watermark;
        visitor.Number("watermark", ref watermark);
        _watermark.Value = watermark;
        var oldest = watermark;
        foreach (var mark in _marks)
        {
            var needs = mark.Needs;
            visitor.Number("needs", ref needs);
            mark.Needs = needs;
            oldest = Math.Min(oldest, needs);
        }

        if (watermark >= 0)
        {
            var newest = Number(watermark);
            for (var number = Math.Max(Number(oldest), newest - _mask); number <= newest; number++)
            {
                _slots[number & _mask].VisitState(visitor);
            }
        }
    }

    /// <summary>How many messages came before that of a version.</summary>
    private long Number(long version) => _stride == 1 ? version : version / _stride;
}
