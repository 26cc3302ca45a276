using Neuro.Units.Snapshots;
using Neuro.Units.Tensors;

namespace Neuro.Runtime.Snapshots;

/// <summary>A copy of a simulation's State in memory, in the order in which it is visited.</summary>
/// <remarks>The first copy allocates; later ones of the same simulation go into the same memory.</remarks>
internal sealed class SimulationSnapshot : StateVisitor
{
    private readonly List<long> _numbers = [];
    private readonly List<float[]> _blocks = [];
    private int _nextNumber;
    private int _nextBlock;
    private bool _restoring;

    public override bool IsRestoring => _restoring;

    /// <summary>Copies State out.</summary>
    /// <param name="state">Lets itself be visited.</param>
    public void Take(Action<StateVisitor> state)
    {
        _numbers.Clear();
        _nextBlock = 0;
        _restoring = false;
        state(this);
    }

    /// <summary>Puts back what was copied, which may be done again.</summary>
    /// <param name="state">Lets itself be visited.</param>
    public void Restore(Action<StateVisitor> state)
    {
        _nextNumber = 0;
        _nextBlock = 0;
        _restoring = true;
        state(this);
    }

    public override void Enter(string kind, string name, int part = 0)
    {
        // The order says whose State it is.
    }

    public override void Number(string name, ref long value)
    {
        if (_restoring)
        {
            value = _numbers[_nextNumber++];
        }
        else
        {
            _numbers.Add(value);
        }
    }

    public override void Matrix(string name, PanelMatrix matrix, PanelRange range) => Block(matrix.Span(range));

    public override void Weights(string name, WeightMatrix weights)
    {
        Block(weights.AllWeights);
        Block(weights.AllBiases);
    }

    private void Block(Span<float> values)
    {
        if (_restoring)
        {
            _blocks[_nextBlock].AsSpan(0, values.Length).CopyTo(values);
        }
        else
        {
            if (_nextBlock == _blocks.Count)
            {
                _blocks.Add(new float[values.Length]);
            }
            else if (_blocks[_nextBlock].Length < values.Length)
            {
                _blocks[_nextBlock] = new float[values.Length];
            }

            values.CopyTo(_blocks[_nextBlock]);
        }

        _nextBlock++;
    }
}
