using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Neuro.Tests.Experiments.Data;

/// <summary>An HTTP server on the loopback interface that answers each path with whatever bytes a test wants, right or not.</summary>
internal sealed class TinyServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<string, NetworkStream, CancellationToken, Task> _answer;
    private readonly Task _loop;

    public TinyServer(Func<string, NetworkStream, CancellationToken, Task> answer)
    {
        _answer = answer;
        _listener.Start();
        Address = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");
        _loop = AcceptAsync();
    }

    public Uri Address { get; }

    /// <summary>The paths asked for, in order.</summary>
    public List<string> Requests { get; } = [];

    /// <summary>A server of whole files: each path's content, and 404 for the rest.</summary>
    public static TinyServer Of(IReadOnlyDictionary<string, byte[]> files) => new(async (path, stream, stop) =>
    {
        if (files.TryGetValue(path, out var content))
        {
            await HeadAsync(stream, "200 OK", content.Length, stop);
            await stream.WriteAsync(content, stop);
        }
        else
        {
            await HeadAsync(stream, "404 Not Found", 0, stop);
        }
    });

    public static async Task HeadAsync(NetworkStream stream, string status, int? length, CancellationToken stop)
    {
        var head = $"HTTP/1.1 {status}\r\nConnection: close\r\n" + (length is null ? "" : $"Content-Length: {length}\r\n") + "\r\n";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head), stop);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _loop;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                await ServeAsync(client.GetStream());
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(NetworkStream stream)
    {
        try
        {
            using var reader = new StreamReader(stream, Encoding.ASCII, leaveOpen: true);
            var request = await reader.ReadLineAsync(_stop.Token) ?? "";
            while (await reader.ReadLineAsync(_stop.Token) is { Length: > 0 })
            {
                // The rest of the head says nothing that matters here.
            }

            var path = request.Split(' ')[1].TrimStart('/');
            Requests.Add(path);
            await _answer(path, stream, _stop.Token);
        }
        catch (IOException)
        {
            // The other side left, as some tests want it to.
        }
    }
}
