namespace Neuro.Experiments.Charts;

/// <summary>The shape of a data point.</summary>
internal enum MarkerShape
{
    /// <summary>A disc.</summary>
    Circle,

    /// <summary>A square on its side.</summary>
    Square,

    /// <summary>A triangle that points up.</summary>
    Triangle,

    /// <summary>A square on its corner.</summary>
    Diamond,

    /// <summary>A triangle that points down.</summary>
    Wedge,

    /// <summary>A ring.</summary>
    Ring,
}
