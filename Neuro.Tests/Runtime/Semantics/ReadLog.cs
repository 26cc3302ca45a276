using Neuro.Runtime.Observing;
using Neuro.Units.Messages;
using Neuro.Units.Populations;

namespace Neuro.Tests.Runtime.Semantics;

/// <summary>What one population said at the ends of its phases, and which versions it had read for it.</summary>
internal sealed class ReadLog : IPhaseObserver
{
    public List<(long Trial, long Version, long Before, long[] Read)> Entries { get; } = [];

    public void PhaseEnded(long trial, in StepContext context, Message before, Message said) =>
        Entries.Add((trial, said.Version, before.Version, [.. said.VersionsRead]));
}
