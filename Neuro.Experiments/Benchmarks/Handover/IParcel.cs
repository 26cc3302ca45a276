namespace Neuro.Experiments.Benchmarks.Handover;

/// <summary>Messages of one kind, by number.</summary>
/// <typeparam name="T">The kind.</typeparam>
internal interface IParcel<T>
{
    /// <summary>The message of a number.</summary>
    T Of(long number);

    /// <summary>The number of a message.</summary>
    long NumberOf(T message);
}
