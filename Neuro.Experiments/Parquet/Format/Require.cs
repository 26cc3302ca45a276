using System.Runtime.CompilerServices;

namespace Neuro.Experiments.Parquet.Format;

/// <summary>Checks of what was read, whose messages are put together only where a check fails.</summary>
internal static class Require
{
    /// <summary>Checks one thing.</summary>
    /// <exception cref="MalformedException">It is not right.</exception>
    public static void That(
        bool isRight,
        [InterpolatedStringHandlerArgument(nameof(isRight))] ref Message found,
        [InterpolatedStringHandlerArgument(nameof(isRight))] ref Message expected)
    {
        if (!isRight)
        {
            throw new MalformedException(found.ToText(), expected.ToText());
        }
    }

    /// <summary>Words of a message that is wanted only where a check fails.</summary>
    [InterpolatedStringHandler]
    internal ref struct Message
    {
        private DefaultInterpolatedStringHandler _text;

        public Message(int literal, int formatted, bool isRight, out bool isWanted)
        {
            isWanted = !isRight;
            if (isWanted)
            {
                _text = new DefaultInterpolatedStringHandler(literal, formatted);
            }
        }

        public void AppendLiteral(string text) => _text.AppendLiteral(text);

        public void AppendFormatted<T>(T value) => _text.AppendFormatted(value);

        public void AppendFormatted<T>(T value, string format) => _text.AppendFormatted(value, format);

        public string ToText() => _text.ToStringAndClear();
    }
}
