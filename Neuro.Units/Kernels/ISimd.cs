namespace Neuro.Units.Kernels;

/// <summary>The few vector operations that the kernels are written in, once for every width.</summary>
/// <remarks>
/// Lanes always run over postsynaptic units (or over elements), never over a sum, and every multiply-add is fused: a
/// kernel therefore gives the same bits whatever the width.
/// </remarks>
/// <typeparam name="TVector">The vector type.</typeparam>
internal unsafe interface ISimd<TVector>
    where TVector : unmanaged
{
    /// <summary>Values per vector: 16, 8 or 1.</summary>
    static abstract int Lanes { get; }

    /// <summary>Whether there are 32 registers, which decides the size of a tile.</summary>
    static abstract bool ManyRegisters { get; }

    static abstract TVector Zero { get; }

    static abstract TVector Load(float* source);

    static abstract void Store(TVector value, float* target);

    static abstract TVector Broadcast(float value);

    static abstract TVector Add(TVector a, TVector b);

    static abstract TVector Subtract(TVector a, TVector b);

    static abstract TVector Multiply(TVector a, TVector b);

    static abstract TVector Divide(TVector a, TVector b);

    static abstract TVector FusedMultiplyAdd(TVector a, TVector b, TVector c);

    static abstract TVector Min(TVector a, TVector b);

    static abstract TVector Max(TVector a, TVector b);

    /// <summary>Lane-wise <paramref name="a"/> &gt;= <paramref name="b"/> ? <paramref name="yes"/> : <paramref name="no"/>.</summary>
    static abstract TVector SelectGreaterOrEqual(TVector a, TVector b, TVector yes, TVector no);

    /// <summary>2 to the power of an integral value in -126 .. 127 that was biased by 1.5 * 2^23.</summary>
    static abstract TVector PowerOfTwo(TVector biased);

    /// <summary>Whether every lane is zero (a lane that is NaN is not).</summary>
    static abstract bool AllZero(TVector value);
}
