using Neuro.Runtime;

namespace Neuro.Tests.Runtime.Dispatching;

public sealed class WorkerHostTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(-3)]
    [InlineData(257)]
    public void A_number_of_workers_out_of_range_is_refused(int workers) => Assert.Throws<ArgumentOutOfRangeException>(() => new WorkerHost(workers));

    [Fact]
    public void Says_how_many_there_are()
    {
        using var host = new WorkerHost(3);
        Assert.Equal(3, host.Workers);
    }
}
