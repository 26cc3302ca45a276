namespace Neuro.Units.Plasticity;

/// <summary>A learning rate and its schedule: <c>eta(epoch) = Initial * Decay^epoch</c>, epochs counted from 0.</summary>
/// <param name="Initial">Rate of the first epoch, at least 0, per time constant.</param>
/// <param name="Decay">Factor per epoch, above 0; 1 keeps the rate.</param>
public sealed record LearningRate(double Initial, double Decay = 1)
{
    /// <summary>The rate in an epoch.</summary>
    /// <param name="epoch">Epoch from 0.</param>
    public double At(int epoch) => Initial * Math.Pow(Decay, epoch);
}
