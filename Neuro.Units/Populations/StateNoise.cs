using Neuro.Units.Randomness;
using Neuro.Units.Tensors;

namespace Neuro.Units.Populations;

/// <summary>What noise adds to the states of a population in a step: <c>sigma sqrt(h) xi</c>, xi standard normal, independent for every unit, sample and version.</summary>
/// <remarks>A number is named by (seed, replica, population, "noise", sample, version) and, as the cursor, the unit: no grouping of panels changes it.</remarks>
internal sealed unsafe class StateNoise
{
    // Constants
    private readonly RandomKey _key;
    private readonly float _sigma;
    private readonly PanelLayout _layout;
    private readonly int _batch;

    // Scratch: one group of panels.
    private readonly AlignedBuffer _values;

    public StateNoise(RandomKey key, double sigma, PanelLayout layout, int batch, int groupLength)
    {
        _key = key;
        _sigma = (float)sigma;
        _layout = layout;
        _batch = batch;
        _values = new AlignedBuffer(groupLength);
    }

    /// <summary>The noise of a group of panels, <c>[panel][batch][width]</c>; padding is zero.</summary>
    public float* Draw(in PanelGroup group, long version, float h)
    {
        var scale = _sigma * MathF.Sqrt(h);
        var key = _key.ForStep(version);
        var target = _values.Pointer;
        for (var panel = group.First; panel < group.First + group.Count; panel++)
        {
            var units = _layout.UnitsIn(panel);
            for (var sample = 0; sample < _batch; sample++)
            {
                var row = new Span<float>(target, _layout.Width);
                new RandomStream(key.ForSample(sample)).FillNormal(row[..units], panel * _layout.Width);
                for (var unit = 0; unit < units; unit++)
                {
                    row[unit] *= scale;
                }

                row[units..].Clear();
                target += _layout.Width;
            }
        }

        return _values.Pointer;
    }
}
