namespace Neuro.Experiments.Hocon;

/// <summary>Collects the fields of an object while it is read, merging in place.</summary>
internal sealed class ObjectBuilder(HoconOrigin origin, bool hidesLower = false)
{
    private readonly OrderedDictionary<string, Slot> _slots = [];

    /// <summary>Gives a value to a path below this object.</summary>
    public void Put(IReadOnlyList<string> path, int from, HoconValue value, HoconOrigin keyOrigin)
    {
        if (!_slots.TryGetValue(path[from], out Slot? slot))
        {
            slot = new Slot();
            _slots.Add(path[from], slot);
        }

        if (from + 1 < path.Count)
        {
            slot.Open(keyOrigin).Put(path, from + 1, value, keyOrigin);
        }
        else if (value is HoconObject fields)
        {
            ObjectBuilder inner = fields.HidesLower ? slot.Restart(fields.Origin) : slot.Open(fields.Origin);
            foreach ((string key, HoconValue item) in fields)
            {
                inner.Put([key], 0, item, item.Origin);
            }
        }
        else
        {
            slot.Set(value);
        }
    }

    public HoconObject Build()
    {
        var fields = new OrderedDictionary<string, HoconValue>(_slots.Count);
        foreach ((string key, Slot slot) in _slots)
        {
            fields.Add(key, slot.Build()!);
        }

        return new HoconObject(origin, fields, hidesLower);
    }

    /// <summary>An object that is still growing, over what the key held before.</summary>
    private sealed class Slot
    {
        private HoconValue? _lower;
        private ObjectBuilder? _upper;

        public ObjectBuilder Open(HoconOrigin origin)
        {
            return _upper is null && _lower is HoconScalar or HoconArray ? Restart(origin) : _upper ??= new ObjectBuilder(origin);
        }

        /// <summary>Begins an object that does not merge with anything before it.</summary>
        public ObjectBuilder Restart(HoconOrigin origin)
        {
            _lower = null;
            return _upper = new ObjectBuilder(origin, hidesLower: true);
        }

        public void Set(HoconValue value)
        {
            _lower = Build() is { } before ? Merger.Merge(value, before) : value;
            _upper = null;
        }

        public HoconValue? Build()
        {
            HoconObject? upper = _upper?.Build();
            return upper is null || _lower is null ? upper ?? _lower : Merger.Merge(upper, _lower);
        }
    }
}
