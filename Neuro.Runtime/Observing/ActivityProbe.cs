using Neuro.Units.Messages;
using Neuro.Units.Tensors;

namespace Neuro.Runtime.Observing;

/// <summary>Copies the recorded units of one population, or of a part of it, at the population's own steps.</summary>
/// <remarks>One owner, the actor; it writes to a part of the block that nobody else writes to, and the block is read between runs.</remarks>
/// <param name="recorder">Says where a trial is kept.</param>
/// <param name="block">Values of the population: <c>[trials][versions][variables][samples][units]</c>.</param>
/// <param name="population">Index of the population among those recorded.</param>
/// <param name="first">First unit to copy.</param>
/// <param name="end">The unit after the last.</param>
internal sealed class ActivityProbe(ActivityRecorder recorder, float[] block, int population, int first, int end)
{
    private readonly int _units = recorder.Layout.Populations[population].Units;
    private readonly int _samples = recorder.Layout.Samples;
    private int _slot = -1;

    /// <summary>Copies what was said, if its trial is recorded.</summary>
    /// <param name="trial">Trial from 0.</param>
    /// <param name="step">Step of the trial; 0 for the initial version, which comes first.</param>
    /// <param name="said">The message, not yet published or still held.</param>
    public void Copy(long trial, int step, Message said)
    {
        if (step == 0)
        {
            _slot = recorder.SlotOf(trial);
        }

        if (_slot < 0)
        {
            return;
        }

        var at = ((_slot * recorder.Layout.Versions) + step) * recorder.Layout.ValuesOf(_units);
        Copy(said.State!, at);
        Copy(said.Rate, at + (_samples * _units));
    }

    private void Copy(PanelMatrix values, int at)
    {
        for (var sample = 0; sample < _samples; sample++)
        {
            for (var unit = first; unit < end; unit++)
            {
                block[at + (sample * _units) + unit] = values[sample, unit];
            }
        }
    }
}
