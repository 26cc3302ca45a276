using Neuro.Experiments.Results;

namespace Neuro.Experiments.Sweeps;

/// <summary>A cell that this process alone may run, as long as it holds the claim or lives.</summary>
/// <remarks>
/// The claim is an exclusive lock on a file beside the cell's folder; the system lets go of it when a process is killed. The file
/// is removed once the cell is finished, and only then: whoever still holds the removed one finds a finished cell.
/// </remarks>
internal sealed class CellClaim : IDisposable
{
    private readonly string _root;
    private readonly string _name;
    private readonly FileStream _held;

    internal CellClaim(string root, string name, CellState state, FileStream held) => (_root, _name, State, _held) = (root, name, state, held);

    /// <summary>What there is of the cell.</summary>
    public CellState State { get; private set; }

    /// <summary>Makes the folder of the cell; an incomplete run of it gives way.</summary>
    /// <param name="record">The record to begin with.</param>
    /// <exception cref="RunFolderException">It cannot be made.</exception>
    /// <exception cref="InvalidOperationException">The cell is finished.</exception>
    public RunFolder Make(byte[] record)
    {
        if (State == CellState.Finished)
        {
            throw new InvalidOperationException("found a finished cell, expected one to be run");
        }

        var folder = Path.Combine(_root, _name);
        string? aside = null;
        if (State == CellState.Incomplete)
        {
            aside = Path.Combine(_root, $".{_name}.{Path.GetRandomFileName()}");
            Try(folder, () => Directory.Move(folder, aside));
        }

        var made = RunFolder.Create(_root, _name, record);
        if (aside is not null)
        {
            Try(folder, () => Directory.Delete(aside, recursive: true));
        }

        State = CellState.Incomplete;
        return made;
    }

    /// <summary>The run has come to its end.</summary>
    public void Finish() => State = CellState.Finished;

    /// <inheritdoc/>
    public void Dispose()
    {
        var name = _held.Name;
        _held.Dispose();
        if (State == CellState.Finished)
        {
            try
            {
                File.Delete(name);
            }
            catch (IOException)
            {
                // Another process is looking at the finished cell.
            }
        }
    }

    private static void Try(string folder, Action action)
    {
        try
        {
            action();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RunFolderException(folder, "begun anew", e);
        }
    }
}
