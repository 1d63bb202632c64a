using Clearance.Declarations.Domain.Form;
using Clearance.Hosting;
using Contract = Clearance.Contracts.Declaration.V1;

namespace Clearance.Declarations.Grpc;

/// <summary>The inspection and quarantine block on the wire, both ways. Numbers and days are read by the caller, which knows how to complain.</summary>
internal static class QuarantineMapping
{
    public static Quarantine? Read(Contract.Quarantine? wire, DateOnly? dischargeDate) => wire is null ? null : new Quarantine
    {
        AcceptAuthority = Text(wire.AcceptAuthority),
        CertificateAuthority = Text(wire.CertificateAuthority),
        PortAuthority = Text(wire.PortAuthority),
        DestinationAuthority = Text(wire.DestinationAuthority),
        BillOfLading = Text(wire.BillOfLading),
        RelatedNumber = Text(wire.RelatedNumber),
        RelatedReason = Text(wire.RelatedReason),
        OriginalContainer = wire.OriginalContainer,
        SpecialBusiness = [.. wire.SpecialBusiness.Select(Text)],
        Qualifications = [.. wire.Qualifications.Select(row => new Qualification(Text(row.Kind), Text(row.Number)))],
        Users = [.. wire.Users.Select(row => new UsingUnit(Text(row.Name), Text(row.Telephone)))],
        Certificates = [.. wire.Certificates.Select(row => new RequestedCertificate(Text(row.Code), row.Originals, row.Copies))],
        TraderForeignName = Text(wire.TraderForeignName),
        DischargeDate = dischargeDate,
    };

    public static Contract.Quarantine? Write(Quarantine? block) => block is null ? null : new Contract.Quarantine
    {
        AcceptAuthority = block.AcceptAuthority,
        CertificateAuthority = block.CertificateAuthority,
        PortAuthority = block.PortAuthority,
        DestinationAuthority = block.DestinationAuthority,
        BillOfLading = block.BillOfLading,
        RelatedNumber = block.RelatedNumber,
        RelatedReason = block.RelatedReason,
        OriginalContainer = block.OriginalContainer,
        SpecialBusiness = { block.SpecialBusiness },
        Qualifications = { block.Qualifications.Select(row => new Contract.Qualification { Kind = row.Kind, Number = row.Number }) },
        Users = { block.Users.Select(row => new Contract.UsingUnit { Name = row.Name, Telephone = row.Telephone }) },
        Certificates = { block.Certificates.Select(row => new Contract.RequestedCertificate { Code = row.Code, Originals = row.Originals, Copies = row.Copies }) },
        TraderForeignName = block.TraderForeignName,
        DischargeDate = block.DischargeDate?.ToWire(),
    };

    public static GoodsQuarantine? Read(Contract.GoodsQuarantine? wire, Func<Google.Type.Decimal?, int, decimal?> quantity) => wire is null ? null : new GoodsQuarantine
    {
        EnglishName = Text(wire.EnglishName),
        Ingredients = Text(wire.Ingredients),
        ValidUntil = Text(wire.ValidUntil),
        ShelfLife = Text(wire.ShelfLife),
        OverseasMaker = Text(wire.OverseasMaker),
        Specification = Text(wire.Specification),
        Model = Text(wire.Model),
        Brand = Text(wire.Brand),
        ProducedOn = Text(wire.ProducedOn),
        BatchNumber = Text(wire.BatchNumber),
        MakerNumber = Text(wire.MakerNumber),
        MakerName = Text(wire.MakerName),
        Purpose = Text(wire.Purpose),
        Attributes = [.. wire.Attributes.Select(Text)],
        Permits = [.. wire.Permits.Select((permit, index) => Read(permit, quantity(permit.Quantity, index)))],
        DangerousGoods = wire.DangerousGoods is { } goods ? new DangerousGoods
        {
            NotDangerous = goods.NotDangerous, UnNumber = Text(goods.UnNumber), Name = Text(goods.Name), PackingClass = Text(goods.PackingClass),
            PackingSpecification = Text(goods.PackingSpecification),
        } : null,
    };

