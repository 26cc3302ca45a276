using Neuro.Experiments.Configuration;

namespace Neuro.Experiments.Studies;

/// <summary>A study as the program knows it before anything is measured.</summary>
/// <param name="Kind">Which one.</param>
/// <param name="Name">What the key <c>experiment.study</c> calls it. Its own keys are those of the section of that name.</param>
/// <param name="Create">Makes it from a configuration; what does not fit together is refused with a <see cref="ConfigurationException"/>.</param>
internal sealed record StudyInfo(StudyKind Kind, string Name, Func<Settings, IStudy> Create)
{
    /// <summary>Keys of trainings that it reads as well.</summary>
    public IReadOnlyList<ConfigurationKey> Shared { get; init; } = [];

    /// <summary>Whether a key is one of its own.</summary>
    /// <param name="key">The key.</param>
    public bool Owns(ConfigurationKey key) => $"{key.Path}".StartsWith($"{Name}.", StringComparison.Ordinal);
}
