namespace Neuro.Tests.Oracles.Layered;

/// <summary>delta_l of one sample by the rules that send errors down, or across, or nowhere; a signal is minus the gradient that the rule believes in.</summary>
internal static class PlainSignals
{
    /// <summary>delta_l = (W_{l+1}^T delta_{l+1}) o f'(a_l); 0 for units that layer l + 1 does not read.</summary>
    public static double[][] Backprop(PlainLayers net, PlainPass pass, double[] target)
    {
        var delta = Start(net, pass, target);
        for (var l = net.Top - 1; l >= 1; l--)
        {
            var back = Dense.Times(Dense.Transpose(net.W[l + 1]), delta[l + 1]);
            delta[l] = net.TimesSlope(l, pass, [.. back, .. new double[net.Units(l) - back.Length]]);
        }

        return delta;
    }

    /// <summary>delta_l = (B_l delta_{l+1}) o f'(a_l).</summary>
    public static double[][] FeedbackAlignment(PlainLayers net, PlainPass pass, double[] target, double[][][] above)
    {
        var delta = Start(net, pass, target);
        for (var l = net.Top - 1; l >= 1; l--)
        {
            delta[l] = net.TimesSlope(l, pass, Dense.Times(above[l], delta[l + 1]));
        }

        return delta;
    }

    /// <summary>delta_l = (B_l delta_L) o f'(a_l).</summary>
    public static double[][] DirectFeedbackAlignment(PlainLayers net, PlainPass pass, double[] target, double[][][] direct)
    {
        var delta = Start(net, pass, target);
        for (var l = 1; l < net.Top; l++)
        {
            delta[l] = net.TimesSlope(l, pass, Dense.Times(direct[l], delta[net.Top]));
        }

        return delta;
    }

    /// <summary>delta_l = (B_l e_l) o f'(a_l), e_l = y - softmax(B_l^T h_l).</summary>
    public static double[][] LocalErrors(PlainLayers net, PlainPass pass, double[] target, double[][][] direct)
    {
        var delta = Start(net, pass, target);
        for (var l = 1; l < net.Top; l++)
        {
            delta[l] = net.TimesSlope(l, pass, Dense.Times(direct[l], AuxiliaryError(pass.H[l], target, direct[l])));
        }

        return delta;
    }

    /// <summary>The cross-entropy that layer l would have if its rates were read out by B_l^T.</summary>
    public static double LocalLoss(double[] rates, double[] target, double[][] direct) =>
        -PlainLayers.Softmax(Dense.Times(Dense.Transpose(direct), rates)).Zip(target, (p, y) => y * Math.Log(p)).Sum();

    /// <summary>The general rule: what comes from the output (or the layer's own read-out), from above and from below, as one of three strategies combines them.</summary>
    /// <param name="strategy">1 downwards, 2 upwards, 3 both at once from what the direct feedback alone says.</param>
    /// <param name="auxiliary">Whether the direct errors are those of local read-outs.</param>
    public static double[][] General(PlainLayers net, PlainPass pass, double[] target, PlainFeedback feedback, int strategy, bool auxiliary, PlainCombination f)
    {
        var hidden = net.Top - 1;
        var delta = Start(net, pass, target);
        var direct = new double[hidden + 1][];
        for (var l = 1; l <= hidden; l++)
        {
            var error = auxiliary ? AuxiliaryError(pass.H[l], target, feedback.Direct[l]) : delta[net.Top];
            direct[l] = Dense.Times(feedback.Direct[l], error);
        }

        switch (strategy)
        {
            case 1:
                delta[hidden] = net.TimesSlope(hidden, pass, direct[hidden]);
                for (var l = hidden - 1; l >= 1; l--)
                {
                    delta[l] = net.TimesSlope(l, pass, Combine(f, direct[l], Dense.Times(feedback.Above[l], delta[l + 1])));
                }

                break;
            case 2:
                delta[1] = net.TimesSlope(1, pass, direct[1]);
                for (var l = 2; l <= hidden; l++)
                {
                    delta[l] = net.TimesSlope(l, pass, Combine(f, direct[l], Dense.Times(feedback.Below[l], delta[l - 1])));
                }

                break;
            case 3:
                var first = new double[hidden + 1][];
                for (var l = 1; l <= hidden; l++)
                {
                    first[l] = net.TimesSlope(l, pass, direct[l]);
                }

                for (var l = 1; l <= hidden; l++)
                {
                    var terms = new List<double[]> { direct[l] };
                    if (l < hidden)
                    {
                        terms.Add(Dense.Times(feedback.Above[l], first[l + 1]));
                    }

                    if (l > 1)
                    {
                        terms.Add(Dense.Times(feedback.Below[l], first[l - 1]));
                    }

                    delta[l] = net.TimesSlope(l, pass, Combine(f, [.. terms]));
                }

                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(strategy), strategy, "there are strategies 1 to 3");
        }

        return delta;
    }

    private static double[][] Start(PlainLayers net, PlainPass pass, double[] target)
    {
        var delta = new double[net.Top + 1][];
        delta[net.Top] = net.OutputSignal(pass, target);
        return delta;
    }

    private static double[] AuxiliaryError(double[] rates, double[] target, double[][] direct) =>
        [.. PlainLayers.Softmax(Dense.Times(Dense.Transpose(direct), rates)).Zip(target, (p, y) => y - p)];

    private static double[] Combine(PlainCombination f, params double[][] terms)
    {
        var result = new double[terms[0].Length];
        for (var i = 0; i < result.Length; i++)
        {
            result[i] = f switch
            {
                PlainCombination.Mean => terms.Average(term => term[i]),
                PlainCombination.Sum => terms.Sum(term => term[i]),
                _ => terms.MaxBy(term => Math.Abs(term[i]))![i],
            };
        }

        return result;
    }
}
