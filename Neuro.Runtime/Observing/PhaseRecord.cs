namespace Neuro.Runtime.Observing;

/// <summary>What one population was like at the end of a phase; all row-major, <c>batch x units</c>.</summary>
/// <param name="State">s (or g).</param>
/// <param name="StateBefore">The same one step earlier.</param>
/// <param name="Rate">rho(s).</param>
/// <param name="Basal">b of the last step.</param>
/// <param name="Apical">t of the last step; zeros where there is none.</param>
/// <param name="Cancel">c of the last step; zeros where there is none.</param>
/// <param name="Error">e of the last step; zeros where there is none.</param>
public sealed record PhaseRecord(float[] State, float[] StateBefore, float[] Rate, float[] Basal, float[] Apical, float[] Cancel, float[] Error);
