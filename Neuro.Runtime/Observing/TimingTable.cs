using Neuro.Runtime.Dispatching;

namespace Neuro.Runtime.Observing;

/// <summary>Puts the clocks of actors together, population by population: of all its shards, and of all replicas.</summary>
internal static class TimingTable
{
    /// <summary>What each population with a state did with its time, in the order of the description; empty where nothing was measured.</summary>
    /// <param name="actors">The actors.</param>
    /// <param name="elapsed">Length of all runs.</param>
    public static IReadOnlyList<PopulationTiming> Of(IEnumerable<PopulationActor> actors, TimeSpan elapsed) =>
        [.. actors.Where(actor => actor.Clock is not null).GroupBy(actor => actor.Name, StringComparer.Ordinal).Select(shards => Row([.. shards], elapsed))];

    private static PopulationTiming Row(List<PopulationActor> shards, TimeSpan elapsed)
    {
        double Sum(Spell spell) => shards.Sum(shard => shard.Clock!.Sum(spell));
        var (computing, delivering, waiting, ready) = (Sum(Spell.Computing), Sum(Spell.Delivering), Sum(Spell.Waiting), Sum(Spell.Ready));
        var all = computing + delivering + waiting + ready;
        var split = shards[0].Clock!.Splits;
        return new PopulationTiming(
            shards[0].Name,
            shards[0].StepsDone / elapsed.TotalSeconds,
            waiting / all,
            ready / all,
            (computing + delivering) / all,
            split ? computing / all : null,
            split ? delivering / all : null);
    }
}
