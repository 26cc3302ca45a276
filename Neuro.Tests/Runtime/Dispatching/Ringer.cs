using Neuro.Runtime.ControlPlane;
using Neuro.Runtime.Dispatching;

namespace Neuro.Tests.Runtime.Dispatching;

/// <summary>Rings every bell once in each of its turns, for a number of turns.</summary>
internal sealed class Ringer(Bell[] bells, int turns) : Actor
{
    private bool _resumed;
    private int _left = turns;

    protected override void Receive(ControlMessage message) => _resumed |= message is Resume;

    protected override bool Turn()
    {
        if (!_resumed || _left == 0)
        {
            return false;
        }

        foreach (var bell in bells)
        {
            bell.Ring();
        }

        return --_left > 0;
    }
}
