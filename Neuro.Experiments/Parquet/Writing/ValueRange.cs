using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Neuro.Experiments.Parquet.Writing;

/// <summary>The least and the largest of the numbers it has seen.</summary>
/// <remarks>By the format's rules there is none where a NaN occurs, a least zero is -0.0 and a largest one +0.0, whatever the signs of the zeros seen.</remarks>
internal struct ValueRange<T>()
    where T : unmanaged, INumber<T>, IMinMaxValue<T>
{
    private bool _isAny;
    private bool _isNaN;
    private T _least;
    private T _largest;

    public readonly object? Least => !_isAny || _isNaN ? null : T.IsZero(_least) ? -T.Zero : _least;

    public readonly object? Largest => !_isAny || _isNaN ? null : T.IsZero(_largest) ? T.Zero : _largest;

    public void Add(T value) => Add(new ReadOnlySpan<T>(in value));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(ReadOnlySpan<T> values)
    {
        if (values.IsEmpty)
        {
            return;
        }

        T least = _isAny ? _least : values[0];
        T largest = _isAny ? _largest : values[0];
        bool isNaN = _isNaN;
        int lanes = Vector256<T>.Count;
        ref T from = ref MemoryMarshal.GetReference(values);
        int i = 0;
        if (values.Length >= 2 * lanes)
        {
            Vector256<T> low = Vector256.Create(least), low2 = low;
            Vector256<T> high = Vector256.Create(largest), high2 = high;
            Vector256<T> numbers = Vector256<T>.AllBitsSet;
            for (; i <= values.Length - (2 * lanes); i += 2 * lanes)
            {
                Vector256<T> a = Vector256.LoadUnsafe(ref from, (nuint)i);
                Vector256<T> b = Vector256.LoadUnsafe(ref from, (nuint)(i + lanes));
                low = Vector256.MinNative(low, a);
                high = Vector256.MaxNative(high, a);
                low2 = Vector256.MinNative(low2, b);
                high2 = Vector256.MaxNative(high2, b);
                if (typeof(T) == typeof(float) || typeof(T) == typeof(double))
                {
                    numbers &= Vector256.Equals(a, a) & Vector256.Equals(b, b);
                }
            }

            low = Vector256.MinNative(low, low2);
            high = Vector256.MaxNative(high, high2);
            isNaN |= (typeof(T) == typeof(float) || typeof(T) == typeof(double)) && !Vector256.EqualsAll(numbers.AsByte(), Vector256<byte>.AllBitsSet);
            for (int lane = 0; lane < lanes; lane++)
            {
                least = low[lane] < least ? low[lane] : least;
                largest = high[lane] > largest ? high[lane] : largest;
            }
        }

        for (; i < values.Length; i++)
        {
            isNaN |= T.IsNaN(values[i]);
            least = values[i] < least ? values[i] : least;
            largest = values[i] > largest ? values[i] : largest;
        }

        _isAny = true;
        _isNaN = isNaN;
        _least = least;
        _largest = largest;
    }
}
