namespace Neuro.Runtime.Observing;

/// <summary>What an actor does, or waits for.</summary>
internal enum Spell
{
    /// <summary>In its turn: chooses versions, applies signals, publishes, wakes; and computes, where that is not told apart.</summary>
    Delivering,

    /// <summary>In its population's step, opening or closing.</summary>
    Computing,

    /// <summary>An input is not said yet, or a slot not free; or they are by now, but no worker has come to it.</summary>
    Waiting,

    /// <summary>Could go on, but lets others pass.</summary>
    Ready,
}
