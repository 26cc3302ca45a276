using System.Runtime.CompilerServices;
using System.Threading.Tasks.Dataflow;

namespace Neuro.Experiments.Benchmarks.Handover;

/// <summary>A buffer block of TPL Dataflow.</summary>
/// <typeparam name="T">Kind of its messages.</typeparam>
/// <typeparam name="TParcel">Makes them.</typeparam>
/// <param name="block">The block.</param>
/// <param name="parcel">Its messages.</param>
internal readonly struct BlockHandover<T, TParcel>(BufferBlock<T> block, TParcel parcel) : IHandover
    where TParcel : struct, IParcel<T>
{
    private readonly BufferBlock<T> _block = block;
    private readonly TParcel _parcel = parcel;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TrySend(long number) => _block.Post(_parcel.Of(number));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryReceive(out long number)
    {
        var taken = _block.TryReceive(out var message);
        number = taken ? _parcel.NumberOf(message!) : 0;
        return taken;
    }
}
