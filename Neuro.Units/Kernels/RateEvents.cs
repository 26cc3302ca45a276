namespace Neuro.Units.Kernels;

/// <summary>What changed of the rates that a population under a threshold says, in sections of ascending units; one for each owner of a part of them.</summary>
/// <remarks>Whoever goes through the sections in order meets the units of a sample in ascending order, however many sections there are.</remarks>
/// <param name="sections">The sections, by ascending units.</param>
internal sealed class RateEvents(params RateEventSection[] sections)
{
    private readonly RateEventSection[] _sections = sections;

    public ReadOnlySpan<RateEventSection> Sections => _sections;

    /// <summary>The newest version at which anything was said.</summary>
    public long Version
    {
        get
        {
            var version = _sections[0].Version;
            foreach (var section in _sections)
            {
                version = Math.Max(version, section.Version);
            }

            return version;
        }
    }

    /// <summary>Number of events, over all samples and sections.</summary>
    public int Count
    {
        get
        {
            var count = 0;
            foreach (var section in _sections)
            {
                count += section.Count;
            }

            return count;
        }
    }

    /// <summary>Whether the rates of an older message and the events of this one make the rates of this one.</summary>
    /// <param name="version">The version of this message.</param>
    /// <param name="older">The version of the older one.</param>
    public bool BuildOn(long version, long older)
    {
        if (older > version)
        {
            return false;
        }

        foreach (var section in _sections)
        {
            if (section.Version > older && (section.Version < version || section.Base > older))
            {
                return false;
            }
        }

        return true;
    }
}
