using Clearance.Declarations.Domain.Form;
using Clearance.Hosting;
using Clearance.Kernel;
using Contract = Clearance.Contracts.Declaration.V1;

namespace Clearance.Declarations.Grpc;

/// <summary>Writes a form to the wire: the other direction of <see cref="FormReader"/>.</summary>
internal static class FormWriter
{
    public static Contract.Declaration Write(DeclarationForm form)
    {
        var wire = Header(form);
        wire.OtherPackages.Add(form.OtherPackages.Select(package => new Contract.OtherPackage { Kind = package.Kind, Count = package.Count }));
        wire.Licences.Add(form.Licences.Select(licence => new Contract.LicenceDocument { Code = licence.Code, Number = licence.Number }));
        wire.Attachments.Add(form.Attachments.Select(QuarantineMapping.Write));
        wire.Items.Add(form.Items.Select(ItemOf));
        wire.Containers.Add(form.Containers.Select(ContainerOf));
        wire.Freight = ChargeOf(form.Freight);
        wire.Insurance = ChargeOf(form.Insurance);
        wire.OtherCharges = ChargeOf(form.OtherCharges);
        wire.Promises = PromisesOf(form.Promises);
        wire.Security = SecurityOf(form.Security);
        return wire;
    }

    private static Contract.Declaration Header(DeclarationForm form) => new()
    {
        Direction = form.Direction switch
        {
            Direction.Import => Contract.Direction.Import,
            Direction.Export => Contract.Direction.Export,
            _ => Contract.Direction.Unspecified,
        },
        CustomsOffice = form.CustomsOffice,
        EntryOffice = form.EntryOffice,
        Trader = PartyOf(form.Trader),
        Owner = PartyOf(form.Owner),
        Declarant = PartyOf(form.Declarant),
        DeclarantPerson = form.DeclarantPerson,
        OverseasParty = form.OverseasParty == OverseasParty.None ? null : new Contract.OverseasParty
        {
            Code = form.OverseasParty.Code, Name = form.OverseasParty.Name, ChineseName = form.OverseasParty.ChineseName, Address = form.OverseasParty.Address,
        },
        Transport = form.Transport == Transport.None ? null : new Contract.Transport
        {
            Mode = form.Transport.Mode, Name = form.Transport.Name, Voyage = form.Transport.Voyage, BillOfLading = form.Transport.BillOfLading,
        },
        SupervisionMode = form.SupervisionMode,
        LevyNature = form.LevyNature,
        LicenceNumber = form.LicenceNumber,
        RecordNumber = form.RecordNumber,
        ContractNumber = form.ContractNumber,
        TradeCountry = form.TradeCountry,
        TradingCountry = form.TradingCountry,
        TransitPort = form.TransitPort,
        DeparturePort = form.DeparturePort,
        EntryPort = form.EntryPort,
        StoragePlace = form.StoragePlace,
        Terms = form.Terms,
        PackageCount = form.PackageCount,
        PackageKind = form.PackageKind,
        GrossWeight = form.GrossWeight?.ToWire(),
        NetWeight = form.NetWeight?.ToWire(),
        FormKind = form.FormKind,
        Marks = form.Marks,
        Remarks = form.Remarks,
        SelfPayment = form.SelfPayment,
        StatedTax = form.StatedTax?.ToWire(),
        EntryDate = form.EntryDate?.ToWire(),
        DepartureDate = form.DepartureDate?.ToWire(),
        ClientReference = form.ClientReference,
        RelatedDeclarationNumber = form.RelatedDeclarationNumber,
        RelatedRecordNumber = form.RelatedRecordNumber,
        BondedPlace = form.BondedPlace,
        YardCode = form.YardCode,
        DeclarationKind = form.DeclarationKind ?? "",
        SuretyRelease = form.SuretyRelease == true,
        Summary = form.Summary == true,
        ListKind = form.ListKind ?? "",
        MarksFile = form.MarksFile is { } file ? new Contract.MarksFile { Name = file.Name, Kind = file.Kind } : null,
        Quarantine = QuarantineMapping.Write(form.Quarantine),
    };

    private static Contract.GoodsItem ItemOf(GoodsItem item) => new()
    {
        Number = item.Number,
        CommodityCode = item.CommodityCode,
        GoodsName = item.GoodsName,
        Model = item.Model,
        Quantity = item.Quantity?.ToWire(),
        Unit = item.Unit,
        UnitPrice = item.UnitPrice?.ToWire(),
        TotalPrice = item.TotalPrice is { } total ? new Money(total, item.Currency).ToWire() : null,
        FirstQuantity = item.FirstQuantity?.ToWire(),
        FirstUnit = item.FirstUnit,
        SecondQuantity = item.SecondQuantity?.ToWire(),
        SecondUnit = item.SecondUnit,
        OriginCountry = item.OriginCountry,
        DestinationCountry = item.DestinationCountry,
        LevyMode = item.LevyMode,
        District = item.District,
        Division = item.Division,
        RecordItemNumber = item.RecordItemNumber,
        ArticleNumber = item.ArticleNumber,
        QuarantineCode = item.QuarantineCode,
        RecordVersion = item.RecordVersion ?? 0,
        OriginRegion = item.OriginRegion ?? "",
        Quarantine = QuarantineMapping.Write(item.Quarantine),
    };

    private static Contract.Container ContainerOf(Container container) => new()
    {
        Number = container.Number,
        Specification = container.Specification,
        TareWeight = container.TareWeight?.ToWire(),
        LoadedWeight = container.LoadedWeight?.ToWire(),
        LessThanContainerLoad = container.LessThanContainerLoad,
        ItemNumbers = { container.ItemNumbers },
    };

    private static Contract.Party? PartyOf(Party party) =>
        party == Party.None ? null : new Contract.Party { Uscc = party.Uscc, CustomsCode = party.CustomsCode, Name = party.Name, QuarantineCode = party.QuarantineCode ?? "" };

    private static Contract.Charge? ChargeOf(Charge? charge) =>
        charge is null ? null : new Contract.Charge { Mark = charge.Mark, Amount = charge.Amount?.ToWire(), Currency = charge.Currency };

    private static Contract.Promises? PromisesOf(Promises promises) => promises == Promises.None ? null : new Contract.Promises
    {
        SpecialRelationship = AnswerOf(promises.SpecialRelationship),
        PriceInfluenced = AnswerOf(promises.PriceInfluenced),
        RoyaltyPaid = AnswerOf(promises.RoyaltyPaid),
        FormulaPrice = AnswerOf(promises.FormulaPrice),
        ProvisionalPrice = AnswerOf(promises.ProvisionalPrice),
    };

    private static Contract.Promises.Types.Answer AnswerOf(bool? answer) => answer switch
    {
        true => Contract.Promises.Types.Answer.Yes,
        false => Contract.Promises.Types.Answer.No,
        _ => Contract.Promises.Types.Answer.Unspecified,
    };

    private static Contract.Security? SecurityOf(Security? security) => security is null ? null : new Contract.Security
    {
        Guarantee = security.Guarantee,
        Purposes =
        {
            security.Purposes.Select(purpose => purpose == SecurityPurpose.Tax ? Contract.Security.Types.Purpose.Tax : Contract.Security.Types.Purpose.Documents),
        },
    };
}
