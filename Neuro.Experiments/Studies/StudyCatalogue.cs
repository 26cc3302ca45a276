using Neuro.Experiments.Configuration;
using Neuro.Experiments.Running;

namespace Neuro.Experiments.Studies;

/// <summary>Every study, and which of them a configuration asks for.</summary>
internal static class StudyCatalogue
{
    /// <summary>Keys that every study reads.</summary>
    private static readonly ConfigurationKey[] Common =
        [NeuroKeys.Summary, NeuroKeys.Paper, NeuroKeys.Study, NeuroKeys.Seed, NeuroKeys.Workers, NeuroKeys.Out, NeuroKeys.TraceCompression];

    /// <summary>All of them.</summary>
    public static IReadOnlyList<StudyInfo> All { get; } =
    [
        new(StudyKind.Stdp, "stdp", settings => new SpikeTimingStudy(SpikeTimingOptions.Of(settings))),
        new(StudyKind.NudgeDepth, "nudge-depth", settings => new NudgeDepthStudy(NudgeDepthOptions.Of(settings))),
    ];

    /// <summary>The study of a configuration; null of one that trains a network.</summary>
    /// <param name="settings">The configuration.</param>
    public static StudyInfo? Of(Settings settings) => All.FirstOrDefault(study => study.Kind == settings.Get(NeuroKeys.Study));

    /// <summary>Runs of a study, or trainings, in words.</summary>
    /// <param name="kind">The study; none for trainings.</param>
    public static string Named(StudyKind kind) => All.FirstOrDefault(study => study.Kind == kind) is { } found ? $"the study {found.Name}" : "a training";

    /// <summary>Refuses what is set and not read: keys of a training in a study, keys of a study anywhere else.</summary>
    /// <param name="settings">The configuration, as a command line and files make it.</param>
    /// <exception cref="ConfigurationException">A key is set that does not apply.</exception>
    public static void Check(Settings settings)
    {
        var study = Of(settings);

        // A variable of the environment is there for whatever is run.
        foreach (var setting in settings.All.Where(setting => setting.Provenance.Kind is not (ProvenanceKind.Reference or ProvenanceKind.Environment)))
        {
            if (study is not null && !Common.Contains(setting.Key) && !study.Shared.Contains(setting.Key) && !study.Owns(setting.Key))
            {
                throw ConfigurationException.At(setting.Provenance, setting.Path, setting.Text, $"nothing: the study {study.Name} trains no network and reads {Reads(study)}");
            }

            if (study is null && All.FirstOrDefault(owner => owner.Owns(setting.Key)) is { } owner)
            {
                throw ConfigurationException.At(setting.Provenance, setting.Path, setting.Text, $"nothing: only the study {owner.Name} (experiment.study) reads it");
            }
        }
    }

    private static string Reads(StudyInfo study) =>
        string.Join(", ", [$"{study.Name}.*", .. study.Shared.Select(key => $"{key.Path}"), .. Common.Skip(Array.IndexOf(Common, NeuroKeys.Seed)).Select(key => $"{key.Path}")]);
}
