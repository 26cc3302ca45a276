namespace Neuro.Tests.Oracles;

/// <summary>A firing-rate function and its slope in double precision; at a kink the slope of the rising side.</summary>
internal sealed record Rho(string Name, Func<double, double> Rate, Func<double, double> Slope)
{
    /// <summary>The state that has a rate, where there is exactly one.</summary>
    public Func<double, double> Inverse { get; private init; } = _ => double.NaN;

    public static Rho Sigmoid { get; } = new(nameof(Sigmoid), Logistic, s => Logistic(s) * (1 - Logistic(s))) { Inverse = y => Math.Log(y / (1 - y)) };

    public static Rho Tanh { get; } = new(nameof(Tanh), Math.Tanh, s => 1 - (Math.Tanh(s) * Math.Tanh(s))) { Inverse = Math.Atanh };

    public static Rho Relu { get; } = new(nameof(Relu), s => Math.Max(s, 0), s => s >= 0 ? 1 : 0);

    public static Rho LeakyRelu { get; } = new(nameof(LeakyRelu), s => s >= 0 ? s : 0.1 * s, s => s >= 0 ? 1 : 0.1) { Inverse = y => y >= 0 ? y : 10 * y };

    public static Rho HardSigmoid { get; } = new(nameof(HardSigmoid), s => Math.Clamp(s, 0, 1), s => s is >= 0 and <= 1 ? 1 : 0);

    public static Rho Linear { get; } = new(nameof(Linear), s => s, _ => 1) { Inverse = y => y };

    public static Rho Named(string name) =>
        new[] { Sigmoid, Tanh, Relu, LeakyRelu, HardSigmoid, Linear }.First(rho => rho.Name == name);

    private static double Logistic(double s) => 1 / (1 + Math.Exp(-s));
}
