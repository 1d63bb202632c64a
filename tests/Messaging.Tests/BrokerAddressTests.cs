using System.ComponentModel.DataAnnotations;
using Clearance.Messaging.RabbitMq;

namespace Clearance.Messaging.Tests;

public sealed class BrokerAddressTests
{
    [Theory]
    [InlineData("amqp://u:p@broker", "amqp://broker:5672 /", "u", "p")]
    [InlineData("amqp://u:p@broker:5673/", "amqp://broker:5673 /", "u", "p")]
    [InlineData("amqps://u:p@broker/customs", "amqps://broker:5671 customs", "u", "p")]
    [InlineData("amqp://u:p@a,b:5673,10.0.0.3/customs", "amqp://a:5672,b:5673,10.0.0.3:5672 customs", "u", "p")]
    [InlineData("amqp://us%40er:p%2Fa%3Ass@broker/%2Fa%20b", "amqp://broker:5672 /a b", "us@er", "p/a:ss")]
    [InlineData("amqp://broker", "amqp://broker:5672 /", "guest", "guest")]
    public void An_address_is_read(string url, string shown, string user, string password)
    {
        var address = BrokerAddress.Parse(url, out _)!;

        Assert.Equal((shown, user, password), (address.ToString(), address.User, address.Password));
    }

    [Theory]
    [InlineData("")]
    [InlineData("http://u:secret@broker")]
    [InlineData("amqp://u:secret@")]
    [InlineData("amqp://u:secret@broker:99999")]
    [InlineData("amqp://u:secret@broker:0")]
    [InlineData("amqp://u:secret@a,,b")]
    [InlineData("amqp://u:secret@bro ker")]
    public void An_address_that_does_not_read_is_refused_with_what_to_set_and_without_its_password(string url)
    {
        var options = new BusOptions { Transport = "RabbitMQ", Url = url };
        var faults = new List<ValidationResult>();

        Assert.False(Validator.TryValidateObject(options, new ValidationContext(options), faults, validateAllProperties: true));

        var message = Assert.Single(faults).ErrorMessage!;
        Assert.Contains("amqp://user:password@host:5672/vhost", message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", Assert.Throws<InvalidOperationException>(() => options.Address).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_local_bus_needs_no_address()
    {
        var options = new BusOptions();

        Assert.True(Validator.TryValidateObject(options, new ValidationContext(options), null, validateAllProperties: true));
    }

    [Fact]
    public void With_tls_every_node_must_prove_its_own_name()
    {
        var endpoints = new BrokerNodes(BrokerAddress.Parse("amqps://u:p@a,b/x", out _)!).All().OrderBy(endpoint => endpoint.HostName).ToList();

        Assert.Equal(["a", "b"], endpoints.Select(endpoint => endpoint.Ssl.ServerName));
        Assert.All(endpoints, endpoint => Assert.True(endpoint.Ssl is { Enabled: true, AcceptablePolicyErrors: System.Net.Security.SslPolicyErrors.None }));
    }
}
