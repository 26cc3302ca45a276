using System.Runtime.CompilerServices;

namespace Neuro.Units.Initialisation;

/// <summary>Checks of the numbers that describe initial weights.</summary>
internal static class Parameter
{
    /// <summary>The value, if it is a finite number.</summary>
    public static float Finite(float value, [CallerArgumentExpression(nameof(value))] string? name = null) =>
        float.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(name, value, "Expected a finite number.");

    /// <summary>The value, if it is finite and above zero.</summary>
    public static float Positive(float value, [CallerArgumentExpression(nameof(value))] string? name = null) =>
        float.IsFinite(value) && value > 0
            ? value
            : throw new ArgumentOutOfRangeException(name, value, "Expected a finite number above 0.");
}
