using System.Text.Json.Serialization;
using Clearance.Payments.Domain.Closing;
using Clearance.Payments.Domain.Reconciliation;
using Clearance.Payments.Domain.Refunds;
using Clearance.Payments.Domain.Tariffs;

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
[JsonSerializable(typeof(BankStatement))]
[JsonSerializable(typeof(BankStatementMessage))]
[JsonSerializable(typeof(LedgerClosing))]
[JsonSerializable(typeof(LedgerClosingMessage))]
[JsonSerializable(typeof(Refund))]
[JsonSerializable(typeof(RefundMessage))]
[JsonSerializable(typeof(TariffVersion))]
[JsonSerializable(typeof(TariffMessage))]
public sealed partial class PaymentsJson : JsonSerializerContext;
