using Neuro.Units.Randomness;
using Neuro.Units.Tensors;

namespace Neuro.Units.Populations;

/// <summary>A control: sends errors to the wrong units, by a permutation within each panel and a sign for each unit, drawn anew in every trial.</summary>
/// <remarks>Without the signs units would still learn from the mean error of their panel, as in feedback alignment with a coarse W_b.</remarks>
internal sealed unsafe class ErrorShuffle
{
    private readonly RandomKey _key;
    private readonly PanelLayout _layout;
    private readonly int _batch;
    private readonly int[] _from;
    private readonly float[] _sign;
    private readonly AlignedBuffer _shuffled;

    public ErrorShuffle(string population, PanelLayout layout, int batch, int groupLength)
    {
        _key = new RandomKey(0, population, "error shuffle");
        _layout = layout;
        _batch = batch;
        _from = new int[layout.PaddedUnits];
        _sign = new float[layout.PaddedUnits];
        _shuffled = new AlignedBuffer(groupLength);
    }

    /// <summary>Draws the permutations and signs of a trial of a replica.</summary>
    public void Draw(long trial, int replica = 0)
    {
        var stream = new RandomStream(_key.ForReplica(replica).ForStep(trial));
        for (var unit = 0; unit < _sign.Length; unit++)
        {
            _sign[unit] = stream.Below(2, _sign.Length + unit) == 0 ? 1f : -1f;
        }

        for (var panel = 0; panel < _layout.Panels; panel++)
        {
            var from = _from.AsSpan(panel * _layout.Width, _layout.Width);
            for (var lane = 0; lane < _layout.Width; lane++)
            {
                from[lane] = lane;
            }

            for (var lane = _layout.UnitsIn(panel) - 1; lane > 0; lane--)
            {
                var other = stream.Below(lane + 1, (panel * _layout.Width) + lane);
                (from[lane], from[other]) = (from[other], from[lane]);
            }
        }
    }

    public float* Apply(in PanelGroup group, float* error)
    {
        var target = _shuffled.Pointer;
        for (var panel = 0; panel < group.Count; panel++)
        {
            var from = _from.AsSpan((group.First + panel) * _layout.Width, _layout.Width);
            var sign = _sign.AsSpan((group.First + panel) * _layout.Width, _layout.Width);
            for (var sample = 0; sample < _batch; sample++)
            {
                for (var lane = 0; lane < _layout.Width; lane++)
                {
                    target[lane] = sign[lane] * error[from[lane]];
                }

                error += _layout.Width;
                target += _layout.Width;
            }
        }

        return _shuffled.Pointer;
    }
}
