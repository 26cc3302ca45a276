namespace Neuro.Experiments.Studies;

/// <summary>How far a study has come.</summary>
/// <param name="Stage">What is being done.</param>
/// <param name="Done">Blocks done.</param>
/// <param name="Blocks">Blocks in all.</param>
internal sealed record StudyProgress(string Stage, int Done, int Blocks)
{
    /// <summary>The part that is done.</summary>
    public double Fraction => Blocks == 0 ? 1 : (double)Done / Blocks;
}
