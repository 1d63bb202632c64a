using System.Collections.Frozen;

namespace Clearance.Payments.Domain;

/// <summary>Reasons of refusals: the names of clearance.payment.v1.ErrorReason without the prefix, and the shared ones that this service uses.</summary>
public static class Reasons
{
    public const string CommodityCodeUnknown = "COMMODITY_CODE_UNKNOWN";
    public const string ExchangeRateUnknown = "EXCHANGE_RATE_UNKNOWN";
    public const string FreightMissing = "FREIGHT_MISSING";
    public const string ChargeInvalid = "CHARGE_INVALID";
    public const string QuantityMissing = "QUANTITY_MISSING";
    public const string CustomsValueNegative = "CUSTOMS_VALUE_NEGATIVE";
    public const string TermsUnknown = "TERMS_UNKNOWN";
    public const string LevyModeUnknown = "LEVY_MODE_UNKNOWN";
    public const string TaxBillsNotPayable = "TAX_BILLS_NOT_PAYABLE";
    public const string TaxBillOfAnotherPayer = "TAX_BILL_OF_ANOTHER_PAYER";
    public const string TaxBillAlreadyPaid = "TAX_BILL_ALREADY_PAID";
    public const string TaxBillInFlight = "TAX_BILL_IN_FLIGHT";
    public const string TaxBillOutcomeUnknown = "TAX_BILL_OUTCOME_UNKNOWN";
    public const string TaxBillCancelled = "TAX_BILL_CANCELLED";
    public const string TaxBillRefundDue = "TAX_BILL_REFUND_DUE";
    public const string AgreementNotFound = "AGREEMENT_NOT_FOUND";
    public const string AgreementNotActive = "AGREEMENT_NOT_ACTIVE";
    public const string AgreementTerminated = "AGREEMENT_TERMINATED";
    public const string OutcomeContradicted = "OUTCOME_CONTRADICTED";
    public const string BankReferenceDiffers = "BANK_REFERENCE_DIFFERS";
    public const string DebitTimeImplausible = "DEBIT_TIME_IMPLAUSIBLE";
    public const string IsoMessageMalformed = "ISO_MESSAGE_MALFORMED";
    public const string IsoMessageDuplicate = "ISO_MESSAGE_DUPLICATE";
    public const string DayNotOver = "DAY_NOT_OVER";
    public const string NothingToReverse = "NOTHING_TO_REVERSE";
    public const string BankStatementExists = "BANK_STATEMENT_EXISTS";
    public const string AccountInvalid = "ACCOUNT_INVALID";
    public const string TaxBillNotAFee = "TAX_BILL_NOT_A_FEE";
    public const string TaxBillWaived = "TAX_BILL_WAIVED";
    public const string RefundNotDue = "REFUND_NOT_DUE";
    public const string RefundInProgress = "REFUND_IN_PROGRESS";
    public const string RefundTooLate = "REFUND_TOO_LATE";
    public const string RefundSameOfficer = "REFUND_SAME_OFFICER";
    public const string RefundDecided = "REFUND_DECIDED";
    public const string RefundNotApproved = "REFUND_NOT_APPROVED";
    public const string TaxBillNotPaid = "TAX_BILL_NOT_PAID";
    public const string PaymentProofNotValid = "PAYMENT_PROOF_NOT_VALID";
    public const string TariffExists = "TARIFF_EXISTS";
    public const string TariffUnreadable = "TARIFF_UNREADABLE";

    /// <summary>Shared reason: one or more fields are wrong.</summary>
    public const string FieldsInvalid = "FIELDS_INVALID";

    /// <summary>Shared reason: no such resource, or not yours to see.</summary>
    public const string ResourceNotFound = "RESOURCE_NOT_FOUND";

    /// <summary>Code of a violation: a required value is missing.</summary>
    public const string FieldRequired = "FIELD_REQUIRED";

    /// <summary>Code of a violation: the text is not what the field takes.</summary>
    public const string ValueMalformed = "VALUE_MALFORMED";

    /// <summary>Code of a violation: too small, too large or too long.</summary>
    public const string ValueOutOfRange = "VALUE_OUT_OF_RANGE";

    /// <summary>Codes of violations that can be the reason of a whole tax request.</summary>
    internal static FrozenSet<string> OfTaxRequests { get; } = FrozenSet.Create(
        StringComparer.Ordinal,
        CommodityCodeUnknown, ExchangeRateUnknown, FreightMissing, ChargeInvalid, QuantityMissing, CustomsValueNegative, TermsUnknown, LevyModeUnknown);
}
