using System.Net.Security;
using System.Security.Authentication;
using RabbitMQ.Client;

namespace Clearance.Messaging.RabbitMq;

/// <summary>
/// The nodes to try, all of them at each attempt and in any order. With TLS each node must prove its own name by a certificate that the
/// machine trusts; MassTransit by itself would take any chain.
/// </summary>
internal sealed class BrokerNodes(BrokerAddress address) : IEndpointResolver
{
    /// <inheritdoc/>
    public IEnumerable<AmqpTcpEndpoint> All()
    {
        var nodes = address.Nodes.Select(EndpointOf).ToArray();
        Random.Shared.Shuffle(nodes);
        return nodes;
    }

    private AmqpTcpEndpoint EndpointOf((string Host, ushort Port) node) => new(node.Host, node.Port, new SslOption
    {
        Enabled = address.IsEncrypted,
        ServerName = node.Host,
        Version = SslProtocols.None,
        AcceptablePolicyErrors = SslPolicyErrors.None,
    });
}
