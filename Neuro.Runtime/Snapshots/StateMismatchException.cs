namespace Neuro.Runtime.Snapshots;

/// <summary>State that is not of this network.</summary>
public sealed class StateMismatchException : Exception
{
    /// <summary>An error without a message of its own.</summary>
    public StateMismatchException()
        : base("The state is not of this network.")
    {
    }

    /// <summary>An error.</summary>
    /// <param name="message">Which array, what was found, what was expected.</param>
    public StateMismatchException(string message)
        : base(message)
    {
    }

    /// <summary>An error with a cause.</summary>
    /// <param name="message">Which array, what was found, what was expected.</param>
    /// <param name="innerException">The cause.</param>
    public StateMismatchException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
