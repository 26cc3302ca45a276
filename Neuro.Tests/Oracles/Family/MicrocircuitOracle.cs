namespace Neuro.Tests.Oracles.Family;

/// <summary>Dendritic cortical microcircuits of any depth, step by step: all right-hand sides are old.</summary>
/// <param name="weights">The network; a trial replaces <see cref="Weights"/> and leaves these alone.</param>
/// <param name="settings">Constants and rates.</param>
internal sealed class MicrocircuitOracle(MicrocircuitWeights weights, MicrocircuitSettings settings)
{
    private int _steps;

    public MicrocircuitWeights Weights { get; private set; } = weights.Copy();

    /// <summary>u by sample and layer; layer 0 is the input of the last step.</summary>
    public double[][][] Pyramidal { get; private set; } = [];

    /// <summary>u^I by sample and hidden layer (from 1).</summary>
    public double[][][] Interneurons { get; private set; } = [];

    /// <summary>Filtered induction terms; W, b, M, its bias and V are used.</summary>
    public MicrocircuitWeights Induction { get; private set; } = new(weights.Units);

    /// <summary>Whether weights, and filtered terms, change.</summary>
    public bool Learns { get; set; } = true;

    /// <summary>xi of a step, sample, population, layer and unit: a draw of mean 0 and variance 1.</summary>
    public Func<int, int, MicrocircuitPopulation, int, int, double> Noise { get; init; } = (_, _, _, _, _) => 0;

    /// <summary>Steps without a target, then steps with it; states go on from those of the trial before, and start at 0.</summary>
    public MicrocircuitTrial RunTrial(double[][] inputs, double[][] targets, int free, int taught)
    {
        for (var t = 0; t < free + taught; t++)
        {
            Step(inputs, t < free ? null : targets);
        }

        return new MicrocircuitTrial(Copy(Pyramidal), Copy(Interneurons), Weights.Copy());
    }

    /// <summary>Puts all states to 0.</summary>
    public void Reset(int samples)
    {
        Pyramidal = [.. Enumerable.Range(0, samples).Select(_ => Weights.Units.Select(n => new double[n]).ToArray())];
        Interneurons = [.. Enumerable.Range(0, samples).Select(_ => Enumerable.Range(0, Weights.Top).Select(k => k == 0 ? [] : new double[Weights.Units[k + 1]]).ToArray())];
    }

    /// <summary>One step of all samples; targets are potentials, null while there is no teaching.</summary>
    public void Step(double[][] inputs, double[][]? targets)
    {
        if (Pyramidal.Length == 0)
        {
            Reset(inputs.Length);
        }

        var terms = new MicrocircuitWeights(Weights.Units);
        for (var sample = 0; sample < inputs.Length; sample++)
        {
            Pyramidal[sample][0] = inputs[sample];
            if (Learns)
            {
                AddTerms(terms, 1.0 / inputs.Length, sample);
            }

            (Pyramidal[sample], Interneurons[sample]) = Move(sample, targets?[sample]);
        }

        _steps++;
        if (Learns)
        {
            Learn(terms);
        }
    }

    /// <summary>v_B of a layer.</summary>
    public double[] Basal(int sample, int k) => Plus(Dense.Times(Weights.W[k], RatesOf(sample, k - 1)), 1, Weights.B[k]);

    /// <summary>v_A of a hidden layer.</summary>
    public double[] Apical(int sample, int k) =>
        Plus(Dense.Times(Weights.U[k], RatesOf(sample, k + 1)), -1, Dense.Times(Weights.V[k], Rates(Interneurons[sample][k])));

    /// <summary>v^I of the interneurons of a hidden layer.</summary>
    public double[] Dendritic(int sample, int k) => Plus(Dense.Times(Weights.M[k], RatesOf(sample, k)), 1, Weights.MBias[k]);

