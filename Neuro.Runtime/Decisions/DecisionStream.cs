using Neuro.Units.Snapshots;

namespace Neuro.Runtime.Decisions;

/// <summary>The decisions of one input, in the order of its steps, as runs of equal ones.</summary>
/// <remarks>
/// A decision is the version read minus that of lockstep, in steps. A run is one byte where it is short and small: the low 3 bits hold the decision (zigzag; 7
/// for one that follows as a number), the high 5 the length less 1 (31 for a rest that follows as a number). After a large decision, as where nobody waits and a reader is far behind or
/// ahead, it is the change since then that is held instead, which is small. Numbers are little-endian, 7 bits a byte. So decisions take little memory until they are taken out. One owner;
/// not thread-safe.
/// </remarks>
internal sealed class DecisionStream
{
    private const int DecisionBits = 3;
    private const int LargeDecision = (1 << DecisionBits) - 1;

    /// <summary>Decisions up to this size are held as they are, and what follows them.</summary>
    private const long SmallDecision = 3;
    private const int LongRun = (1 << (8 - DecisionBits)) - 1;

    private byte[] _bytes = new byte[256];
    private int _length;
    private long _decision;
    private long _told;
    private long _run;

    /// <summary>Decisions taken in since they were last taken out.</summary>
    public long Count { get; private set; }

    /// <summary>Takes in one decision.</summary>
    public void Add(long decision)
    {
        Count++;
        if (decision == _decision || _run == 0)
        {
            _decision = decision;
            _run++;
            return;
        }

        EndRun();
        _decision = decision;
        _run = 1;
    }

    /// <summary>Visits how far it has come: bytes are only ever added, so setting it back drops what came after.</summary>
    public void VisitState(StateVisitor visitor)
    {
        var count = Count;
        visitor.Number("decisions", ref count);
        Count = count;
        visitor.Number("bytes", ref _length);
        visitor.Number("decision", ref _decision);
        visitor.Number("told", ref _told);
        visitor.Number("run", ref _run);
    }

    /// <summary>Takes out what has gathered, and begins anew.</summary>
    /// <param name="port">The port.</param>
    /// <param name="first">Number of the first decision.</param>
    /// <param name="runs">Where it is added.</param>
    public void Take(int port, long first, List<DecisionRun> runs)
    {
        EndRun();
        var last = 0L;
        for (var at = 0; at < _length;)
        {
            var head = _bytes[at++];
            ulong zigzag = (ulong)(head & LargeDecision);
            if (zigzag == LargeDecision)
            {
                zigzag = Number(ref at);
            }

            var run = (head >> DecisionBits) + 1L;
            if (run == LongRun + 1)
            {
                run += (long)Number(ref at);
            }

            last = Reference(last) + ((long)(zigzag >> 1) ^ -(long)(zigzag & 1));
            runs.Add(new DecisionRun(port, first, run, last));
            first += run;
        }

        (_length, _decision, _told, _run, Count) = (0, 0, 0, 0, 0);
    }

    /// <summary>What a decision is told relative to, given the run before it.</summary>
    private static long Reference(long last) => last is > SmallDecision or < -SmallDecision ? last : 0;

    private ulong Number(ref int at)
    {
        ulong value = 0;
        for (var shift = 0; ; shift += 7)
        {
            var next = _bytes[at++];
            value |= (ulong)(next & 127) << shift;
            if (next < 128)
            {
                return value;
            }
        }
    }

    private void EndRun()
    {
        if (_run == 0)
        {
            return;
        }

        var change = _decision - Reference(_told);
        _told = _decision;
        var zigzag = (ulong)((change << 1) ^ (change >> 63));
        var small = Math.Min(zigzag, LargeDecision);
        var shortRun = Math.Min(_run - 1, LongRun);
        Write((byte)(small | ((ulong)shortRun << DecisionBits)));
        if (small == LargeDecision)
        {
            WriteNumber(zigzag);
        }

        if (shortRun == LongRun)
        {
            WriteNumber((ulong)(_run - 1 - LongRun));
        }

        _run = 0;
    }

    private void WriteNumber(ulong value)
    {
        for (; value > 127; value >>= 7)
        {
            Write((byte)(value | 128));
        }

        Write((byte)value);
    }

    private void Write(byte value)
    {
        if (_length == _bytes.Length)
        {
            Array.Resize(ref _bytes, (int)Math.Min(2L * _length, Array.MaxLength));
        }

        _bytes[_length++] = value;
    }
}
