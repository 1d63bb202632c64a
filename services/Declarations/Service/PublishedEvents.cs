using Clearance.Declarations.Domain;
using Clearance.Declarations.Domain.Documents;
using Clearance.Declarations.Domain.Enterprises;
using Clearance.Declarations.Domain.Form;
using Clearance.Hosting;
using Clearance.Kernel;
using Google.Protobuf;
using Events = Clearance.Contracts.Declaration.Events.V1;
using Wires = Clearance.Contracts.Declaration.Events.V1.DeclarationAccepted.Types;

namespace Clearance.Declarations;

/// <summary>Facts of the domain as events.</summary>
internal static class PublishedEvents
{
    public static IMessage From(DeclarationAccepted fact) => FormOf(fact.Declaration);

    public static IMessage From(DeclarationAmended fact) => new Events.DeclarationAmended
    {
        Declaration = DeclarationsTables.NameOf(fact.Declaration.Key),
        OccurTime = fact.Time.ToWire(),
        Version = fact.Declaration.Version,
        Form = FormOf(fact.Declaration),
    };

    public static IMessage From(DeclarationReturned fact) => new Events.DeclarationReturned
    {
        Declaration = DeclarationsTables.NameOf(fact.Declaration), OccurTime = fact.Time.ToWire(), Version = fact.Version, Reason = fact.Reason,
    };

    public static IMessage From(WithdrawalRequested fact) => new Events.WithdrawalRequested
    {
        Declaration = DeclarationsTables.NameOf(fact.Declaration), OccurTime = fact.Time.ToWire(), Reason = fact.Reason, UnlessArrived = fact.UnlessArrived,
    };

    private static Events.DeclarationAccepted FormOf(Declaration declaration)
    {
        var form = declaration.Form;
        return new Events.DeclarationAccepted
        {
            Declaration = DeclarationsTables.NameOf(declaration.Key),
            OccurTime = declaration.AcceptTime!.Value.ToWire(),
            DeclarationNumber = declaration.DeclarationNumber,
            UnifiedNumber = declaration.UnifiedNumber,
            Direction = form.Direction == Direction.Export ? Wires.Direction.Export : Wires.Direction.Import,
            CustomsOffice = form.CustomsOffice,
            EntryOffice = form.EntryOffice,
            Enterprise = form.Trader.Uscc,
            Declarant = form.Declarant.Uscc,
            CreditClass = ClassOf(declaration.CreditClass),
            TransportMode = form.Transport.Mode,
            TransportName = form.Transport.Name,
            Voyage = form.Transport.Voyage,
            BillOfLading = form.Transport.BillOfLading,
            SupervisionMode = form.SupervisionMode,
            LevyNature = form.LevyNature,
            Terms = form.Terms,
            Freight = ChargeOf(form.Freight),
            Insurance = ChargeOf(form.Insurance),
            OtherCharges = ChargeOf(form.OtherCharges),
            GrossWeight = form.GrossWeight?.ToWire(),
            Items = { form.Items.Select(ItemOf) },
            Containers = { form.Containers.Select(container => container.Number) },
            SelfPayment = form.SelfPayment,
            StatedTax = form.StatedTax?.ToWire(),
            Guarantee = form.Security?.Guarantee ?? string.Empty,
            Purposes = { PurposesOf(form.Security) },
            MissingDocuments = { declaration.MissingDocuments.Select(DocumentKinds.CodeOf) },
            ReplenishDueDate = declaration.ReplenishDueDate?.ToWire(),
            TradeCountry = form.TradeCountry,
            EntryDate = form.EntryDate?.ToWire(),
            Summary = form.Summary == true,
            CompleteTime = declaration.Completion?.Time?.ToWire(),
            Licences = { form.Licences.Select(licence => new Wires.Licence { Code = licence.Code, Number = licence.Number }) },
        };
    }

    public static IMessage From(DocumentsCompleted fact) =>
        new Events.DocumentsCompleted { Declaration = DeclarationsTables.NameOf(fact.Declaration), OccurTime = fact.Time.ToWire() };

    public static IMessage From(ReplenishmentOverdue fact) => new Events.ReplenishmentOverdue
    {
        Declaration = DeclarationsTables.NameOf(fact.Declaration),
        OccurTime = fact.Time.ToWire(),
        MissingDocuments = { fact.Missing.Select(DocumentKinds.CodeOf) },
    };

    public static IMessage From(DeclarationWithdrawn fact) => new Events.DeclarationWithdrawn
    {
        Declaration = DeclarationsTables.NameOf(fact.Declaration), OccurTime = fact.Time.ToWire(), Reason = fact.Reason,
    };

    private static Wires.Item ItemOf(GoodsItem item) => new()
    {
        Number = item.Number,
        CommodityCode = item.CommodityCode,
        GoodsName = item.GoodsName,
        TotalPrice = item.TotalPrice is { } total ? new Money(total, item.Currency).ToWire() : null,
        FirstQuantity = item.FirstQuantity?.ToWire(),
        FirstUnit = item.FirstUnit,
        SecondQuantity = item.SecondQuantity?.ToWire(),
        SecondUnit = item.SecondUnit,
        OriginCountry = item.OriginCountry,
        LevyMode = item.LevyMode,
    };

    private static Wires.Charge? ChargeOf(Charge? charge) => charge is null
        ? null
        : new Wires.Charge { Mark = charge.Mark, Amount = charge.Amount?.ToWire(), Currency = charge.Currency };

    private static IEnumerable<Wires.Purpose> PurposesOf(Security? security) => (security?.Purposes ?? []).Distinct()
        .Select(purpose => purpose == SecurityPurpose.Tax ? Wires.Purpose.Tax : Wires.Purpose.Documents);

    private static Wires.CreditClass ClassOf(CreditClass? value) => value switch
    {
        CreditClass.AdvancedCertified => Wires.CreditClass.AdvancedCertified,
        CreditClass.GeneralCertified => Wires.CreditClass.GeneralCertified,
        CreditClass.Discredited => Wires.CreditClass.Discredited,
        _ => Wires.CreditClass.General,
    };
}
