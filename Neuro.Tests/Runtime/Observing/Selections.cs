using Neuro.Runtime.Observing;

namespace Neuro.Tests.Runtime.Observing;

/// <summary>Selections of activity for tests.</summary>
internal static class Selections
{
    /// <summary>The first units of every population and the first samples of every so many trials.</summary>
    public static ActivitySelection First(int every, int units, int samples) =>
        new() { Trials = new TrialSelection(every), Units = units, Samples = [.. Enumerable.Range(0, samples)] };
}
