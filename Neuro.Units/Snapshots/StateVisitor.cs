using Neuro.Units.Tensors;

namespace Neuro.Units.Snapshots;

/// <summary>Visits what a simulation has as State: takes it out, or puts back what was taken out.</summary>
/// <remarks>
/// Each class says once what its State is, in a fixed order, and hands it over by reference; so what is put back cannot differ from what is taken out.
/// Constants and Scratch are not visited. Between trials only; not thread-safe.
/// </remarks>
public abstract class StateVisitor
{
    /// <summary>Whether State is put back. Whoever keeps something that follows from its State then makes it anew.</summary>
    public abstract bool IsRestoring { get; }

    /// <summary>
    /// Whether State is visited that belongs to one shard alone, as to how far it has read. Else only what holds for whole populations is, from which a network that is
    /// divided otherwise can go on; that is enough where all begin a trial together.
    /// </summary>
    public virtual bool VisitsShards => true;

    /// <summary>Whether what was recorded and not yet taken out is visited, too. Not where records are written before.</summary>
    public virtual bool VisitsRecords => true;

    /// <summary>Says whose State comes next.</summary>
    /// <param name="kind">What it is, such as <c>population</c>.</param>
    /// <param name="name">Its name in the description.</param>
    /// <param name="part">Which part of it, from 0, where it is divided.</param>
    public abstract void Enter(string kind, string name, int part = 0);

    /// <summary>A whole number, the same in all parts of its owner.</summary>
    /// <param name="name">Its name; the order tells equal ones of an owner apart.</param>
    /// <param name="value">Read, or set when restoring.</param>
    public abstract void Number(string name, ref long value);

    /// <summary>A count, which adds up over the parts of its owner.</summary>
    /// <param name="name">Its name; the order tells equal ones of an owner apart.</param>
    /// <param name="value">Read, or set when restoring.</param>
    public virtual void Count(string name, ref long value) => Number(name, ref value);

    /// <summary>Counts, which add up over the parts of their owner.</summary>
    /// <param name="name">Their name; the order tells equal ones of an owner apart.</param>
    /// <param name="values">Read, or set when restoring; always as many.</param>
    public void Counts(string name, Span<long> values)
    {
        foreach (ref var value in values)
        {
            Count(name, ref value);
        }
    }

    /// <summary>A whole number, the same in all parts of its owner.</summary>
    /// <param name="name">Its name; the order tells equal ones of an owner apart.</param>
    /// <param name="value">Read, or set when restoring.</param>
    public void Number(string name, ref int value)
    {
        long wide = value;
        Number(name, ref wide);
        value = (int)wide;
    }

    /// <summary>A number of double precision.</summary>
    /// <param name="name">Its name; the order tells equal ones of an owner apart.</param>
    /// <param name="value">Read, or set when restoring.</param>
    public virtual void Number(string name, ref double value)
    {
        var bits = BitConverter.DoubleToInt64Bits(value);
        Number(name, ref bits);
        value = BitConverter.Int64BitsToDouble(bits);
    }

    /// <summary>Yes or no.</summary>
    /// <param name="name">Its name; the order tells equal ones of an owner apart.</param>
    /// <param name="value">Read, or set when restoring.</param>
    public void Flag(string name, ref bool value)
    {
        long number = value ? 1 : 0;
        Number(name, ref number);
        value = number != 0;
    }

    /// <summary>Whole numbers.</summary>
    /// <param name="name">Their name; the order tells equal ones of an owner apart.</param>
    /// <param name="values">Read, or set when restoring; always as many.</param>
    public void Numbers(string name, Span<long> values)
    {
        foreach (ref var value in values)
        {
            Number(name, ref value);
        }
    }

    /// <summary>Rates, potentials or signals.</summary>
    /// <param name="name">Their name; the order tells equal ones of an owner apart.</param>
    /// <param name="matrix"><c>batch x units</c>; read, or set when restoring, padding included.</param>
    /// <param name="range">The panels that belong to the owner.</param>
    public abstract void Matrix(string name, PanelMatrix matrix, PanelRange range);

    /// <summary>Weights and biases.</summary>
    /// <param name="name">Their name; the order tells equal ones of an owner apart.</param>
    /// <param name="weights"><c>post x pre</c>; read, or set when restoring, padding included.</param>
    public abstract void Weights(string name, WeightMatrix weights);
}
