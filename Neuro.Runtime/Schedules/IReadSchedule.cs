namespace Neuro.Runtime.Schedules;

/// <summary>Answers the one question of synchrony: which version of an input does a population read at a step?</summary>
/// <remarks>Pure where the schedule is deterministic; safe to share between threads that ask for ports of their own.</remarks>
public interface IReadSchedule
{
    /// <summary>Name in configurations and results.</summary>
    string Name { get; }

    /// <summary>Whether results depend on nothing but the description and the seed.</summary>
    bool IsDeterministic { get; }

    /// <summary>
    /// Whether reads stay within a trial, which then ends only when what was said in it has arrived. Without a barrier each population has a trial clock of its
    /// own: versions are read across the borders of trials.
    /// </summary>
    bool HasTrialBarrier => true;

    /// <summary>Whether what is not read is gone: a plasticity signal reaches only who reads its very version, and pairs only with own rates that are still kept.</summary>
    bool SkipsUnread => false;

    /// <summary>Whether senders never wait for readers, but overwrite what these have not read.</summary>
    bool Overwrites => false;

    /// <summary>Chooses the version to read, if it can be chosen yet.</summary>
    /// <param name="read">The read in question.</param>
    /// <param name="watermark">All that the sender will ever say up to this version is said.</param>
    /// <param name="version">The newest version that the reader may see; it reads the newest message up to it.</param>
    /// <returns>False while the reader has to wait for the sender.</returns>
    bool TryChoose(in ReadRequest read, long watermark, out long version);

    /// <summary>What has become of the event that the sender said with a version, when the reader takes its step; not asked where unread messages are skipped.</summary>
    /// <remarks>
    /// Once <see cref="TryChoose"/> has succeeded, every version that may have arrived is said. At the end of a trial the reader asks again with a step beyond
    /// every arrival; what is still on its way is delivered then. By default events follow reads: all up to the version chosen have arrived.
    /// </remarks>
    /// <param name="read">The read in question.</param>
    /// <param name="chosen">The version that was chosen for it.</param>
    /// <param name="version">The version of the event: above the trial's start, and at most the larger of <paramref name="chosen"/> and step minus delay.</param>
    SignalFate FateOf(in ReadRequest read, long chosen, long version) => version <= chosen ? SignalFate.Arrived : SignalFate.Later;

    /// <summary>Whether the event of a version arrives a second time; the second copy is discarded.</summary>
    /// <param name="projection">Index of the projection in the network's description.</param>
    /// <param name="version">The version of the event, which has arrived.</param>
    bool ArrivesTwice(int projection, long version) => false;

    /// <summary>The oldest version that this input may still be asked for at the step of the request or later.</summary>
    /// <param name="read">The next read.</param>
    long OldestNeeded(in ReadRequest read);

    /// <summary>How many versions a sender must keep for a reader, its own newest included.</summary>
    /// <param name="projection">Index of the projection in the network's description.</param>
    /// <param name="delay">Its delay in steps.</param>
    int VersionsKept(int projection, int delay);
}
