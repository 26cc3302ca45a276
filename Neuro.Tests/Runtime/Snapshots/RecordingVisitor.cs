using Neuro.Units.Snapshots;
using Neuro.Units.Tensors;

namespace Neuro.Tests.Runtime.Snapshots;

/// <summary>Writes down all State that it is shown.</summary>
internal sealed class RecordingVisitor : StateVisitor
{
    private string _owner = string.Empty;

    public List<string> Seen { get; } = [];

    public override bool IsRestoring => false;

    public override void Enter(string kind, string name, int part = 0) => _owner = part == 0 ? $"{kind} {name}" : $"{kind} {name} {part}";

    public override void Number(string name, ref long value) => Seen.Add($"{_owner}: {name} {value}");

    public override void Matrix(string name, PanelMatrix matrix, PanelRange range)
    {
        var values = new float[matrix.Batch * matrix.Units];
        matrix.CopyTo(values);
        Add(name, values);
    }

    public override void Weights(string name, WeightMatrix weights)
    {
        var values = new float[weights.Post * weights.Pre];
        weights.CopyTo(values);
        Add(name, values);
        var bias = new float[weights.Post];
        weights.CopyBiasTo(bias);
        Add($"bias of {name}", bias);
    }

    private void Add(string name, float[] values) => Seen.Add($"{_owner}: {name} {string.Join(' ', values.Select(BitConverter.SingleToInt32Bits))}");
}
