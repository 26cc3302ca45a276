namespace Neuro.Experiments.Measures;

/// <summary>A network no longer comes to rest, so that what it learns means nothing.</summary>
public sealed class DivergedException : Exception
{
    /// <summary>An error without a message.</summary>
    public DivergedException()
    {
    }

    /// <summary>An error.</summary>
    /// <param name="message">Which layer, what was found, what was expected.</param>
    public DivergedException(string message)
        : base(message)
    {
    }

    /// <summary>An error with a cause.</summary>
    /// <param name="message">Which layer, what was found, what was expected.</param>
    /// <param name="innerException">The cause.</param>
    public DivergedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
