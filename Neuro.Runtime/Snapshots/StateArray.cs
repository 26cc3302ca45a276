namespace Neuro.Runtime.Snapshots;

/// <summary>One named piece of a simulation's State: numbers of one type, in C order.</summary>
/// <remarks>Immutable by agreement: whoever has the values does not change them.</remarks>
public sealed class StateArray
{
    /// <summary>Makes an array.</summary>
    /// <param name="values">Its values: <c>float[]</c>, <c>double[]</c> or <c>long[]</c>.</param>
    /// <param name="shape">The size of each dimension.</param>
    /// <exception cref="ArgumentException">The values are of another type, or do not fill the shape.</exception>
    public StateArray(Array values, params IReadOnlyList<int> shape)
    {
        if (values is not (float[] or double[] or long[]))
        {
            throw new ArgumentException($"expected float[], double[] or long[], found {values.GetType().Name}", nameof(values));
        }

        if (shape.Aggregate(1L, (product, size) => product * size) != values.Length)
        {
            throw new ArgumentException($"expected values for the shape {string.Join(" x ", shape)}, found {values.Length}", nameof(shape));
        }

        Values = values;
        Shape = shape;
    }

    /// <summary>Its values: <c>float[]</c>, <c>double[]</c> or <c>long[]</c>.</summary>
    public Array Values { get; }

    /// <summary>The size of each dimension.</summary>
    public IReadOnlyList<int> Shape { get; }
}
