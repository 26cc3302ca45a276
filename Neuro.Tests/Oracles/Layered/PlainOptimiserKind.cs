namespace Neuro.Tests.Oracles.Layered;

internal enum PlainOptimiserKind
{
    Sgd,
    Momentum,
    RmsProp,
    Adam,
}
