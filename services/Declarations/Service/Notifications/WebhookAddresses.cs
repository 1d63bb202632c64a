using System.Net;
using System.Net.Sockets;
using Clearance.Kernel;
using Microsoft.Extensions.Options;

namespace Clearance.Declarations.Notifications;

/// <summary>
/// Where a message may be sent: https, and a public address. The address is looked at when the connection is made, so that a name which
/// answers differently the second time gains nothing.
/// </summary>
internal sealed class WebhookAddresses(IOptions<WebhookOptions> options)
{
    private const int LongestUrl = 500;

    private static readonly IPNetwork[] s_closed =
    [
        .. new[]
        {
            // Here, private, shared by carriers, loopback, link-local with the metadata services of clouds, documentation, tests, multicast and what is reserved.
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24",
            "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
        }.Select(text => IPNetwork.Parse(text)),
    ];

    // Of the sixth version only what is given out to the world, without the parts of it that carry an address of the fourth inside.
    private static readonly IPNetwork s_world = IPNetwork.Parse("2000::/3");
    private static readonly IPNetwork[] s_tunnels = [IPNetwork.Parse("2001::/23"), IPNetwork.Parse("2001:db8::/32"), IPNetwork.Parse("2002::/16")];

    /// <summary>True for an address that anybody in the world may be reached at.</summary>
    public static bool IsPublic(IPAddress address) => address switch
    {
        { IsIPv4MappedToIPv6: true } => IsPublic(address.MapToIPv4()),
        { AddressFamily: AddressFamily.InterNetwork } => !s_closed.Any(network => network.Contains(address)),
        { AddressFamily: AddressFamily.InterNetworkV6 } => s_world.Contains(address) && !s_tunnels.Any(network => network.Contains(address)),
        _ => false,
    };

    /// <summary>The URL of an endpoint.</summary>
    /// <exception cref="RefusedException">It is none that may be sent to.</exception>
    public string Checked(string url)
    {
        var text = url.Trim();
        return text.Length <= LongestUrl && Uri.TryCreate(text, UriKind.Absolute, out var uri) && IsAllowed(uri)
            ? uri.AbsoluteUri
            : throw new RefusedException(Refusal.Invalid(
                "FIELDS_INVALID",
                "Nothing can be sent to this URL.",
                new Violation("webhook_endpoint.url", "URL_NOT_ALLOWED", $"Not an https URL of at most {LongestUrl} signs with a public host, without user and fragment.", "Give the public https address of your receiver.") { TextZh = "必须是公网 https 地址。" }));
    }

    /// <summary>Connects to an address that may be reached, in the place of the handler's own way.</summary>
    public async ValueTask<Stream> ConnectAsync(DnsEndPoint target, CancellationToken cancellationToken)
    {
        var found = await Dns.GetHostAddressesAsync(target.Host, cancellationToken);
        var allowed = IsPermitted(target.Host) ? found : [.. found.Where(IsPublic)];
        if (allowed.Length == 0)
        {
            throw new HttpRequestException($"{target.Host} has no public address.");
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, target.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private bool IsAllowed(Uri uri) =>
        uri is { UserInfo: "", Fragment: "" }
        && (IsPermitted(uri.DnsSafeHost)
            ? uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps
            : uri.Scheme == Uri.UriSchemeHttps && (!IPAddress.TryParse(uri.DnsSafeHost, out var address) || IsPublic(address)));

    private bool IsPermitted(string host) => options.Value.PermittedHosts.Contains(host, StringComparer.OrdinalIgnoreCase);
}
