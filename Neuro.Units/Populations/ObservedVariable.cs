using Neuro.Units.Tensors;

namespace Neuro.Units.Populations;

/// <summary>One observed variable, <c>batch x units</c>.</summary>
internal sealed unsafe class ObservedVariable(int batch, int units)
{
    public PanelMatrix Values { get; } = new(batch, units);

    /// <summary>The values, if the last step had any.</summary>
    public PanelMatrix? Current => IsWritten ? Values : null;

    private bool IsWritten { get; set; }

    /// <summary>A step begins: nothing has been computed yet.</summary>
    public void Begin() => IsWritten = false;

    /// <summary>Takes a group of panels; null stands for zero.</summary>
    public void Write(in PanelGroup group, float* values)
    {
        IsWritten = true;
        var target = new Span<float>(Values.Panel(group.First), group.Length);
        if (values == null)
        {
            target.Clear();
        }
        else
        {
            new ReadOnlySpan<float>(values, group.Length).CopyTo(target);
        }
    }
}
