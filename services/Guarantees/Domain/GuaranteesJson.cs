using System.Text.Json.Serialization;

namespace Clearance.Guarantees.Domain;

/// <summary>How states and messages of this service are stored. Additive only: stored samples must stay readable.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    IgnoreReadOnlyProperties = true)]
[JsonSerializable(typeof(Guarantee))]
[JsonSerializable(typeof(GuaranteeMessage))]
[JsonSerializable(typeof(Security))]
[JsonSerializable(typeof(SecurityMessage))]
[JsonSerializable(typeof(Claim))]
[JsonSerializable(typeof(ClaimMessage))]
[JsonSerializable(typeof(Instrument))]
[JsonSerializable(typeof(InstrumentMessage))]
public sealed partial class GuaranteesJson : JsonSerializerContext;
