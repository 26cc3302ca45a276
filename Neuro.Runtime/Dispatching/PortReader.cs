using Neuro.Runtime.Schedules;
using Neuro.Units.Kernels;
using Neuro.Units.Messages;
using Neuro.Units.Populations;
using Neuro.Units.Specification;
using Neuro.Units.Tensors;

namespace Neuro.Runtime.Dispatching;

/// <summary>Reads the inputs of one actor: chooses a version at each port, and puts the shards of a source together.</summary>
/// <remarks>
/// Where senders overwrite, the choice of a step is one snapshot: every version is pinned before its message is fetched, and all is chosen anew when any sender
/// has meanwhile come so far that it may have overwritten what was pinned. Hence no reader holds a torn message, and at the moment of the choice nobody was further ahead of it than its ring
/// has slots, on which replays rely. One owner; not thread-safe.
/// </remarks>
internal sealed class PortReader
{
    private readonly IReadSchedule _schedule;
    private readonly bool _overwrites;
    private readonly InputPort[] _ports;
    private readonly int[] _first;
    private readonly Message?[] _assembled;
    private readonly Dictionary<PanelMatrix, Message> _views = [];

    public PortReader(IReadSchedule schedule, InputPort[] ports, int inputs, DynamicPopulation? population)
    {
        _schedule = schedule;
        _overwrites = schedule.Overwrites;
        _ports = ports;
        _first = [.. Enumerable.Range(0, inputs + 1).Select(input => ports.Count(port => port.Input < input))];
        _assembled = [.. Enumerable.Range(0, inputs).Select(input => _first[input + 1] - _first[input] > 1 ? Whole(ports[_first[input]], population!) : null)];
    }

    /// <summary>Chooses a version at every port.</summary>
    /// <returns>The port whose sender it has to wait for; null when all is chosen.</returns>
    public InputPort? Choose(long version, in TrialWindow trial)
    {
        do
        {
            foreach (var port in _ports)
            {
                if (!_schedule.TryChoose(port.Request(version, trial), port.Ring.Watermark, out var chosen))
                {
                    return port;
                }

                port.Chosen = chosen;
            }
        }
        while (!TryFetch());
        return null;
    }

    /// <summary>What was read of an input.</summary>
    public Message Of(int input)
    {
        var message = _ports[_first[input]].Message;
        if (_assembled[input] is null)
        {
            return message;
        }

        for (var i = _first[input] + 1; i < _first[input + 1]; i++)
        {
            // Shards that were read at one version lie in one matrix, each in its own panels.
            if (_ports[i].Message.Rate != message.Rate || _ports[i].Message.Version != message.Version)
            {
                return Assemble(input);
            }
        }

        var view = View(input, message);

        // Shards hold their rates at the same steps; under a threshold the events say when each of them said something.
        (view.Version, view.Trial, view.RateVersion) = (message.Version, message.Trial, message.RateVersion);
        return view;
    }

    private bool TryFetch()
    {
        if (!_overwrites)
        {
            foreach (var port in _ports)
            {
                port.Message = port.Ring.Read(port.Chosen);
            }

            return true;
        }

        foreach (var port in _ports)
        {
            if (!port.IsClamped)
            {
                port.Mark.Needs = port.Chosen;
            }
        }

        // The full fence between "this is what I hold" and "how far has the sender come?".
        Interlocked.MemoryBarrier();
        var held = true;
        foreach (var port in _ports)
        {
            port.Message = port.Ring.Read(port.Chosen);
            held &= port.IsClamped || port.Ring.IsHeld(port.Chosen);
        }

        return held;
    }

    /// <summary>One message over the matrices that the shards of a slot share.</summary>
    private Message View(int input, Message message)
    {
        // Made once for each slot; the messages of the other shards that lie in these matrices are always the same.
        if (!_views.TryGetValue(message.Rate, out var view))
        {
            view = new Message
            {
                Rate = message.Rate,
                State = message.State,
                Events = message.Events is null ? null : new RateEvents(Sections(input)),
            };
            _views.Add(message.Rate, view);
        }

        return view;
    }

    private RateEventSection[] Sections(int input) => [.. _ports[_first[input].._first[input + 1]].Select(port => port.Message.Events!.Sections[0])];

    /// <summary>Copies shards that were read at different versions into one message, which builds on nothing and on which nothing builds.</summary>
    private Message Assemble(int input)
    {
        var whole = _assembled[input]!;
        (whole.Version, whole.RateVersion) = (-1, long.MaxValue);
        for (var i = _first[input]; i < _first[input + 1]; i++)
        {
            var (message, panels) = (_ports[i].Message, _ports[i].Sender);
            whole.Rate.CopyFrom(message.Rate, panels);
            if (_ports[i].Projection.Port == Port.Teach)
            {
                whole.State!.CopyFrom(message.State!, panels);
            }
        }

        return whole;
    }

    private static Message Whole(InputPort port, DynamicPopulation population)
    {
        var units = port.Ring.Read(0).Rate.Units;
        return new Message
        {
            Rate = new PanelMatrix(population.Batch, units),
            State = port.Projection.Port == Port.Teach ? new PanelMatrix(population.Batch, units) : null,
        };
    }
}
