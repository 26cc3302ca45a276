namespace Neuro.Experiments.Measures;

/// <summary>Whether layers have come to rest by the end of the phase in which they should.</summary>
internal static class SettlingCheck
{
    /// <summary>What is wrong; a tenth of the largest speed is warned of.</summary>
    /// <param name="speeds">The speeds of all layers.</param>
    /// <param name="largest">The largest speed with which a run goes on, per time constant.</param>
    public static IEnumerable<Finding> Of(IReadOnlyList<LayerSpeed> speeds, double largest) =>
        from speed in speeds
        where !(speed.PerTimeConstant <= largest / 10)
        let isFatal = !(speed.PerTimeConstant <= largest)
        select new Finding(
            $"speed of {speed.Layer}",
            isFatal
                ? $"layer '{speed.Layer}' does not settle: found a speed of {speed.PerTimeConstant:g3} per time constant at the end of its phase, expected at most {largest:g3} (model.largest-speed)"
                : $"layer '{speed.Layer}' still moves by {speed.PerTimeConstant:g3} per time constant at the end of its phase; the run fails above {largest:g3} (model.largest-speed)",
            isFatal);
}
