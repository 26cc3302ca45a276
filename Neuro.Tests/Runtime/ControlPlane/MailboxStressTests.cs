using Neuro.Runtime.ControlPlane;

namespace Neuro.Tests.Runtime.ControlPlane;

/// <summary>Threads that post without a pause to one mailbox.</summary>
[Collection(ThreadedCollection.Name)]
public sealed class MailboxStressTests
{
    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public void A_million_messages_stay_in_the_order_of_each_sender(int senders) => Post(senders, each: 1_000_000 / senders);

    [Theory]
    [InlineData(2)]
    [InlineData(8)]
    [Trait("Category", "Long")]
    public void Tens_of_millions_stay_in_the_order_of_each_sender(int senders) => Post(senders, each: 40_000_000 / senders);

    private static void Post(int senders, int each)
    {
        var mailbox = new Mailbox();
        using var start = new Barrier(senders + 1);
        var threads = Enumerable.Range(0, senders).Select(sender => new Thread(() =>
        {
            var name = $"{sender}";
            start.SignalAndWait();
            for (var i = 0; i < each; i++)
            {
                mailbox.Post(new Finished(name, i));
            }
        })).ToArray();
        Array.ForEach(threads, t => t.Start());
        start.SignalAndWait();
        var next = new long[senders];
        var spinner = default(SpinWait);
        for (var received = 0L; received < (long)senders * each;)
        {
            // Whoever has ended has posted everything, so what is missing then, with an empty mailbox, was lost.
            var ended = threads.All(t => !t.IsAlive);
            if (!mailbox.TryTake(out var message))
            {
                Assert.False(ended, $"{((long)senders * each) - received} messages were lost");
                spinner.SpinOnce(sleep1Threshold: -1);
                continue;
            }

            var (name, number) = (Finished)message;
            if (next[name[0] - '0']++ != number)
            {
                Assert.Fail($"sender {name}: expected message {next[name[0] - '0'] - 1}, found {number}");
            }

            received++;
        }

        Array.ForEach(threads, t => t.Join());
        Assert.True(mailbox.IsEmpty);
    }
}
