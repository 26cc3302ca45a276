namespace Neuro.Tests.Experiments.Numpy;

/// <summary>A fact that NumPy itself has to confirm: left out, and said to be, where no Python with NumPy is found.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NumpyFactAttribute : FactAttribute
{
    public NumpyFactAttribute()
    {
        if (Python.Executable is null)
        {
            Skip = "left out: neither the program that NEURO_PYTHON names nor python3 on the path has NumPy";
        }
    }
}
