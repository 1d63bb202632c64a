using Clearance.Contracts.Guarantee.V1;
using Clearance.Guarantees.Domain;
using Clearance.Hosting;
using Clearance.Kernel;
using Wire = Clearance.Contracts.Guarantee.V1.Guarantee;

namespace Clearance.Guarantees;

/// <summary>Requests of the contract as messages of the domain, with every violation at once.</summary>
internal static class GuaranteeRequests
{
    private const int InstrumentLength = 64;
    private const int ReasonLength = 1000;

    /// <summary>The terms to register.</summary>
    public static GuaranteeTerms Terms(CreateGuaranteeRequest request, DateOnly today)
    {
        var (fields, wire) = (new RequestFields(), request.Guarantee ?? new Wire());
        var number = fields.Text("guarantee.instrument_number", wire.InstrumentNumber, InstrumentLength);
        fields.Choice("guarantee.kind", wire.Kind);
        fields.Choice("guarantee.scope", wire.Scope);
        Uses(fields, wire);
        var insured = fields.Uscc("guarantee.insured", wire.Insured);
        var office = fields.Office("guarantee.beneficiary_office", wire.BeneficiaryOffice);
        var amount = fields.Amount("guarantee.amount", wire.Amount);
        var (from, to) = (fields.Date("guarantee.valid_from_date", wire.ValidFromDate), fields.Date("guarantee.valid_to_date", wire.ValidToDate));
        var validity = fields.Date("guarantee.claim_until_date", wire.ClaimUntilDate) is { } until && from is not null && to is not null
            ? new Validity(from.Value, to.Value, until)
            : null;
        foreach (var violation in validity?.Violations(KindOf(wire.Kind), today) ?? [])
        {
            fields.Add(violation with { Field = $"guarantee.{violation.Field}" });
        }

        fields.Check();
        return new GuaranteeTerms(
            number,
            KindOf(wire.Kind),
            wire.Scope == Wire.Types.Scope.Single ? GuaranteeScope.Single : GuaranteeScope.General,
            wire.Uses.Contains(Wire.Types.Use.Tax),
            wire.Uses.Contains(Wire.Types.Use.Documents),
            insured,
            office,
            amount,
            validity!);
    }

    /// <summary>The change to make.</summary>
    public static GuaranteeMessage.Change Change(ChangeGuaranteeRequest request)
    {
        var fields = new RequestFields();
        if (request is { Amount: null, ValidToDate: null, ClaimUntilDate: null })
        {
            fields.Add(new Violation("amount", "FIELD_REQUIRED", "Nothing to change is given.", "Send amount, valid_to_date or claim_until_date."));
        }

        var change = new GuaranteeMessage.Change(
            request.Amount is null ? null : fields.Amount("amount", request.Amount),
            request.ValidToDate is null ? null : fields.Date("valid_to_date", request.ValidToDate),
            request.ClaimUntilDate is null ? null : fields.Date("claim_until_date", request.ClaimUntilDate),
            request.Etag.Length == 0 ? null : request.Etag);
        fields.Check();
        return change;
    }

    /// <summary>What the guarantor reports on a claim.</summary>
    public static ClaimMessage Report(ReportClaimRequest request)
    {
        var fields = new RequestFields();
        fields.Choice("result", request.Result);
        ClaimMessage message = request.Result == ReportClaimRequest.Types.Result.Disputed
            ? new ClaimMessage.ReportDisputed(fields.Text("reason", request.Reason, ReasonLength))
            : new ClaimMessage.ReportPaid(request.Result == ReportClaimRequest.Types.Result.Paid ? fields.Amount("paid_amount", request.PaidAmount) : Money.Zero);
        fields.Check();
        return message;
    }

    private static void Uses(RequestFields fields, Wire wire)
    {
        if (wire.Uses.Count == 0)
        {
            fields.Choice("guarantee.uses", Wire.Types.Use.Unspecified);
        }

        for (var i = 0; i < wire.Uses.Count; i++)
        {
            fields.Choice($"guarantee.uses[{i}]", wire.Uses[i]);
        }
    }

    private static GuaranteeKind KindOf(Wire.Types.Kind kind) => kind switch
    {
        Wire.Types.Kind.CashDeposit => GuaranteeKind.CashDeposit,
        Wire.Types.Kind.InsurancePolicy => GuaranteeKind.InsurancePolicy,
        _ => GuaranteeKind.BankLetter,
    };
}
