using Clearance.Hosting;
using Clearance.Payments.Domain.Duty;
using Clearance.Payments.Domain.Settlement;
using V1 = Clearance.Contracts.Payment.V1;

namespace Clearance.Payments.Mapping;

/// <summary>Computations and assessments for the wire.</summary>
internal static class ComputationMapping
{
    public static V1.TaxComputation ToWire(this TaxComputation taxes) => new()
    {
        AcceptanceDate = taxes.AcceptanceDate.ToWire(),
        RuleSet = taxes.RuleSet,
        CustomsValue = taxes.CustomsValue.ToWire(),
        Total = taxes.Total.ToWire(),
        Lines = { taxes.Lines.Select(ToWire) },
        Totals =
        {
            taxes.Totals.Select(total => new V1.KindTotal
            {
                Kind = total.Kind.ToWire(),
                Computed = total.Computed.ToWire(),
                Due = total.Due.ToWire(),
                WaivedBy = total.WaivedBy ?? string.Empty,
            }),
        },
    };

    public static V1.TaxComponent ToWire(this TaxComponent tax) => new()
    {
        Kind = tax.Kind.ToWire(),
        Rule = tax.Rule,
        Rate = tax.Rate,
        Base = tax.Base?.ToWire(),
        Quantity = tax.Quantity?.ToWire(),
        Formula = tax.Formula,
        Unrounded = tax.Unrounded.ToWire(),
        Rounding = "HALF_UP_FEN",
        Amount = tax.Amount.ToWire(),
    };

    public static V1.TaxKind ToWire(this TaxKind kind) => kind switch
    {
        TaxKind.ImportDuty => V1.TaxKind.ImportDuty,
        TaxKind.ExportDuty => V1.TaxKind.ExportDuty,
        TaxKind.AntiDumpingDuty => V1.TaxKind.AntiDumpingDuty,
        TaxKind.ConsumptionTax => V1.TaxKind.ConsumptionTax,
        TaxKind.Vat => V1.TaxKind.Vat,
        TaxKind.CountervailingDuty => V1.TaxKind.CountervailingDuty,
        TaxKind.SafeguardDuty => V1.TaxKind.SafeguardDuty,
        TaxKind.LateDeclarationFee => V1.TaxKind.LateDeclarationFee,
        TaxKind.LatePaymentFee => V1.TaxKind.LatePaymentFee,
    };

    public static V1.Assessment ToWire(this Assessment assessment, DateTimeOffset createTime, DateTimeOffset updateTime) => new()
    {
        Name = $"{Names.Assessments}/{assessment.Declaration}",
        Declaration = Names.Declaration(assessment.Declaration),
        DeclarationNumber = assessment.Number ?? string.Empty,
        Enterprise = assessment.Enterprise ?? string.Empty,
        Declarant = assessment.Declarant ?? string.Empty,
        State = StateOf(assessment),
        Computation = assessment.Computation?.ToWire(),
        TaxBills = { assessment.Bills.Select(bill => Names.TaxBill(bill.Key)) },
        OpenBillCount = assessment.OpenBills,
        SelfPayment = assessment.SelfPayment,
        StatedTax = assessment.StatedTax?.ToWire(),
        StatedDifference = assessment.StatedDifference?.ToWire(),
        AuditFlagged = assessment.StatedDifference is { IsZero: false },
        CreateTime = createTime.ToWire(),
        UpdateTime = updateTime.ToWire(),
        Etag = Etags.Of(assessment, PaymentsJson.Default.Assessment),
    };

    private static V1.Assessment.Types.State StateOf(Assessment assessment) => assessment switch
    {
        { Withdrawn: true } => V1.Assessment.Types.State.Withdrawn,
        { IsSettled: true } => V1.Assessment.Types.State.Settled,
        _ => V1.Assessment.Types.State.Open,
    };

    private static V1.TaxLine ToWire(TaxLine line) => new()
    {
        Number = line.Number,
        CommodityCode = line.CommodityCode,
        CustomsValue = line.CustomsValue.ToWire(),
        ValueSteps = { line.ValueSteps.Select(step => new V1.ValueStep { Rule = step.Rule, Formula = step.Formula, Amount = step.Amount.ToWire() }) },
        Taxes = { line.Taxes.Select(ToWire) },
    };
}
