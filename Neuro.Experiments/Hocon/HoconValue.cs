using System.Diagnostics;

namespace Neuro.Experiments.Hocon;

/// <summary>A node of an immutable tree. Safe to share between threads.</summary>
/// <remarks>Two values are equal when they mean the same: origins and the order of keys do not count, and <c>1.0</c> equals <c>1</c>.</remarks>
[DebuggerDisplay("{ToString(),nq}")]
public abstract class HoconValue
{
    private protected HoconValue(HoconOrigin origin) => Origin = origin;

    /// <summary>Where the value was written.</summary>
    public HoconOrigin Origin { get; }

    /// <summary>The type of the value.</summary>
    public abstract HoconKind Kind { get; }

    /// <summary>True when no substitution is left in the value or below it.</summary>
    public abstract bool IsResolved { get; }

    /// <summary>Nodes below and including this one, counted once per way to reach them: bounds what a resolved tree can grow to.</summary>
    internal virtual long Weight => 1;

    /// <summary>Renders the value as JSON.</summary>
    /// <param name="indented">One key or element a line when true, all on one line when false.</param>
    /// <exception cref="HoconException">The value is not resolved.</exception>
    public string ToJson(bool indented = true) => Renderer.Render(this, json: true, indented);

    /// <summary>Renders the value as HOCON: no braces at the root, quotes only where they are needed.</summary>
    /// <exception cref="HoconException">The value is not resolved.</exception>
    public string ToHocon() => Renderer.Render(this, json: false, indented: true);

    /// <summary>True when nothing that was given to the same key before can show.</summary>
    internal bool IsFinal => this is HoconScalar or HoconArray or HoconObject { HidesLower: true };

    /// <summary>What an error message says was found, such as <c>the number 12</c>.</summary>
    internal abstract string Describe();

    /// <inheritdoc/>
    public override string ToString() => IsResolved ? ToJson(indented: false) : Describe();
}
