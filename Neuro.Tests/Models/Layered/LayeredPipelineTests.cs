using Neuro.Runtime;
using Neuro.Units.Activations;

namespace Neuro.Tests.Models.Layered;

/// <summary>Several trials in flight: layers that wait for layers above learn from rates of older weights, by just so many changes, and nobody else does.</summary>
public sealed class LayeredPipelineTests
{
    private const int Batch = 7;
    private const int Trials = 7;

    public static TheoryData<string, int> Cases()
    {
        var cases = new TheoryData<string, int>();
        foreach (var rule in LayeredCases.Unrestricted.Keys.Append("gait").Append("target").Append("gait tower"))
        {
            foreach (var pipeline in new[] { 2, 3 })
            {
                cases.Add(rule, pipeline);
            }
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Rates_are_as_stale_as_the_pipeline_is_long(string rule, int pipeline)
    {
        var (pair, trials) = Create(rule);
        var start = pair.CreateWeights();
        var (plain, _) = pair.RunPlainly(start, trials, Trials, pipeline);
        var actual = Run(pair, trials, workers: 1, pipeline, Trials);
        LayeredAgreement.Close(plain[0], plain[Trials], LayeredPair.Read(start), actual, $"{rule}, pipeline {pipeline}", slack: 5);
        Agreement.SameBits(actual, Run(pair, trials, workers: 2, pipeline, Trials), "two workers");
    }

    /// <summary>Trials that run one by one leave nothing in flight, however long the pipeline: to the bit what a pipeline of 1 does.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void A_pipeline_of_one_is_the_sequential_algorithm(string rule, int pipeline)
    {
        var (pair, trials) = Create(rule);
        var sequential = Run(pair, trials, workers: 1, pipeline, atOnce: 1);
        Agreement.SameBits(sequential, Run(pair, trials, workers: 1, pipeline: 1, Trials), "pipeline 1");
        Agreement.SameBits(sequential, Run(pair, trials, workers: 2, pipeline: 1, Trials), "pipeline 1, two workers");
    }

    /// <summary>Where every layer learns from its own read-out, a pipeline changes nothing, to the bit.</summary>
    [Theory]
    [InlineData("local")]
    [InlineData("auxiliary 2")]
    [InlineData("auxiliary 2, deep")]
    public void Layers_with_errors_of_their_own_are_never_stale(string rule)
    {
        var (pair, trials) = Create(rule);
        var sequential = Run(pair, trials, workers: 1, pipeline: 1, Trials);
        foreach (var pipeline in new[] { 2, 5 })
        {
            Agreement.SameBits(sequential, Run(pair, trials, workers: 2, pipeline, Trials), $"pipeline {pipeline}");
        }
    }

    private static (LayeredPair Pair, TestTrials Trials) Create(string rule)
    {
        var options = rule switch
        {
            "gait tower" => LayeredCases.Inverting("gait", tower: true).First(),
            "gait" or "target" => LayeredCases.Inverting(rule, tower: false).ElementAt(1),
            _ => LayeredCases.Unrestricted[rule] with { Activation = Activation.Tanh },
        };
        return (new LayeredPair(options), LayeredCases.TrialsOf(options, Batch, Trials));
    }

    private static Dictionary<string, float[]> Run(LayeredPair pair, TestTrials trials, int workers, int pipeline, int atOnce)
    {
        using var host = new WorkerHost(workers);
        var simulation = pair.Simulate(pair.CreateWeights(), trials, Batch, host, pipeline);
        for (var trial = 0; trial < Trials; trial += atOnce)
        {
            Assert.Equal(atOnce, simulation.Run(atOnce));
        }

        return LayeredPair.Read(simulation.Weights);
    }
}
