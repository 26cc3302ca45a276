namespace Neuro.Tests.Experiments.Traces;

/// <summary>A fact that needs libraries of Python: left out, and said to be, where no Python has them.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class LibrariesFactAttribute : FactAttribute
{
    public LibrariesFactAttribute(params string[] libraries)
    {
        if (PythonLibraries.Find(libraries) is null)
        {
            Skip = $"left out: neither the program that NEURO_PYTHON names nor python3 on the path has {string.Join(" and ", libraries)}";
        }
    }
}
