using Neuro.Units.Tensors;

namespace Neuro.Units.Populations;

/// <summary>Where a population stands: its states and its rates, <c>batch x units</c> each.</summary>
/// <param name="State">s (or g).</param>
/// <param name="Rate">rho(s).</param>
internal readonly record struct Levels(PanelMatrix State, PanelMatrix Rate);
