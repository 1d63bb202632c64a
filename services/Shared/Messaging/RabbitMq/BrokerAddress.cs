using System.Globalization;

namespace Clearance.Messaging.RabbitMq;

/// <summary>
/// Where the broker is and who we are: <c>amqp://user:password@host:port/vhost</c>, or <c>amqps</c>; several hosts of one cluster are
/// separated by commas. User, password and virtual host are percent-encoded where they hold a character of the syntax.
/// </summary>
/// <remarks>Nothing here says the password, an exception neither: addresses end in logs.</remarks>
internal sealed record BrokerAddress(
    bool IsEncrypted, IReadOnlyList<(string Host, ushort Port)> Nodes, string User, string Password, string VirtualHost)
{
    private const ushort PlainPort = 5672;
    private const ushort EncryptedPort = 5671;

    /// <summary>Reads an address; null and what is wrong with it otherwise.</summary>
    public static BrokerAddress? Parse(string url, out string fault)
    {
        fault = string.Empty;
        var encrypted = url.StartsWith("amqps://", StringComparison.OrdinalIgnoreCase);
        if (!encrypted && !url.StartsWith("amqp://", StringComparison.OrdinalIgnoreCase))
        {
            fault = "it begins with neither amqp:// nor amqps://";
            return null;
        }

        var rest = url[(url.IndexOf("//", StringComparison.Ordinal) + 2)..];
        var (place, path) = Cut(rest, rest.IndexOf('/', rest.LastIndexOf('@') + 1));
        var (hosts, login) = place.LastIndexOf('@') is var at and >= 0 ? (place[(at + 1)..], place[..at]) : (place, "guest:guest");
        var (user, password) = Cut(login, login.IndexOf(':', StringComparison.Ordinal));
        var nodes = hosts.Split(',').Select(host => NodeOf(host, encrypted ? EncryptedPort : PlainPort)).ToList();
        if (nodes.Exists(node => node is null))
        {
            fault = "a host or a port in it does not read";
            return null;
        }

        return new BrokerAddress(
            encrypted,
            [.. nodes.Select(node => node!.Value)],
            Uri.UnescapeDataString(user),
            Uri.UnescapeDataString(password),
            path.Length == 0 ? "/" : Uri.UnescapeDataString(path));
    }

    /// <summary>Hosts and virtual host, for logs.</summary>
    public override string ToString() =>
        $"{(IsEncrypted ? "amqps" : "amqp")}://{string.Join(',', Nodes.Select(node => $"{node.Host}:{node.Port}"))} {VirtualHost}";

    private static (string Before, string After) Cut(string text, int at) => at < 0 ? (text, string.Empty) : (text[..at], text[(at + 1)..]);

    private static (string Host, ushort Port)? NodeOf(string text, ushort port)
    {
        var (host, number) = Cut(text, text.LastIndexOf(':'));
        var readable = number.Length == 0 || ushort.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out port);
        return readable && port > 0 && Uri.CheckHostName(host) is UriHostNameType.Dns or UriHostNameType.IPv4 ? (host, port) : null;
    }
}
