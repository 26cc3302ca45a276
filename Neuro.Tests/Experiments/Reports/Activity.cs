namespace Neuro.Tests.Experiments.Reports;

/// <summary>A table of activity in which each value tells where it belongs.</summary>
internal static class Activity
{
    public const string Columns = "trial|step|phase|population|sample|unit|state|rate|basal|apical|cancel|error";

    public static readonly string[] Populations = ["hidden1", "output", "ghost2"];

    private static readonly string[] Variables = ["state", "rate", "basal", "apical", "cancel", "error"];

    /// <summary>The value of a variable; null where the population has none.</summary>
    public static float? Value(long trial, int step, string population, int sample, int unit, string variable) =>
        population != "hidden1" && variable is "apical" or "cancel" && population != "hidden1" ? null
        : population == "ghost2" && variable == "error" ? null
        : (float)(trial + (step / 32.0) + (Array.IndexOf(Populations, population) * 1000) + (sample * 100) + (unit * 10) + (Array.IndexOf(Variables, variable) / 512.0));

    /// <summary>The phase of a step of a network with one hidden layer: a sweep of 2 steps, prediction of 3, nudging of 2.</summary>
    public static string Phase(int step) => step <= 2 ? "sweep" : step <= 5 ? "prediction" : "nudging";

    /// <summary>The rows of some trials, a row group for each.</summary>
    public static IEnumerable<object?[]> Rows(long[] trials, int[] samples, int[] units)
    {
        foreach (var trial in trials)
        {
            for (var step = 0; step <= 7; step++)
            {
                foreach (var population in Populations)
                {
                    foreach (var sample in samples)
                    {
                        foreach (var unit in units)
                        {
                            yield return [trial, step, Phase(step), population, sample, unit, .. Variables.Select(variable => (object?)Value(trial, step, population, sample, unit, variable))];
                        }
                    }
                }
            }

            yield return [];
        }
    }
}
