using Neuro.Units.Snapshots;
using Neuro.Units.Specification;

namespace Neuro.Runtime.DataPlane;

/// <summary>How far a layer has come in each of its acts. It may be in several trials at once, so what it has said is not the beginning of a sequence of versions.</summary>
/// <remarks>One writer, the layer; any readers. Each act is done for one trial after another.</remarks>
internal sealed class ActProgress
{
    private readonly ActSpec[] _acts;
    private readonly PaddedLong[] _done;

    /// <summary>Nothing done yet.</summary>
    /// <param name="layer">The layer.</param>
    public ActProgress(LayerSpec layer)
    {
        _acts = [.. layer.Acts];
        _done = new PaddedLong[_acts.Length];
    }

    /// <summary>Acts done over all trials.</summary>
    public long Total
    {
        get
        {
            var sum = 0L;
            for (var i = 0; i < _done.Length; i++)
            {
                sum += _done[i].Value;
            }

            return sum;
        }
    }

    /// <summary>Index of the act of a kind; -1 when the layer has none.</summary>
    public int IndexOf(ActKind kind) => Array.FindIndex(_acts, act => act.Kind == kind);

    /// <summary>The step of an act.</summary>
    public int StepOf(int act) => _acts[act].Step;

    /// <summary>For how many trials an act is done.</summary>
    public long Done(int act) => _done[act].Value;

    /// <summary>Says that an act is done for a trial; what it wrote is seen by whoever sees that.</summary>
    public void Publish(int act, long trial) => _done[act].Value = trial + 1;

    /// <summary>Stands as if all acts of so many trials were done; before the first one only.</summary>
    public void SkipTo(long trials)
    {
        for (var i = 0; i < _done.Length; i++)
        {
            _done[i].Value = trials;
        }
    }

    /// <summary>Visits how far all acts have come, which is equally far at a barrier.</summary>
    public void VisitState(StateVisitor visitor)
    {
        for (var i = 0; i < _done.Length; i++)
        {
            var done = _done[i].Value;
            visitor.Number("acts", ref done);
            _done[i].Value = done;
        }
    }
}
