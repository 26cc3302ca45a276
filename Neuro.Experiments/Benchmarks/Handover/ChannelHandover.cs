using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Neuro.Experiments.Benchmarks.Handover;

/// <summary>A channel of the library.</summary>
/// <typeparam name="T">Kind of its messages.</typeparam>
/// <typeparam name="TParcel">Makes them.</typeparam>
/// <param name="channel">The channel.</param>
/// <param name="parcel">Its messages.</param>
internal readonly struct ChannelHandover<T, TParcel>(Channel<T> channel, TParcel parcel) : IHandover
    where TParcel : struct, IParcel<T>
{
    private readonly ChannelWriter<T> _writer = channel.Writer;
    private readonly ChannelReader<T> _reader = channel.Reader;
    private readonly TParcel _parcel = parcel;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TrySend(long number) => _writer.TryWrite(_parcel.Of(number));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryReceive(out long number)
    {
        var taken = _reader.TryRead(out var message);
        number = taken ? _parcel.NumberOf(message!) : 0;
        return taken;
    }
}
