using Neuro.Units.Snapshots;

namespace Neuro.Runtime.Snapshots;

/// <summary>Gives every piece of State a name: <c>owner.field</c>. Equal names of an owner are values of one array, in the order in which they are visited.</summary>
/// <remarks>
/// Where State does not hold for shards, the parts of an owner are taken together: numbers are the same in all of them, counts add up, and each part of a matrix has its place in
/// the whole. So nothing tells how a network was divided.
/// </remarks>
/// <param name="visitsShards">Whether each part of an owner has State of its own.</param>
internal abstract class NamedStateVisitor(bool visitsShards) : StateVisitor
{
    private readonly HashSet<string> _entered = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _positions = new(StringComparer.Ordinal);
    private string _replica = string.Empty;
    private string _owner = string.Empty;

    public sealed override bool VisitsShards => visitsShards;

    public sealed override bool VisitsRecords => false;

    /// <summary>Whether another part of the owner has been visited before, with which this one is taken together.</summary>
    protected bool IsLaterPart { get; private set; }

    public sealed override void Enter(string kind, string name, int part = 0)
    {
        if (kind == "replica")
        {
            _replica = part == 0 ? string.Empty : $"replica{part}.";
            return;
        }

        // Weights bear the names under which they go in and out elsewhere.
        var owner = kind == "projection" ? name : name.Length == 0 ? kind : $"{kind}.{name}";
        _owner = $"{_replica}{owner}{(visitsShards && part > 0 ? $"#{part}" : string.Empty)}";
        IsLaterPart = !_entered.Add(_owner);
        _positions.Clear();
    }

    /// <summary>The name of the array of a field.</summary>
    protected string Key(string field) => $"{_owner}.{field.Replace(' ', '-')}";

    /// <summary>How many values of an array have been visited of this part before.</summary>
    protected int Next(string key)
    {
        var at = _positions.GetValueOrDefault(key);
        _positions[key] = at + 1;
        return at;
    }
}
