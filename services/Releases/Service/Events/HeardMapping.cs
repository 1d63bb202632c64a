using Clearance.Hosting;
using Clearance.Releases.Domain;
using Google.Protobuf.WellKnownTypes;
using Accepted = Clearance.Contracts.Declaration.Events.V1.DeclarationAccepted;
using Payment = Clearance.Contracts.Payment.Events.V1;
using Security = Clearance.Contracts.Guarantee.Events.V1;

namespace Clearance.Releases.Events;

/// <summary>Events of other services as messages to the case of their declaration. What cannot be read is a dead letter.</summary>
internal static class HeardMapping
{
    private const string Declarations = "declarations/";

    public static Domain.DeclarationAccepted Heard(this Accepted heard, string seed) =>
        new(CaseOf(heard.Declaration), ProfileOf(heard), seed);

    public static Domain.DocumentsCompleted Heard(this Contracts.Declaration.Events.V1.DocumentsCompleted heard) =>
        new(CaseOf(heard.Declaration), new DocumentsThere(TimeOf(heard.OccurTime)));

    public static Domain.DeclarationAmended Heard(this Contracts.Declaration.Events.V1.DeclarationAmended heard) => new(
        CaseOf(heard.Declaration),
        new CaseAmendment(TimeOf(heard.OccurTime), heard.Version, TimeOf(heard.Form?.OccurTime), [.. heard.Form!.Containers]));

    public static Domain.DeclarationReturned Heard(this Contracts.Declaration.Events.V1.DeclarationReturned heard) =>
        new(CaseOf(heard.Declaration), new CaseReturn(TimeOf(heard.OccurTime), VersionOf(heard.Version), heard.Reason));

    public static Domain.WithdrawalRequested Heard(this Contracts.Declaration.Events.V1.WithdrawalRequested heard) =>
        new(CaseOf(heard.Declaration), new Withdrawal(TimeOf(heard.OccurTime), heard.Reason), heard.UnlessArrived);

    public static TaxAssessed Heard(this Payment.TaxAssessed heard) =>
        new(CaseOf(heard.Declaration), new TaxBill(TimeOf(heard.OccurTime), MoneyOf(heard.Total), heard.DueDate.ToKernel())
        {
            Version = VersionOf(heard.Version),
        });

    public static TaxSettled Heard(this Payment.TaxSettled heard) =>
        new(CaseOf(heard.Declaration), new TaxPaid(TimeOf(heard.OccurTime), MoneyOf(heard.Total)) { Version = VersionOf(heard.Version) });

    public static TaxPaymentReversed Heard(this Payment.TaxPaymentReversed heard) =>
        new(CaseOf(heard.Declaration), new TaxReversal(TimeOf(heard.OccurTime), heard.TaxBill, MoneyOf(heard.Amount), heard.Reason));

    public static DeclarationSecured Heard(this Security.DeclarationSecured heard) => new(CaseOf(heard.Declaration), new Domain.Security(
        TimeOf(heard.OccurTime), heard.Reservation, MoneyOf(heard.Amount), heard.SecuresTax, heard.SecuresDocuments,
        heard.ValidToDate.ToKernel())
    {
        Version = heard.Version == 0 ? null : heard.Version,
    });

    public static SecurityRefused Heard(this Security.SecurityRefused heard) =>
        new(CaseOf(heard.Declaration), new SecurityRefusal(TimeOf(heard.OccurTime), heard.Guarantee, heard.Reason, heard.Text));

    private static CaseProfile ProfileOf(Accepted heard) => new(
        TimeOf(heard.OccurTime), heard.Declaration, heard.DeclarationNumber, heard.Enterprise, heard.Declarant, heard.BillOfLading)
    {
        Direction = heard.Direction == Accepted.Types.Direction.Export ? Direction.Export : Direction.Import,
        CustomsOffice = heard.CustomsOffice,
        EntryOffice = heard.EntryOffice,
        CreditClass = CreditClassOf(heard.CreditClass),
        TransportMode = heard.TransportMode,
        SupervisionMode = heard.SupervisionMode,
        Items = [.. heard.Items.Select(item => new CaseItem(item.Number, item.CommodityCode, item.OriginCountry,
            MoneyOf(item.TotalPrice)))],
        Containers = [.. heard.Containers],
        SelfPayment = heard.SelfPayment,
        Guarantee = heard.Guarantee,
        SecuresTax = heard.Purposes.Contains(Accepted.Types.Purpose.Tax),
        SecuresDocuments = heard.Purposes.Contains(Accepted.Types.Purpose.Documents),
        MissingDocuments = [.. heard.MissingDocuments],
        ReplenishDueDate = heard.ReplenishDueDate.ToKernel(),
    };

    private static CreditClass CreditClassOf(Accepted.Types.CreditClass creditClass) => creditClass switch
    {
        Accepted.Types.CreditClass.AdvancedCertified => CreditClass.AdvancedCertified,
        Accepted.Types.CreditClass.GeneralCertified => CreditClass.GeneralCertified,
        Accepted.Types.CreditClass.Discredited => CreditClass.Discredited,
        _ => CreditClass.General,
    };

    private static string CaseOf(string declaration) => declaration.StartsWith(Declarations, StringComparison.Ordinal)
        && declaration.Length > Declarations.Length
        ? declaration[Declarations.Length..]
        : throw new FormatException($"'{declaration}' is not the name of a declaration.");

    private static int? VersionOf(int version) => version == 0 ? null : version;

    private static DateTimeOffset TimeOf(Timestamp? time) =>
        time.ToKernel() ?? throw new FormatException("occur_time is missing or out of range.");

    private static Kernel.Money MoneyOf(Google.Type.Money? money) =>
        money.ToKernel() ?? throw new FormatException($"'{money}' is not an amount.");
}
