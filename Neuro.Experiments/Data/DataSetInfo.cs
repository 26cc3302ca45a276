namespace Neuro.Experiments.Data;

/// <summary>What is known of a data set without opening it.</summary>
public sealed record DataSetInfo
{
    /// <summary>The name it is asked for by, also the name of its folder.</summary>
    public required string Name { get; init; }

    /// <summary>What it shows, in a line.</summary>
    public required string Description { get; init; }

    /// <summary>Where it comes from, in a line.</summary>
    public required string Origin { get; init; }

    /// <summary>Number of classes; null when only the labels tell.</summary>
    public int? Classes { get; init; }

    /// <summary>Images to learn from; null when only the files tell.</summary>
    public int? TrainCount { get; init; }

    /// <summary>Images to be tested on; null when only the files tell.</summary>
    public int? TestCount { get; init; }

    /// <summary>Whether the program makes it itself, so that no files are needed.</summary>
    public bool BuiltIn { get; init; }

    /// <summary>Whether it is made from keys of the configuration or in no time, so that it has neither files nor checksums of its own.</summary>
    public bool Generated { get; init; }

    /// <summary>The images to learn from.</summary>
    public DataFile TrainImages { get; init; } = new("train-images-idx3-ubyte");

    /// <summary>Their labels.</summary>
    public DataFile TrainLabels { get; init; } = new("train-labels-idx1-ubyte");

    /// <summary>The images to be tested on.</summary>
    public DataFile TestImages { get; init; } = new("t10k-images-idx3-ubyte");

    /// <summary>Their labels.</summary>
    public DataFile TestLabels { get; init; } = new("t10k-labels-idx1-ubyte");

    /// <summary>Addresses of folders that hold the <c>.gz</c> files, in the order they are tried; each ends with a slash.</summary>
    public IReadOnlyList<Uri> Mirrors { get; init; } = [];

    /// <summary>The four files: images and labels to learn from, images and labels to be tested on. Of a generated set there are none.</summary>
    public IReadOnlyList<DataFile> Files => Generated ? [] : [TrainImages, TrainLabels, TestImages, TestLabels];
}
