using Neuro.Experiments.Configuration;
using Neuro.Experiments.Data;
using Neuro.Experiments.Results;
using Neuro.Experiments.Running;
using Neuro.Experiments.Traces;
using Neuro.Runtime.Snapshots;

namespace Neuro.Experiments.Checkpoints;

/// <summary>Takes the checkpoints of a run: after every so many trials, and where it is interrupted.</summary>
/// <param name="folder">The folder of the run.</param>
/// <param name="settings">Its configuration.</param>
/// <param name="data">Its data.</param>
/// <param name="closeParts">Writes all rows so far into complete parts, and tells what has to be known to write on.</param>
internal sealed class CheckpointWriter(RunFolder folder, Settings settings, DataSet data, Func<ResumedTrace> closeParts)
{
    private readonly string _identity = RunIdentity.Of(settings, data);
    private readonly int _every = settings.Get(NeuroKeys.CheckpointEvery);
    private readonly int _keep = settings.Get(NeuroKeys.CheckpointKeep);

    /// <summary>Trials to run until a checkpoint is due.</summary>
    /// <param name="trials">Trials run so far.</param>
    public long Until(long trials) => _every == 0 ? long.MaxValue : _every - (trials % _every);

    /// <summary>Whether a checkpoint is due, or has become so within the last trials, where a run cannot stop at any.</summary>
    /// <param name="trials">Trials run so far.</param>
    /// <param name="run">How many of them were run in one go, at least 1.</param>
    public bool IsDue(long trials, long run) => _every > 0 && trials / _every > (trials - run) / _every;

    /// <summary>Takes a checkpoint now; between runs, when all that was recorded has been handed over.</summary>
    /// <param name="progress">How far the run has come.</param>
    /// <param name="state">The State of its network.</param>
    /// <exception cref="RunFolderException">It cannot be written.</exception>
    public void Take(RunProgressState progress, SimulationState state)
    {
        // The parts first: a checkpoint never tells of rows that are not there.
        var trace = closeParts();
        CheckpointFolder.Write(folder, new Checkpoint(_identity, RunRecord.Version, progress, trace, state), _keep);
    }
}
