using Clearance.Contracts.Declaration.Events.V1;
using Clearance.Hosting;
using Clearance.Kernel;
using Clearance.Payments.Domain.Duty;
using Clearance.Payments.Domain.Settlement;
using Clearance.Payments.Domain.Tariffs;

namespace Clearance.Payments.Mapping;

/// <summary>An accepted declaration as the message that its taxes follow from.</summary>
internal static class AcceptedDeclaration
{
    /// <exception cref="FormatException">A figure is missing or malformed; the event becomes a dead letter that says which.</exception>
    public static AssessTaxes ToMessage(DeclarationAccepted accepted, Func<DateOnly, ReferenceData> referenceOn) =>
        ToMessage(accepted, DayOf(accepted), referenceOn);

    /// <summary>
    /// A version of the form. Of an import that was declared early the rates of the day count on which its means of transport declared entry
    /// (Decree 124, article 13).
    /// </summary>
    /// <exception cref="FormatException">A figure is missing or malformed; the event becomes a dead letter that says which.</exception>
    public static ReassessTaxes ToMessage(DeclarationAmended amended, Func<DateOnly, ReferenceData> referenceOn)
    {
        var form = amended.Form ?? throw Missing("form");
        var (accepted, entry) = (DayOf(form), form.EntryDate.ToKernel());
        var day = form.Direction == DeclarationAccepted.Types.Direction.Import && entry > accepted ? entry.Value : accepted;
        return new ReassessTaxes(amended.Version, ToMessage(form, day, referenceOn));
    }

    private static DateOnly DayOf(DeclarationAccepted accepted) => CustomsTime.DateOf(accepted.OccurTime.ToKernel() ?? throw Missing("occur_time"));

    private static AssessTaxes ToMessage(DeclarationAccepted accepted, DateOnly date, Func<DateOnly, ReferenceData> referenceOn)
    {
        var claims = FormClaims.Of(accepted);
        var request = new TaxRequest(DirectionOf(accepted.Direction), date, accepted.Terms, TaxRules.On(date))
        {
            Freight = ChargeOf("freight", accepted.Freight),
            Insurance = ChargeOf("insurance", accepted.Insurance),
            OtherCharges = ChargeOf("other_charges", accepted.OtherCharges),
            GrossWeight = accepted.GrossWeight.ToKernel(),
            Lines = [.. accepted.Items.Select((item, index) => LineOf(item, index, claims))],
        };
        return new AssessTaxes(
            Names.KeyOfDeclaration(accepted.Declaration), accepted.DeclarationNumber, accepted.Enterprise, accepted.Declarant, referenceOn(date).Complete(request))
        {
            SelfPayment = accepted.SelfPayment,
            EntryDate = accepted.EntryDate.ToKernel(),
            CompleteDate = accepted.CompleteTime.ToKernel() is { } completed ? CustomsTime.DateOf(completed) : null,
            StatedTax = accepted.StatedTax.ToKernel(),
            Guarantee = accepted.Guarantee.Length == 0 ? null : accepted.Guarantee,
            SecuresTax = accepted.Purposes.Contains(DeclarationAccepted.Types.Purpose.Tax),
            SecuresDocuments = accepted.Purposes.Contains(DeclarationAccepted.Types.Purpose.Documents),
        };
    }

    private static Direction DirectionOf(DeclarationAccepted.Types.Direction direction) => direction switch
    {
        DeclarationAccepted.Types.Direction.Import => Direction.Import,
        DeclarationAccepted.Types.Direction.Export => Direction.Export,
        _ => throw Missing("direction"),
    };

    private static Charge? ChargeOf(string field, DeclarationAccepted.Types.Charge? charge) => charge is null || charge.Mark.Length == 0
        ? null
        : new Charge(
            charge.Mark,
            charge.Amount.ToKernel() ?? throw Missing($"{field}.amount"),
            charge.Currency.Length == 0 ? null : charge.Currency);

    private static GoodsLine LineOf(DeclarationAccepted.Types.Item item, int index, FormClaims claims) => new(
        item.Number,
        item.CommodityCode,
        item.TotalPrice.ToKernel() ?? throw Missing($"items[{index}].total_price"))
    {
        First = QuantityOf(item.FirstQuantity.ToKernel(), item.FirstUnit),
        Second = QuantityOf(item.SecondQuantity.ToKernel(), item.SecondUnit),
        Origin = item.OriginCountry.Length == 0 ? null : item.OriginCountry,
        LevyMode = item.LevyMode.Length == 0 ? LevyMode.Full : item.LevyMode,
        Agreement = claims.Agreement,
        InQuota = claims.InQuota,
    };

    private static Quantity? QuantityOf(decimal? amount, string unit) => amount is { } known && unit.Length > 0 ? new Quantity(known, unit) : null;

    private static FormatException Missing(string field) => new($"{field} is missing or malformed.");
}
