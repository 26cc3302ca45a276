using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Neuro.Runtime.Observing;

namespace Neuro.Experiments.Results;

/// <summary>Appends the activity of a run to <c>activity.bin</c>, a block after each stretch, so that a killed run loses at most the stretch in hand.</summary>
/// <remarks>Not thread-safe; called at barriers.</remarks>
internal sealed class ActivityWriter
{
    private readonly RunFolder _folder;
    private readonly ActivityRecorder _recorder;
    private readonly float[] _values;
    private readonly byte[] _checksum;
    private byte[] _block = [];

    /// <summary>Writes what stands before the blocks.</summary>
    /// <param name="folder">The folder of the run.</param>
    /// <param name="recorder">Keeps the activity of each stretch.</param>
    /// <param name="timing">Hash of who reads whom and when.</param>
    /// <exception cref="RunFolderException">The folder cannot be written.</exception>
    public ActivityWriter(RunFolder folder, ActivityRecorder recorder, byte[] timing)
    {
        (_folder, _recorder) = (folder, recorder);
        _values = new float[recorder.Layout.ValuesPerTrial];
        var header = ActivityFile.Header(recorder.Layout, timing);
        _checksum = header[^ActivityFile.HashBytes..];
        folder.Append(RunFolder.ActivityName, header);
    }

    /// <summary>Appends what was recorded of the last stretch, if anything was.</summary>
    /// <exception cref="RunFolderException">The folder cannot be written any more.</exception>
    public void Append()
    {
        var (count, bytes) = (_recorder.Count, _values.Length * sizeof(float));
        if (count == 0)
        {
            return;
        }

        var length = ActivityFile.BlockHead + (count * bytes);
        if (_block.Length < length + ActivityFile.HashBytes)
        {
            _block = new byte[length + ActivityFile.HashBytes];
        }

        BinaryPrimitives.WriteInt64LittleEndian(_block, _recorder.First * _recorder.Layout.Selection.Every);
        BinaryPrimitives.WriteInt64LittleEndian(_block.AsSpan(sizeof(long)), count);
        for (var i = 0; i < count; i++)
        {
            _recorder.CopyTo(i, _values);
            Write(_values, _block.AsSpan(ActivityFile.BlockHead + (i * bytes), bytes));
        }

        ActivityFile.Sign(_checksum, _block.AsSpan(0, length), _checksum);
        _checksum.CopyTo(_block, length);
        _folder.Append(RunFolder.ActivityName, _block.AsSpan(0, length + ActivityFile.HashBytes));
    }

    private static void Write(ReadOnlySpan<float> values, Span<byte> bytes)
    {
        if (BitConverter.IsLittleEndian)
        {
            MemoryMarshal.AsBytes(values).CopyTo(bytes);
            return;
        }

        for (var i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteSingleLittleEndian(bytes[(i * sizeof(float))..], values[i]);
        }
    }
}
