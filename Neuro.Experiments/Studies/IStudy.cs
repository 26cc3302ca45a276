namespace Neuro.Experiments.Studies;

/// <summary>A measurement, made from a configuration that was checked.</summary>
internal interface IStudy
{
    /// <summary>What is about to be measured, in a line.</summary>
    string Description { get; }

    /// <summary>Measures.</summary>
    /// <param name="work">Does what can be done at the same time. The result must not depend on how many workers it has.</param>
    /// <returns>What came out.</returns>
    /// <exception cref="OperationCanceledException">It was to end early. A part of a measurement is none.</exception>
    StudyResult Measure(StudyWork work);
}
