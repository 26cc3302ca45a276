namespace Neuro.Tests.Experiments.Data;

/// <summary>A fact about the real files of MNIST and Fashion-MNIST: left out, and said to be, where <c>NEURO_DATA</c> is not set.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class MnistFactAttribute : FactAttribute
{
    public MnistFactAttribute()
    {
        if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NEURO_DATA")))
        {
            Skip = "left out: NEURO_DATA names no folder with the files of mnist and fashion-mnist";
        }
    }
}
