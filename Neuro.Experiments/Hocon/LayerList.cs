namespace Neuro.Experiments.Hocon;

/// <summary>The values a path was given, last given first, without those that the evaluation under way must not see.</summary>
/// <remarks>
/// A value that is being evaluated, and all that was given after it, is left out: this is the look back of the specification. A value whose
/// kind is known and whose parts are still being resolved is left out only if something was given before it.
/// </remarks>
internal sealed class LayerList(Progress progress)
{
    private List<HoconValue> _items = [];
    private List<HoconValue>? _withDeep;

    public IReadOnlyList<HoconValue> Items => _items.Count == 0 && _withDeep is not null ? _withDeep : _items;

    /// <summary>True when something was left out.</summary>
    public bool WasCut { get; set; }

    /// <summary>True when the last value hides whatever was given before it.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>Adds what was given before everything added so far.</summary>
    public void Add(HoconValue value)
    {
        if (value is HoconMerge merge)
        {
            for (int i = merge.Layers.Length - 1; i >= 0 && !IsComplete; i--)
            {
                AddOne(merge.Layers[i]);
            }
        }
        else
        {
            AddOne(value);
        }
    }

    private void AddOne(HoconValue value)
    {
        if (progress.Shallow.Contains(value))
        {
            _items = [];
            _withDeep = null;
            WasCut = true;
        }
        else if (value.Kind == HoconKind.Unresolved && progress.Deep.Contains(value))
        {
            _withDeep ??= [.. _items, value];
            _items = [];
        }
        else
        {
            _items.Add(value);
            IsComplete = value.IsFinal;
        }
    }
}
