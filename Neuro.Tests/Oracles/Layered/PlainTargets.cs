namespace Neuro.Tests.Oracles.Layered;

/// <summary>Target propagation through exact inverses (Ahmad, van Gerven, Ambrogioni 2020): literally, through targets, and as the recursion that they have for small gamma.</summary>
internal static class PlainTargets
{
    /// <summary>The target of the output: one-hot for the classes, the own rate for every other unit.</summary>
    public static double[] OutputTarget(double[] output, double[] classes) => [.. classes, .. output[classes.Length..]];

    /// <summary>t_l by layer, 1 .. L: t_{l-1} = W_l^-1 (f^-1((1 - eps_l) y_l + eps_l t_l) - b_l), eps_l = 1, gamma, or gamma f'(a_l)^2.</summary>
    /// <remarks>Units that layer l does not read have the target that is their rate.</remarks>
    public static double[][] Literal(PlainTargetRule rule, PlainLayers net, PlainPass pass, double[] target, double gamma)
    {
        var targets = new double[net.Top + 1][];
        targets[net.Top] = target;
        for (var l = net.Top; l >= 2; l--)
        {
            var potentials = new double[net.Units(l)];
            for (var i = 0; i < potentials.Length; i++)
            {
                var slope = net.RhoOf(l).Slope(pass.A[l][i]);
                var part = rule switch
                {
                    PlainTargetRule.Full => 1,
                    PlainTargetRule.Incremental => gamma,
                    _ => gamma * slope * slope,
                };
                var mixed = ((1 - part) * pass.H[l][i]) + (part * targets[l][i]);
                potentials[i] = net.RhoOf(l).Inverse(mixed) - net.B[l][i];
            }

            targets[l - 1] = [.. Dense.Solve(net.W[l], potentials), .. pass.H[l - 1][net.W[l].Length..]];
        }

        return targets;
    }

    /// <summary>delta_l = gamma^-(L-l) (t_l - y_l) o f'(a_l) of such targets; without gamma for the full target.</summary>
    public static double[][] LiteralSignals(PlainTargetRule rule, PlainLayers net, PlainPass pass, double[] target, double gamma)
    {
        var targets = Literal(rule, net, pass, target, gamma);
        var delta = new double[net.Top + 1][];
        for (var l = 1; l <= net.Top; l++)
        {
            var factor = rule == PlainTargetRule.Full ? 1 : Math.Pow(gamma, l - net.Top);
            delta[l] = net.TimesSlope(l, pass, [.. targets[l].Zip(pass.H[l], (t, y) => factor * (t - y))]);
        }

        return delta;
    }

    /// <summary>
    /// delta_l = d_l o f'(a_l) with d_L = t_L - y_L and d_{l-1} = W_l^-1 (f'(a_l) o d_l) for GAIT, W_l^-1 (d_l / f'(a_l)) for ITP, W_l^-1 (f^-1(y_l + d_l) - a_l) for TP.
    /// </summary>
    public static double[][] Signals(PlainTargetRule rule, PlainLayers net, PlainPass pass, double[] target)
    {
        var d = target.Zip(pass.H[net.Top], (t, y) => t - y).ToArray();
        var delta = new double[net.Top + 1][];
        for (var l = net.Top; l >= 1; l--)
        {
            delta[l] = net.TimesSlope(l, pass, d);
            if (l == 1)
            {
                break;
            }

            var through = new double[d.Length];
            for (var i = 0; i < d.Length; i++)
            {
                var slope = net.RhoOf(l).Slope(pass.A[l][i]);
                through[i] = rule switch
                {
                    PlainTargetRule.Full => net.RhoOf(l).Inverse(pass.H[l][i] + d[i]) - pass.A[l][i],
                    PlainTargetRule.Incremental => d[i] / slope,
                    _ => d[i] * slope,
                };
            }

            d = [.. Dense.Solve(net.W[l], through), .. new double[net.Units(l - 1) - net.W[l].Length]];
        }

        return delta;
    }
}
