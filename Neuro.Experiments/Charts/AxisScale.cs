namespace Neuro.Experiments.Charts;

/// <summary>How values become distances along an axis.</summary>
internal enum AxisScale
{
    /// <summary>Equal differences are equally far apart.</summary>
    Linear,

    /// <summary>Equal ratios are equally far apart; values that are not positive cannot be shown and are left out.</summary>
    Logarithmic,
}
