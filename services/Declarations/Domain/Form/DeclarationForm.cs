using System.Collections.Immutable;
using Clearance.Kernel;

namespace Clearance.Declarations.Domain.Form;

/// <summary>Which way the goods go.</summary>
public enum Direction
{
    /// <summary>Into the territory.</summary>
    Import,

    /// <summary>Out of the territory.</summary>
    Export,
}

/// <summary>
/// The merged form as the declarant filled it. Text that is not given is empty, a number that is not given is null; nothing here says
/// that a form is right, <see cref="Rules.FormRules"/> does.
/// </summary>
public sealed record DeclarationForm
{
    /// <summary>Most goods lines that a form holds.</summary>
    public const int MaxItems = 50;

    public Direction? Direction { get; init; }
    public string CustomsOffice { get; init; } = "";
    public string EntryOffice { get; init; } = "";
    public Party Trader { get; init; } = Party.None;
    public Party Owner { get; init; } = Party.None;
    public Party Declarant { get; init; } = Party.None;
    public string DeclarantPerson { get; init; } = "";
    public OverseasParty OverseasParty { get; init; } = OverseasParty.None;
    public Transport Transport { get; init; } = Transport.None;
    public string SupervisionMode { get; init; } = "";
    public string LevyNature { get; init; } = "";
    public string LicenceNumber { get; init; } = "";
    public string RecordNumber { get; init; } = "";
    public string ContractNumber { get; init; } = "";
    public string TradeCountry { get; init; } = "";
    public string TradingCountry { get; init; } = "";
    public string TransitPort { get; init; } = "";
    public string DeparturePort { get; init; } = "";
    public string EntryPort { get; init; } = "";
    public string StoragePlace { get; init; } = "";
    public string Terms { get; init; } = "";
    public Charge? Freight { get; init; }
    public Charge? Insurance { get; init; }
    public Charge? OtherCharges { get; init; }
    public int PackageCount { get; init; }
    public string PackageKind { get; init; } = "";
    public ImmutableArray<OtherPackage> OtherPackages { get; init; } = [];
    public decimal? GrossWeight { get; init; }
    public decimal? NetWeight { get; init; }
    public string FormKind { get; init; } = "";
    public string Marks { get; init; } = "";
    public string Remarks { get; init; } = "";
    public Promises Promises { get; init; } = Promises.None;
    public bool SelfPayment { get; init; }
    public Money? StatedTax { get; init; }
    public Security? Security { get; init; }
    public DateOnly? EntryDate { get; init; }
    public DateOnly? DepartureDate { get; init; }
    public ImmutableArray<GoodsItem> Items { get; init; } = [];
    public ImmutableArray<Container> Containers { get; init; } = [];
    public ImmutableArray<LicenceDocument> Licences { get; init; } = [];
    public ImmutableArray<Attachment> Attachments { get; init; } = [];
    public string ClientReference { get; init; } = "";
    public string RelatedDeclarationNumber { get; init; } = "";
    public string RelatedRecordNumber { get; init; } = "";
    public string BondedPlace { get; init; } = "";
    public string YardCode { get; init; } = "";
    public string? DeclarationKind { get; init; }
    public bool? SuretyRelease { get; init; }

    /// <summary>True for the first step of a two-step declaration, until it is completed; null otherwise.</summary>
    public bool? Summary { get; init; }
    public string? ListKind { get; init; }
    public MarksFile? MarksFile { get; init; }
    public Quarantine? Quarantine { get; init; }
}

/// <summary>A domestic party of the form.</summary>
public sealed record Party(string Uscc, string CustomsCode, string Name)
{
    /// <summary>Nothing given.</summary>
    public static Party None { get; } = new("", "", "");

    /// <summary>Code in the register of inspection and quarantine; null when not given.</summary>
    public string? QuarantineCode { get; init; }
}

/// <summary>The party abroad.</summary>
public sealed record OverseasParty(string Code, string Name, string ChineseName, string Address)
{
    /// <summary>Nothing given.</summary>
    public static OverseasParty None { get; } = new("", "", "", "");
}

/// <summary>Means of transport and its papers.</summary>
public sealed record Transport(string Mode, string Name, string Voyage, string BillOfLading)
{
    /// <summary>Nothing given.</summary>
    public static Transport None { get; } = new("", "", "", "");
}

/// <summary>Freight, insurance or other charges: 1 rate in percent, 2 amount per tonne, 3 total.</summary>
public sealed record Charge(string Mark, decimal? Amount, string Currency);

/// <summary>Packages of another kind than the main one.</summary>
public sealed record OtherPackage(string Kind, int Count);

/// <summary>Answers to the price questions; null is not answered.</summary>
public sealed record Promises(bool? SpecialRelationship, bool? PriceInfluenced, bool? RoyaltyPaid, bool? FormulaPrice, bool? ProvisionalPrice)
{
    /// <summary>Nothing answered.</summary>
    public static Promises None { get; } = new(null, null, null, null, null);
}

/// <summary>What a guarantee secures.</summary>
public enum SecurityPurpose
{
    /// <summary>Tax that is paid after release.</summary>
    Tax,

    /// <summary>Documents that follow after release.</summary>
    Documents,
}

/// <summary>Security that the declarant offers with the form.</summary>
public sealed record Security(string Guarantee, ImmutableArray<SecurityPurpose> Purposes);

/// <summary>One line of goods. The unit price is in the currency of the total.</summary>
public sealed record GoodsItem
{
    public int Number { get; init; }
    public string CommodityCode { get; init; } = "";
    public string GoodsName { get; init; } = "";
    public string Model { get; init; } = "";
    public decimal? Quantity { get; init; }
    public string Unit { get; init; } = "";
    public decimal? UnitPrice { get; init; }
    public decimal? TotalPrice { get; init; }
    public string Currency { get; init; } = "";
    public decimal? FirstQuantity { get; init; }
    public string FirstUnit { get; init; } = "";
    public decimal? SecondQuantity { get; init; }
    public string SecondUnit { get; init; } = "";
    public string OriginCountry { get; init; } = "";
    public string DestinationCountry { get; init; } = "";
    public string LevyMode { get; init; } = "";
    public string District { get; init; } = "";
    public string Division { get; init; } = "";
    public int RecordItemNumber { get; init; }
    public string ArticleNumber { get; init; } = "";
    public string QuarantineCode { get; init; } = "";
    public int? RecordVersion { get; init; }
    public string? OriginRegion { get; init; }
    public GoodsQuarantine? Quarantine { get; init; }
}

/// <summary>A container and the goods lines in it.</summary>
public sealed record Container
{
    public string Number { get; init; } = "";
    public string Specification { get; init; } = "";
    public decimal? TareWeight { get; init; }
    public decimal? LoadedWeight { get; init; }
    public bool LessThanContainerLoad { get; init; }
    public ImmutableArray<int> ItemNumbers { get; init; } = [];
}

/// <summary>A supervision certificate or licence.</summary>
public sealed record LicenceDocument(string Code, string Number);

/// <summary>A document that lies with the single window already.</summary>
public sealed record Attachment(string Category, string Reference, string FileName)
{
    public string? Format { get; init; }
    public string? Note { get; init; }
    public string? OwnerCode { get; init; }
    public string? OwnerName { get; init; }
    public string? Signer { get; init; }
    public string? SignedAt { get; init; }
    public string? Size { get; init; }
    public string? ItemNumbers { get; init; }
}

/// <summary>A picture of the marks on the packages.</summary>
public sealed record MarksFile(string Name, string Kind)
{
    /// <summary>Nothing given.</summary>
    public static MarksFile None { get; } = new("", "");
}
