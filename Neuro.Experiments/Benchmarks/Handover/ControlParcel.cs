using Neuro.Runtime.ControlPlane;

namespace Neuro.Experiments.Benchmarks.Handover;

/// <summary>Control messages, made beforehand.</summary>
internal readonly struct ControlParcel() : IParcel<ControlMessage>
{
    private readonly Finished[] _messages = [.. Enumerable.Range(0, Numbers.Count).Select(number => new Finished("sender", number))];

    public ControlMessage Of(long number) => _messages[number];

    public long NumberOf(ControlMessage message) => ((Finished)message).Trials;
}
