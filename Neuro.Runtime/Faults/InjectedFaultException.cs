namespace Neuro.Runtime.Faults;

/// <summary>A fault that was asked for: unlike a real one it does not come again when the network is set back.</summary>
public sealed class InjectedFaultException : Exception
{
    /// <summary>A fault.</summary>
    public InjectedFaultException()
        : base("an injected fault")
    {
    }

    /// <summary>A fault with a message of its own.</summary>
    /// <param name="message">The message.</param>
    public InjectedFaultException(string message)
        : base(message)
    {
    }

    /// <summary>A fault with a cause.</summary>
    /// <param name="message">The message.</param>
    /// <param name="innerException">The cause.</param>
    public InjectedFaultException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
