using System.Numerics;
using Neuro.Units.Plasticity;

namespace Neuro.Units.Synapses;

/// <summary>Changes weights by their gradients, element by element: the formulas of <see cref="OptimiserKind"/>.</summary>
/// <remarks>Every operation rounds once and none is fused, so the bits do not depend on the width of vectors. Lengths are multiples of 16.</remarks>
internal static unsafe class OptimiserKernel
{
    /// <summary>One change.</summary>
    /// <param name="o">The numbers that it takes.</param>
    /// <param name="length">Elements.</param>
    /// <param name="gradient">g; weight decay is added to it here.</param>
    /// <param name="weights">W.</param>
    /// <param name="first">m; unused by plain descent.</param>
    /// <param name="second">v; used by RMSprop and Adam.</param>
    /// <param name="third">q; used by centred RMSprop.</param>
    public static void Change(in OptimiserStep o, int length, float* gradient, float* weights, float* first, float* second, float* third)
    {
        var decay = new Vector<float>(o.WeightDecay);
        for (var i = 0; i < length; i += Vector<float>.Count)
        {
            var w = Vector.Load(weights + i);
            var g = Vector.Load(gradient + i);
            if (o.WeightDecay != 0)
            {
                g += decay * w;
            }

            var change = o.Kind switch
            {
                OptimiserKind.Sgd => g,
                OptimiserKind.Momentum => Moved(o, g, first + i),
                OptimiserKind.RmsProp => g / (Vector.SquareRoot(Squares(o, g, second + i)) + new Vector<float>(o.Epsilon)),
                OptimiserKind.CentredRmsProp => Moved(o, g / Vector.SquareRoot(Variance(o, g, second + i, third + i)), first + i),
                _ => Adam(o, g, first + i, second + i),
            };
            (w - (new Vector<float>(o.Rate) * change)).Store(weights + i);
        }
    }

    private static Vector<float> Moved(in OptimiserStep o, Vector<float> g, float* first)
    {
        var m = (new Vector<float>(o.Momentum) * Vector.Load(first)) + g;
        m.Store(first);
        return m;
    }

    private static Vector<float> Squares(in OptimiserStep o, Vector<float> g, float* second)
    {
        var v = (new Vector<float>(o.SquareDecay) * Vector.Load(second)) + (new Vector<float>(o.SquareShare) * (g * g));
        v.Store(second);
        return v;
    }

    private static Vector<float> Variance(in OptimiserStep o, Vector<float> g, float* second, float* third)
    {
        var v = Squares(o, g, second);
        var q = (new Vector<float>(o.SquareDecay) * Vector.Load(third)) + (new Vector<float>(o.SquareShare) * g);
        q.Store(third);

        // The difference is a variance, and below zero by rounding only.
        return Vector.Max(v - (q * q), Vector<float>.Zero) + new Vector<float>(o.Epsilon);
    }

    private static Vector<float> Adam(in OptimiserStep o, Vector<float> g, float* first, float* second)
    {
        var m = (new Vector<float>(o.Momentum) * Vector.Load(first)) + (new Vector<float>(o.MomentumShare) * g);
        m.Store(first);
        var v = Squares(o, g, second);
        return m * new Vector<float>(o.FirstCorrection) / (Vector.SquareRoot(v * new Vector<float>(o.SecondCorrection)) + new Vector<float>(o.Epsilon));
    }
}