    private (double[][] Pyramidal, double[][] Interneurons) Move(int sample, double[]? target)
    {
        var (u, inter) = (Pyramidal[sample], Interneurons[sample]);
        var newU = new double[u.Length][];
        var newInter = new double[inter.Length][];
        newU[0] = u[0];
        newInter[0] = [];
        var (dt, root) = (settings.Dt, settings.Sigma * Math.Sqrt(settings.Dt));
        for (var k = 1; k <= Weights.Top; k++)
        {
            var basal = Basal(sample, k);
            var apical = k < Weights.Top ? Apical(sample, k) : [];
            newU[k] = new double[u[k].Length];
            for (var i = 0; i < u[k].Length; i++)
            {
                var force = settings.Basal * basal[i];
                if (k < Weights.Top)
                {
                    force += settings.Apical * apical[i];
                    force -= (settings.Leak + settings.Basal + settings.Apical) * u[k][i];
                }
                else
                {
                    force -= (settings.Leak + settings.Basal) * u[k][i];
                    force += target is null ? 0 : settings.Somatic * (target[i] - u[k][i]);
                }

                newU[k][i] = u[k][i] + (dt * force) + (root * Noise(_steps, sample, MicrocircuitPopulation.Pyramidal, k, i));
            }
        }

        for (var k = 1; k < Weights.Top; k++)
        {
            var dendritic = Dendritic(sample, k);
            newInter[k] = new double[inter[k].Length];
            for (var i = 0; i < inter[k].Length; i++)
            {
                var force = (-(settings.Leak + settings.Dendritic) * inter[k][i])
                    + (settings.Dendritic * dendritic[i])
                    + (settings.Somatic * (u[k + 1][i] - inter[k][i]));
                newInter[k][i] = inter[k][i] + (dt * force) + (root * Noise(_steps, sample, MicrocircuitPopulation.Interneuron, k, i));
            }
        }

        return (newU, newInter);
    }

    private void AddTerms(MicrocircuitWeights terms, double factor, int sample)
    {
        for (var k = 1; k <= Weights.Top; k++)
        {
            var attenuation = settings.Basal / settings.Total(k, Weights.Top);
            var post = Plus(Rates(Pyramidal[sample][k]), -1, Rates(Array.ConvertAll(Basal(sample, k), v => attenuation * v)));
            AddProducts(terms.W[k], terms.B[k], factor, post, RatesOf(sample, k - 1));
        }

        for (var k = 1; k < Weights.Top; k++)
        {
            var attenuation = settings.Dendritic / settings.InterneuronTotal;
            var rates = Rates(Interneurons[sample][k]);
            var post = Plus(rates, -1, Rates(Array.ConvertAll(Dendritic(sample, k), v => attenuation * v)));
            AddProducts(terms.M[k], terms.MBias[k], factor, post, RatesOf(sample, k));
            AddProducts(terms.V[k], null, factor, Apical(sample, k), rates);
        }
    }

    private void Learn(MicrocircuitWeights terms)
    {
        Induction = settings.InductionTime == 0 ? terms : Induction.Plus(settings.Dt / settings.InductionTime, terms.Plus(-1, Induction));
        for (var k = 1; k <= Weights.Top; k++)
        {
            Change(Weights.W[k], Weights.B[k], settings.ForwardRates[k], Induction.W[k], Induction.B[k]);
            if (k < Weights.Top)
            {
                Change(Weights.M[k], Weights.MBias[k], settings.InterneuronRates[k], Induction.M[k], Induction.MBias[k]);
                Change(Weights.V[k], [], settings.ApicalRates[k], Induction.V[k], []);
            }
        }
    }

    private void Change(double[][] matrix, double[] biases, double rate, double[][] by, double[] biasesBy)
    {
        for (var i = 0; i < matrix.Length; i++)
        {
            for (var j = 0; j < matrix[i].Length; j++)
            {
                matrix[i][j] += rate * settings.Dt * by[i][j];
            }
        }

        for (var i = 0; settings.Biases && i < biases.Length; i++)
        {
            biases[i] += rate * settings.Dt * biasesBy[i];
        }
    }

    private double[] RatesOf(int sample, int layer) => layer == 0 ? Pyramidal[sample][0] : Rates(Pyramidal[sample][layer]);

    private double[] Rates(double[] potentials) => Array.ConvertAll(potentials, u => settings.Phi.Rate(u));

    private static void AddProducts(double[][] matrix, double[]? biases, double factor, double[] post, double[] pre)
    {
        Dense.AddOuter(matrix, factor, post, pre);
        for (var i = 0; biases is not null && i < post.Length; i++)
        {
            biases[i] += factor * post[i];
        }
    }

    private static double[] Plus(double[] left, double factor, double[] right) => [.. left.Zip(right, (a, b) => a + (factor * b))];

    private static double[][][] Copy(double[][][] states) => [.. states.Select(state => state.Select(s => (double[])s.Clone()).ToArray())];
}
