using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Clearance.Declarations.Tests;

/// <summary>A virus scanner at the other end of a real connection: speaks clamd's INSTREAM and answers as a test says.</summary>
internal sealed class Clamd : IAsyncDisposable
{
    private readonly CancellationTokenSource _end = new();
    private readonly ConcurrentBag<Task> _talks = [];
    private TcpListener _listener = new(IPAddress.Loopback, 0);
    private Task _accepting = Task.CompletedTask;

    public Clamd() => Open();

    /// <summary>What it answers, without the zero; null: nothing, it keeps the line open.</summary>
    public string? Answer { get; set; } = Clean;

    /// <summary>Whether the zero ends its answer, as the protocol wants.</summary>
    public bool Finishes { get; set; } = true;

    /// <summary>The file that it was given last, put together from its chunks.</summary>
    public byte[] Last { get; private set; } = [];

    public const string Clean = "stream: OK";

    public string Address => _listener.LocalEndpoint.ToString()!;

    /// <summary>Nobody listens at its address.</summary>
    public async Task CloseAsync()
    {
        _listener.Stop();
        await _accepting;
    }

    /// <summary>Listens again where it did before.</summary>
    public void Reopen(string address)
    {
        _listener = new TcpListener(IPEndPoint.Parse(address));
        Open();
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await CloseAsync();
        await Task.WhenAll(_talks);
        _end.Dispose();
    }

    private void Open()
    {
        _listener.Start();
        _accepting = AcceptAsync(_listener);
    }

    private async Task AcceptAsync(TcpListener listener)
    {
        try
        {
            while (true)
            {
                _talks.Add(TalkAsync(await listener.AcceptTcpClientAsync(_end.Token)));
            }
        }
        catch (Exception fault) when (fault is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Closed.
        }
    }

    private async Task TalkAsync(TcpClient client)
    {
        using var ends = client;
        await using var stream = client.GetStream();
        try
        {
            var command = await ReadAsync(stream, 10);
            Last = Encoding.ASCII.GetString(command) == "zINSTREAM\0" ? await FileAsync(stream) : throw new IOException("Not INSTREAM.");
            if (Answer is { } answer)
            {
                await stream.WriteAsync(Encoding.UTF8.GetBytes(answer + (Finishes ? "\0" : "")), _end.Token);
                return;
            }

            // Silent until the other side gives up.
            await stream.ReadExactlyAsync(new byte[1], _end.Token);
        }
        catch (Exception fault) when (fault is OperationCanceledException or IOException)
        {
            // The other side has gone.
        }
    }

    private async Task<byte[]> FileAsync(NetworkStream stream)
    {
        using var file = new MemoryStream();
        while (BinaryPrimitives.ReadInt32BigEndian(await ReadAsync(stream, 4)) is > 0 and var length)
        {
            file.Write(await ReadAsync(stream, length));
        }

        return file.ToArray();
    }

    private async Task<byte[]> ReadAsync(NetworkStream stream, int count)
    {
        var bytes = new byte[count];
        await stream.ReadExactlyAsync(bytes, _end.Token);
        return bytes;
    }
}
