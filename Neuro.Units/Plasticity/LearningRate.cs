namespace Neuro.Units.Plasticity;

/// <summary>
/// A learning rate and its schedule: <c>eta(epoch) = Initial * Decay^epoch * min(1, (epoch + 1) / (Warmup + 1)) * DropFactor^(drops up to epoch)</c>, epochs counted from 0.
/// </summary>
/// <param name="Initial">Rate of the first epoch, at least 0, per time constant.</param>
/// <param name="Decay">Factor per epoch, above 0; 1 keeps the rate.</param>
/// <param name="Warmup">Epochs before the rate is whole, at least 0; it rises in equal steps. Default: 0.</param>
public sealed record LearningRate(double Initial, double Decay = 1, int Warmup = 0)
{
    /// <summary>Epochs, counted from 0, at whose beginning the rate drops for good. Default: none.</summary>
    public IReadOnlyList<int> Drops { get; init; } = [];

    /// <summary>Factor of a drop, above 0. Default: 0.1.</summary>
    public double DropFactor { get; init; } = 0.1;

    /// <summary>The rate in an epoch.</summary>
    /// <param name="epoch">Epoch from 0.</param>
    public double At(int epoch)
    {
        var rate = Initial * Math.Pow(Decay, epoch) * Math.Min(1, (epoch + 1.0) / (Warmup + 1.0));

        // By index: layers ask in every trial, and an enumerator would be allocated.
        for (var i = 0; i < Drops.Count; i++)
        {
            rate *= epoch >= Drops[i] ? DropFactor : 1;
        }

        return rate;
    }
}
