using System.Net;
using System.Net.Sockets;

namespace Clearance.Hosting.Tests;

public sealed class HealthProbeTests(EdgeFixture edge)
{
    [Fact]
    public async Task A_program_that_takes_work_is_healthy() =>
        Assert.Equal(0, await HealthProbe.RunAsync(["--urls", edge.App.RestAddress.ToString()]));

    [Fact]
    public async Task Nobody_at_the_address_is_unhealthy()
    {
        using var closed = new TcpListener(IPAddress.Loopback, 0);
        closed.Start();
        var port = ((IPEndPoint)closed.LocalEndpoint).Port;
        closed.Stop();

        Assert.Equal(1, await HealthProbe.RunAsync(["--urls", $"http://*:{port}"]));
    }
}
