using System.Text;

namespace Neuro.Tests.Experiments.Command;

/// <summary>Keeps the lines that are written to it, and tells each.</summary>
internal sealed class LineWriter(Action<string>? told) : TextWriter
{
    private readonly StringBuilder _line = new();

    public List<string> Lines { get; } = [];

    public override Encoding Encoding => Encoding.UTF8;

    public string Text => string.Join('\n', Lines);

    public override void Write(char value)
    {
        if (value != '\n')
        {
            _line.Append(value);
            return;
        }

        var line = _line.ToString().TrimEnd('\r');
        _line.Clear();
        Lines.Add(line);
        told?.Invoke(line);
    }
}
