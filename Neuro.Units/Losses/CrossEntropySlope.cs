namespace Neuro.Units.Losses;

/// <summary>The factor 1 / (r (1 - r)) of the cross-entropy's derivative with respect to a rate.</summary>
internal static unsafe class CrossEntropySlope
{
    /// <summary>Keeps the factor finite where a rate has reached 0 or 1 in single precision.</summary>
    private const float Smallest = 1e-6f;

    public static void Divide(int length, float* rate, float* nudge)
    {
        for (var i = 0; i < length; i++)
        {
            nudge[i] /= MathF.Max(rate[i] * (1f - rate[i]), Smallest);
        }
    }
}