    public static Contract.GoodsQuarantine? Write(GoodsQuarantine? block) => block is null ? null : new Contract.GoodsQuarantine
    {
        EnglishName = block.EnglishName,
        Ingredients = block.Ingredients,
        ValidUntil = block.ValidUntil,
        ShelfLife = block.ShelfLife,
        OverseasMaker = block.OverseasMaker,
        Specification = block.Specification,
        Model = block.Model,
        Brand = block.Brand,
        ProducedOn = block.ProducedOn,
        BatchNumber = block.BatchNumber,
        MakerNumber = block.MakerNumber,
        MakerName = block.MakerName,
        Purpose = block.Purpose,
        Attributes = { block.Attributes },
        Permits = { block.Permits.Select(Write) },
        DangerousGoods = block.DangerousGoods is { } goods ? new Contract.DangerousGoods
        {
            NotDangerous = goods.NotDangerous, UnNumber = goods.UnNumber, Name = goods.Name, PackingClass = goods.PackingClass,
            PackingSpecification = goods.PackingSpecification,
        } : null,
    };

    public static Attachment Read(Contract.Attachment file) => new(Text(file.Category), Text(file.Reference), Text(file.FileName))
    {
        Format = Given(file.Format), Note = Given(file.Note), OwnerCode = Given(file.OwnerCode), OwnerName = Given(file.OwnerName),
        Signer = Given(file.Signer), SignedAt = Given(file.SignedAt), Size = Given(file.Size), ItemNumbers = Given(file.ItemNumbers),
    };

    public static Contract.Attachment Write(Attachment file) => new()
    {
        Category = file.Category, Reference = file.Reference, FileName = file.FileName,
        Format = file.Format ?? "", Note = file.Note ?? "", OwnerCode = file.OwnerCode ?? "", OwnerName = file.OwnerName ?? "",
        Signer = file.Signer ?? "", SignedAt = file.SignedAt ?? "", Size = file.Size ?? "", ItemNumbers = file.ItemNumbers ?? "",
    };

    /// <summary>Text that is stored only where there is some.</summary>
    public static string? Given(string? text) => Text(text) is { Length: > 0 } given ? given : null;

    private static Permit Read(Contract.Permit permit, decimal? quantity) => new()
    {
        Kind = Text(permit.Kind), Number = Text(permit.Number), Line = Text(permit.Line), Quantity = quantity, Unit = Text(permit.Unit),
        Vehicles =
        [
            .. permit.Vehicles.Select(vehicle => new Vehicle
            {
                Vin = Text(vehicle.Vin), Number = Text(vehicle.Number), BillDay = Text(vehicle.BillDay), Warranty = Text(vehicle.Warranty),
                Engine = Text(vehicle.Engine), Chassis = Text(vehicle.Chassis), ChineseName = Text(vehicle.ChineseName), EnglishName = Text(vehicle.EnglishName),
                Model = Text(vehicle.Model), UnitPrice = Text(vehicle.UnitPrice), Invoice = Text(vehicle.Invoice), InvoicedQuantity = Text(vehicle.InvoicedQuantity),
            }),
        ],
    };

    private static Contract.Permit Write(Permit permit) => new()
    {
        Kind = permit.Kind, Number = permit.Number, Line = permit.Line, Quantity = permit.Quantity?.ToWire(), Unit = permit.Unit,
        Vehicles =
        {
            permit.Vehicles.Select(vehicle => new Contract.Vehicle
            {
                Vin = vehicle.Vin, Number = vehicle.Number, BillDay = vehicle.BillDay, Warranty = vehicle.Warranty, Engine = vehicle.Engine,
                Chassis = vehicle.Chassis, ChineseName = vehicle.ChineseName, EnglishName = vehicle.EnglishName, Model = vehicle.Model,
                UnitPrice = vehicle.UnitPrice, Invoice = vehicle.Invoice, InvoicedQuantity = vehicle.InvoicedQuantity,
            }),
        },
    };

    private static string Text(string? text) => text?.Trim() ?? string.Empty;
}
