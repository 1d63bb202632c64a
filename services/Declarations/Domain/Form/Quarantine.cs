using System.Collections.Immutable;

namespace Clearance.Declarations.Domain.Form;

/// <summary>What the form says for inspection and quarantine as a whole; most goods need none of it (elements 53 to 68).</summary>
public sealed record Quarantine
{
    public string AcceptAuthority { get; init; } = "";
    public string CertificateAuthority { get; init; } = "";
    public string PortAuthority { get; init; } = "";
    public string DestinationAuthority { get; init; } = "";
    public string BillOfLading { get; init; } = "";
    public string RelatedNumber { get; init; } = "";
    public string RelatedReason { get; init; } = "";
    public bool OriginalContainer { get; init; }
    public ImmutableArray<string> SpecialBusiness { get; init; } = [];
    public ImmutableArray<Qualification> Qualifications { get; init; } = [];
    public ImmutableArray<UsingUnit> Users { get; init; } = [];
    public ImmutableArray<RequestedCertificate> Certificates { get; init; } = [];
    public string TraderForeignName { get; init; } = "";
    public DateOnly? DischargeDate { get; init; }
}

/// <summary>A registration of the enterprise that the goods ask for.</summary>
public sealed record Qualification(string Kind, string Number);

/// <summary>Contact of the unit that uses the goods.</summary>
public sealed record UsingUnit(string Name, string Telephone);

/// <summary>A certificate that the trader asks for.</summary>
public sealed record RequestedCertificate(string Code, int Originals, int Copies);

/// <summary>What one line says for inspection and quarantine (elements 68 and 92 to 97).</summary>
public sealed record GoodsQuarantine
{
    public string EnglishName { get; init; } = "";
    public string Ingredients { get; init; } = "";
    public string ValidUntil { get; init; } = "";
    public string ShelfLife { get; init; } = "";
    public string OverseasMaker { get; init; } = "";
    public string Specification { get; init; } = "";
    public string Model { get; init; } = "";
    public string Brand { get; init; } = "";
    public string ProducedOn { get; init; } = "";
    public string BatchNumber { get; init; } = "";
    public string MakerNumber { get; init; } = "";
    public string MakerName { get; init; } = "";
    public string Purpose { get; init; } = "";
    public ImmutableArray<string> Attributes { get; init; } = [];
    public ImmutableArray<Permit> Permits { get; init; } = [];
    public DangerousGoods? DangerousGoods { get; init; }
}

/// <summary>Dangerous goods of a line, or the word that they are none.</summary>
public sealed record DangerousGoods
{
    public bool NotDangerous { get; init; }
    public string UnNumber { get; init; } = "";
    public string Name { get; init; } = "";
    public string PackingClass { get; init; } = "";
    public string PackingSpecification { get; init; } = "";
}

/// <summary>A permit of inspection and quarantine and what is written off against it.</summary>
public sealed record Permit
{
    public string Kind { get; init; } = "";
    public string Number { get; init; } = "";
    public string Line { get; init; } = "";
    public decimal? Quantity { get; init; }
    public string Unit { get; init; } = "";
    public ImmutableArray<Vehicle> Vehicles { get; init; } = [];
}

/// <summary>A vehicle under a permit of kind 408 or 409.</summary>
public sealed record Vehicle
{
    public string Vin { get; init; } = "";
    public string Number { get; init; } = "";
    public string BillDay { get; init; } = "";
    public string Warranty { get; init; } = "";
    public string Engine { get; init; } = "";
    public string Chassis { get; init; } = "";
    public string ChineseName { get; init; } = "";
    public string EnglishName { get; init; } = "";
    public string Model { get; init; } = "";
    public string UnitPrice { get; init; } = "";
    public string Invoice { get; init; } = "";
    public string InvoicedQuantity { get; init; } = "";
}
