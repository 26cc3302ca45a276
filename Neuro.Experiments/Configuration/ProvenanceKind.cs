namespace Neuro.Experiments.Configuration;

/// <summary>The kinds of places that give a key its value, weakest first.</summary>
public enum ProvenanceKind
{
    /// <summary>The default of the program.</summary>
    Reference,

    /// <summary>A configuration file or text.</summary>
    File,

    /// <summary>An environment variable.</summary>
    Environment,

    /// <summary><c>--set KEY=VALUE</c>.</summary>
    Set,

    /// <summary>A command-line option that stands for a key.</summary>
    Option,
}
