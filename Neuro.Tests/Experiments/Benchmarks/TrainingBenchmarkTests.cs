using Neuro.Experiments.Benchmarks;
using Neuro.Experiments.Data;

namespace Neuro.Tests.Experiments.Benchmarks;

public class TrainingBenchmarkTests
{
    [PeersFact]
    public void OneTrialChangesWeightsAsThePeerDoes()
    {
        var context = new BenchmarkContext(DataSetLoader.Load("digits", null, _ => null), PeersFactAttribute.Peers, CancellationToken.None);

        new TrainingBenchmark("ghost-ma", batch: 100, trials: 1, literalGoal: 1, backpropGoal: null).CheckAgainst(context.Peers!, context);
    }
}
