using System.Text.Json.Serialization;

namespace Clearance.Payments.Domain.Settlement;

/// <summary>How states and messages of this service are written: additive only, since journals keep them for years.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    UseStringEnumConverter = true,
    IgnoreReadOnlyProperties = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Assessment))]
[JsonSerializable(typeof(AssessmentMessage))]
[JsonSerializable(typeof(Duty.TaxComputation))]
[JsonSerializable(typeof(TaxBill))]
[JsonSerializable(typeof(TaxBillMessage))]
[JsonSerializable(typeof(Agreement))]
[JsonSerializable(typeof(AgreementMessage))]
[JsonSerializable(typeof(PaymentInstruction))]
[JsonSerializable(typeof(PaymentInstructionMessage))]
public sealed partial class PaymentsJson : JsonSerializerContext;
