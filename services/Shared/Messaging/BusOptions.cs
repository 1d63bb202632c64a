using System.ComponentModel.DataAnnotations;
using Clearance.Messaging.RabbitMq;

namespace Clearance.Messaging;

/// <summary>Section <c>Bus</c> of the configuration.</summary>
public sealed class BusOptions : IValidatableObject
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Bus";

    /// <summary>The transport: <c>local</c>, within one process, or <c>rabbitmq</c>, between services.</summary>
    [RegularExpression("(?i)local|rabbitmq", ErrorMessage = "Bus:Transport knows local and rabbitmq.")]
    public string Transport { get; set; } = "local";

    /// <summary>The broker: <c>amqp://user:password@host:5672/vhost</c>, or amqps; several hosts of one cluster are separated by commas.</summary>
    public string? Url { get; set; }

    /// <summary>True for RabbitMQ.</summary>
    internal bool IsRabbitMq => Transport.Equals("rabbitmq", StringComparison.OrdinalIgnoreCase);

    /// <summary>The broker, read.</summary>
    internal BrokerAddress Address => BrokerAddress.Parse(Url ?? string.Empty, out var fault) ?? throw new InvalidOperationException(Wrong(fault));

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (IsRabbitMq && BrokerAddress.Parse(Url ?? string.Empty, out var fault) is null)
        {
            yield return new ValidationResult(Wrong(string.IsNullOrEmpty(Url) ? "it is missing" : fault), [nameof(Url)]);
        }
    }

    // Says what is wrong, never what was given: there is a password in it.
    private static string Wrong(string fault) =>
        $"Bus:Url does not say where RabbitMQ is: {fault}. Set it to amqp://user:password@host:5672/vhost (amqps for TLS; several hosts"
        + " separated by commas; %-encode what has a meaning in a URL), or Bus:Transport to local.";
}
