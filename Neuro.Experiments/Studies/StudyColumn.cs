namespace Neuro.Experiments.Studies;

/// <summary>A column of the table of a study: numbers or words, a value for each row.</summary>
internal sealed class StudyColumn
{
    private StudyColumn(string name, IReadOnlyList<double>? numbers, IReadOnlyList<string>? words) => (Name, Numbers, Words) = (name, numbers, words);

    /// <summary>Its name: lower case, with underscores.</summary>
    public string Name { get; }

    /// <summary>Its numbers; null of a column of words. What is not finite is absent from the file.</summary>
    public IReadOnlyList<double>? Numbers { get; }

    /// <summary>Its words; null of a column of numbers.</summary>
    public IReadOnlyList<string>? Words { get; }

    /// <summary>Number of rows.</summary>
    public int Rows => Numbers?.Count ?? Words!.Count;

    /// <summary>A column of numbers.</summary>
    public static StudyColumn Of(string name, IReadOnlyList<double> numbers) => new(name, numbers, null);

    /// <summary>A column of words.</summary>
    public static StudyColumn Of(string name, IReadOnlyList<string> words) => new(name, null, words);
}
