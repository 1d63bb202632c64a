using System.Text.Json.Serialization;

namespace Clearance.Complaints.Domain;

/// <summary>How states and messages of this service are stored. Additive only: stored samples must stay readable.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    IgnoreReadOnlyProperties = true)]
[JsonSerializable(typeof(Complaint))]
[JsonSerializable(typeof(ComplaintMessage))]
[JsonSerializable(typeof(CaseReference))]
[JsonSerializable(typeof(CaseReferenceMessage))]
[JsonSerializable(typeof(OfficerRecord))]
[JsonSerializable(typeof(OfficerRecordMessage))]
[JsonSerializable(typeof(AccountabilityRecord))]
[JsonSerializable(typeof(AccountabilityMessage))]
public sealed partial class ComplaintsJson : JsonSerializerContext;
