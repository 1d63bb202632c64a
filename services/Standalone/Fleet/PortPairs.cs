using System.Net;
using System.Net.Sockets;

namespace Clearance.Standalone.Fleet;

/// <summary>Two free loopback ports, one after the other: REST on the first, gRPC on the second.</summary>
internal static class PortPairs
{
    // Below the range from which systems give ports to outgoing connections: such a connection would take the port of a process that
    // is being restarted.
    private const int First = 12_000;
    private const int Last = 32_000;
    private const int MostTries = 500;
    private static readonly HashSet<int> Given = [];

    /// <summary>The first port of a pair that nobody listens on and that this process was not given before.</summary>
    public static int Next()
    {
        for (var attempt = 0; attempt < MostTries; attempt++)
        {
            var port = First + (2 * Random.Shared.Next((Last - First) / 2));
            lock (Given)
            {
                if (IsFree(port) && IsFree(port + 1) && Given.Add(port))
                {
                    return port;
                }
            }
        }

        throw new InvalidOperationException($"No two free ports were found between {First} and {Last}.");
    }

    private static bool IsFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
