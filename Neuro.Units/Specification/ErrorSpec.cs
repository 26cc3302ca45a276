using Neuro.Units.Activations;

namespace Neuro.Units.Specification;

/// <summary>
/// Error units, one for each unit of a value population: they answer at once with <c>e = (s - mu) / Sigma</c>, <c>mu = W rho(s_below) + b</c> the prediction of s from below.
/// </summary>
/// <remarks>
/// Whittington and Bogacz 2017. What they say as a rate is e, of either sign; what they say as a state is mu. The values that they compare come in on the teaching port.
/// </remarks>
/// <param name="Name">Unique in its network.</param>
/// <param name="Units">Number of units.</param>
/// <param name="TimeConstant">tau in ms of the value units, by which learning rates per time are understood.</param>
public sealed record ErrorSpec(string Name, int Units, double TimeConstant) : DynamicSpec(Name, Units, Activation.Linear, TimeConstant)
{
    /// <summary>Sigma, the variance by which errors are divided, above 0. Default: 1.</summary>
    public double Variance { get; init; } = 1;

    internal override void Validate()
    {
        base.Validate();
        if (!(Variance > 0) || !double.IsFinite(Variance))
        {
            throw new SpecificationException(Part, $"has variance {Variance}, expected a finite value above 0");
        }
    }
}
