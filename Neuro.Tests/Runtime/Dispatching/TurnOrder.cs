namespace Neuro.Tests.Runtime.Dispatching;

/// <summary>How a seeded dispatcher chooses among the runnable actors.</summary>
public enum TurnOrder
{
    /// <summary>Any of them, each as likely as the other.</summary>
    Uniform,

    /// <summary>The one of highest priority; priorities are drawn and now and then redrawn, so that some starve and others run far ahead.</summary>
    Prioritised,

    /// <summary>The one woken last.</summary>
    Newest,

    /// <summary>The one woken first.</summary>
    Oldest,
}
