using Neuro.Runtime.Feeding;
using Neuro.Tests.Oracles;
using Neuro.Units.Specification;
using Neuro.Units.Tensors;

namespace Neuro.Tests.Models;

/// <summary>Random trials: inputs in 0 .. 1 of which a part is zero, one-hot targets; the same numbers for simulator and oracle.</summary>
internal sealed class TestTrials : ITrialSource
{
    private readonly float[][][] _inputs;
    private readonly float[][][] _targets;
    private readonly int _trialsPerEpoch;

    public TestTrials(int trials, int batch, int inputs, int outputs, double zeros = 0.6, int trialsPerEpoch = int.MaxValue)
    {
        var draws = new TestDraws(11);
        _trialsPerEpoch = trialsPerEpoch;
        _inputs = new float[trials][][];
        _targets = new float[trials][][];
        for (var trial = 0; trial < trials; trial++)
        {
            _inputs[trial] = new float[batch][];
            _targets[trial] = new float[batch][];
            for (var sample = 0; sample < batch; sample++)
            {
                _inputs[trial][sample] = [.. Enumerable.Range(0, inputs).Select(_ => draws.Next() < zeros ? 0f : draws.Single(0, 1))];
                _targets[trial][sample] = new float[outputs];
                _targets[trial][sample][draws.Below(outputs)] = 1;
            }
        }
    }

    public double[][] Inputs(int trial) => [.. _inputs[trial].Select(row => Array.ConvertAll(row, x => (double)x))];

    public double[][] Targets(int trial) => [.. _targets[trial].Select(row => Array.ConvertAll(row, x => (double)x))];

    public void Fill(long trial, TrialContent content, PanelMatrix rates)
    {
        var rows = (content == TrialContent.Input ? _inputs : _targets)[trial];
        for (var sample = 0; sample < rates.Batch; sample++)
        {
            for (var unit = 0; unit < rates.Units; unit++)
            {
                rates[sample, unit] = rows[sample][unit];
            }
        }
    }

    public int EpochOf(long trial) => (int)(trial / _trialsPerEpoch);
}
