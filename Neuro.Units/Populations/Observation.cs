using Neuro.Units.Tensors;

namespace Neuro.Units.Populations;

/// <summary>Copies of what a population computed in its last step and told nobody.</summary>
internal sealed class Observation(int batch, int units)
{
    public ObservedVariable Basal { get; } = new(batch, units);

    public ObservedVariable Apical { get; } = new(batch, units);

    public ObservedVariable Cancel { get; } = new(batch, units);

    public ObservedVariable Error { get; } = new(batch, units);

    /// <summary>A step begins: what it does not compute, it does not have.</summary>
    public void Begin()
    {
        Basal.Begin();
        Apical.Begin();
        Cancel.Begin();
        Error.Begin();
    }
}
