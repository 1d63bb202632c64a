using System.Text.Json.Serialization;

namespace Clearance.Releases.Domain;

/// <summary>JSON of every state and message of the service: what is stored and what the journal replays.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    IgnoreReadOnlyProperties = true)]
[JsonSerializable(typeof(ReleaseCase))]
[JsonSerializable(typeof(ReleaseCaseMessage))]
[JsonSerializable(typeof(CaseProfile))]
[JsonSerializable(typeof(Consignment))]
[JsonSerializable(typeof(ConsignmentMessage))]
[JsonSerializable(typeof(Arrival))]
[JsonSerializable(typeof(ArrivalMessage))]
[JsonSerializable(typeof(Manifest))]
[JsonSerializable(typeof(ManifestMessage))]
[JsonSerializable(typeof(Container))]
[JsonSerializable(typeof(ContainerMessage))]
[JsonSerializable(typeof(Review))]
[JsonSerializable(typeof(ReviewMessage))]
[JsonSerializable(typeof(Inspection))]
[JsonSerializable(typeof(InspectionMessage))]
[JsonSerializable(typeof(RuleSet))]
[JsonSerializable(typeof(RuleSetMessage))]
[JsonSerializable(typeof(GatePass))]
[JsonSerializable(typeof(GatePassMessage))]
public sealed partial class ReleasesJson : JsonSerializerContext;
