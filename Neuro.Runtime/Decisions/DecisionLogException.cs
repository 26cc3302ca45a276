namespace Neuro.Runtime.Decisions;

/// <summary>A decision log that cannot be used: cut, edited, of another network, or at its end.</summary>
public sealed class DecisionLogException : Exception
{
    /// <summary>An error without a message.</summary>
    public DecisionLogException()
    {
    }

    /// <summary>An error.</summary>
    /// <param name="message">What was found and what was expected.</param>
    public DecisionLogException(string message)
        : base(message)
    {
    }

    /// <summary>An error with a cause.</summary>
    /// <param name="message">What was found and what was expected.</param>
    /// <param name="innerException">The cause.</param>
    public DecisionLogException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
