using Neuro.Experiments.Models;
using Neuro.Runtime;
using Neuro.Tests.Units.Kernels;
using Neuro.Units.Populations;
using Neuro.Units.Tensors;

namespace Neuro.Tests.Models;

/// <summary>Lanes beyond the last unit stay zero in weights and rates, where they could leak into sums.</summary>
public sealed class PaddingTests
{
    [Theory]
    [InlineData(GhostModel.MA, FeedbackKind.Transpose, 1, true)]
    [InlineData(GhostModel.MA, FeedbackKind.Random, 7, false)]
    [InlineData(GhostModel.MB, FeedbackKind.Transpose, 20, true)]
    public void Padding_stays_zero_while_a_network_learns(GhostModel model, FeedbackKind feedback, int batch, bool savings)
    {
        var pair = new GhostPair(new GhostNetworkOptions { Model = model, Feedback = feedback, Inputs = 13, Hidden = [37, 21], Outputs = 5, GhostUnits = 9 });
        var weights = pair.CreateWeights();
        using var host = new WorkerHost(1);
        var execution = new ExecutionOptions { DeferPlasticity = savings, KeepCurrents = savings, SkipZeros = savings };
        var simulation = pair.Simulate(weights, new TestTrials(3, batch, 13, 5), batch, host, execution);
        simulation.Run(3);
        foreach (var projection in weights.Projections)
        {
            Assert.All(KernelData.Padding(weights[projection]), value => Assert.Equal(0f, value));
        }

        foreach (var population in pair.Network.Populations)
        {
            Assert.All(Padding(simulation.Newest(population.Name).Rate), value => Assert.Equal(0f, value));
        }
    }

    private static unsafe List<float> Padding(PanelMatrix rates)
    {
        var padding = new List<float>();
        var panel = rates.Layout.Panels - 1;
        for (var sample = 0; sample < rates.Batch; sample++)
        {
            for (var lane = rates.Layout.UnitsIn(panel); lane < rates.Layout.Width; lane++)
            {
                padding.Add(rates.Row(panel, sample)[lane]);
            }
        }

        return padding;
    }
}
