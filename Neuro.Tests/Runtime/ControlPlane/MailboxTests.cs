using Neuro.Runtime.ControlPlane;

namespace Neuro.Tests.Runtime.ControlPlane;

public sealed class MailboxTests
{
    private const int Senders = 4;
    private const int Each = 5000;

    [Fact]
    public void Empty_at_first_and_after_the_last_message()
    {
        var mailbox = new Mailbox();
        Assert.True(mailbox.IsEmpty);
        Assert.False(mailbox.TryTake(out _));
        mailbox.Post(Resume.Instance);
        Assert.False(mailbox.IsEmpty);
        Assert.True(mailbox.TryTake(out var message));
        Assert.Same(Resume.Instance, message);
        Assert.True(mailbox.IsEmpty);
    }

    /// <summary>Several senders at once: nothing is lost, and the messages of each arrive in its order.</summary>
    [Fact]
    public void Messages_of_one_sender_stay_in_order()
    {
        var mailbox = new Mailbox();
        var senders = Enumerable.Range(0, Senders).Select(sender => new Thread(() =>
        {
            for (var i = 0; i < Each; i++)
            {
                mailbox.Post(new Finished($"{sender}", i));
            }
        })).ToArray();
        Array.ForEach(senders, t => t.Start());
        var next = new Dictionary<string, long>(StringComparer.Ordinal);
        var spinner = default(SpinWait);
        for (var received = 0; received < Senders * Each;)
        {
            if (!mailbox.TryTake(out var message))
            {
                spinner.SpinOnce(sleep1Threshold: -1);
                continue;
            }

            var (sender, number) = Assert.IsType<Finished>(message);
            Assert.Equal(next.GetValueOrDefault(sender), number);
            next[sender] = number + 1;
            received++;
        }

        Array.ForEach(senders, t => t.Join());
        Assert.True(mailbox.IsEmpty);
    }
}
