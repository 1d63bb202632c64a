using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Clearance.Declarations.Domain.Enterprises;

namespace Clearance.Declarations.Domain;

/// <summary>How states and messages of this service are stored.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    UseStringEnumConverter = true,
    IgnoreReadOnlyProperties = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Declaration))]
[JsonSerializable(typeof(DeclarationMessage))]
[JsonSerializable(typeof(Form.DeclarationForm))]
[JsonSerializable(typeof(Enterprise))]
[JsonSerializable(typeof(EnterpriseMessage))]
[JsonSerializable(typeof(Notifications.Notification))]
[JsonSerializable(typeof(Notifications.WebhookEndpoint))]
[JsonSerializable(typeof(Notifications.WebhookMessage))]
[JsonSerializable(typeof(Notifications.WebhookAttempt))]
[JsonSerializable(typeof(Codes.CodeTable))]
[JsonSerializable(typeof(Codes.CodeTableMessage))]
[JsonSerializable(typeof(Serial))]
[JsonSerializable(typeof(SerialMessage))]
public sealed partial class DeclarationsJson : JsonSerializerContext
{
    private const int EtagBytes = 12;

    /// <summary>A message as it is stored: two with the same text are the same.</summary>
    public static string TextOf(DeclarationMessage message) => JsonSerializer.Serialize(message, Default.DeclarationMessage);

    /// <summary>Changes whenever the declaration does.</summary>
    public static string EtagOf(Declaration declaration) =>
        Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(declaration, Default.Declaration)).AsSpan(0, EtagBytes));
}
