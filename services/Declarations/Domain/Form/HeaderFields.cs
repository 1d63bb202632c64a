using System.Collections.Frozen;
using Number = Clearance.Declarations.Domain.Form.NumberField<Clearance.Declarations.Domain.Form.DeclarationForm>;
using Text = Clearance.Declarations.Domain.Form.TextField<Clearance.Declarations.Domain.Form.DeclarationForm>;

namespace Clearance.Declarations.Domain.Form;

/// <summary>How to read and write the text fields and numbers of the header; all else of them is in the <see cref="FormCatalogue"/>.</summary>
public static class HeaderFields
{
    private static readonly FieldTable<DeclarationForm> s_table = new(string.Empty);

    /// <summary>Text fields, in the order of the form.</summary>
    public static IReadOnlyList<Text> Texts { get; } =
    [
        s_table.Text("customs_office", f => f.CustomsOffice, (f, v) => f with { CustomsOffice = v }),
        s_table.Text("entry_office", f => f.EntryOffice, (f, v) => f with { EntryOffice = v }),
        s_table.Text("trader.uscc", f => f.Trader.Uscc, (f, v) => f with { Trader = f.Trader with { Uscc = v } }),
        s_table.Text("trader.customs_code", f => f.Trader.CustomsCode, (f, v) => f with { Trader = f.Trader with { CustomsCode = v } }),
        s_table.Text("trader.name", f => f.Trader.Name, (f, v) => f with { Trader = f.Trader with { Name = v } }),
        s_table.Text("trader.quarantine_code", f => f.Trader.QuarantineCode ?? "", (f, v) => f with { Trader = f.Trader with { QuarantineCode = v } }),
        s_table.Text("owner.uscc", f => f.Owner.Uscc, (f, v) => f with { Owner = f.Owner with { Uscc = v } }),
        s_table.Text("owner.customs_code", f => f.Owner.CustomsCode, (f, v) => f with { Owner = f.Owner with { CustomsCode = v } }),
        s_table.Text("owner.name", f => f.Owner.Name, (f, v) => f with { Owner = f.Owner with { Name = v } }),
        s_table.Text("owner.quarantine_code", f => f.Owner.QuarantineCode ?? "", (f, v) => f with { Owner = f.Owner with { QuarantineCode = v } }),
        s_table.Text("declarant.uscc", f => f.Declarant.Uscc, (f, v) => f with { Declarant = f.Declarant with { Uscc = v } }),
        s_table.Text("declarant.customs_code", f => f.Declarant.CustomsCode, (f, v) => f with { Declarant = f.Declarant with { CustomsCode = v } }),
        s_table.Text("declarant.name", f => f.Declarant.Name, (f, v) => f with { Declarant = f.Declarant with { Name = v } }),
        s_table.Text("declarant.quarantine_code", f => f.Declarant.QuarantineCode ?? "", (f, v) => f with { Declarant = f.Declarant with { QuarantineCode = v } }),
        s_table.Text("declarant_person", f => f.DeclarantPerson, (f, v) => f with { DeclarantPerson = v }),
        s_table.Text("overseas_party.code", f => f.OverseasParty.Code, (f, v) => f with { OverseasParty = f.OverseasParty with { Code = v } }),
        s_table.Text("overseas_party.name", f => f.OverseasParty.Name, (f, v) => f with { OverseasParty = f.OverseasParty with { Name = v } }),
        s_table.Text("overseas_party.chinese_name", f => f.OverseasParty.ChineseName, (f, v) => f with { OverseasParty = f.OverseasParty with { ChineseName = v } }),
        s_table.Text("overseas_party.address", f => f.OverseasParty.Address, (f, v) => f with { OverseasParty = f.OverseasParty with { Address = v } }),
        s_table.Text("transport.mode", f => f.Transport.Mode, (f, v) => f with { Transport = f.Transport with { Mode = v } }),
        s_table.Text("transport.name", f => f.Transport.Name, (f, v) => f with { Transport = f.Transport with { Name = v } }),
        s_table.Text("transport.voyage", f => f.Transport.Voyage, (f, v) => f with { Transport = f.Transport with { Voyage = v } }),
        s_table.Text("transport.bill_of_lading", f => f.Transport.BillOfLading, (f, v) => f with { Transport = f.Transport with { BillOfLading = v } }),
        s_table.Text("supervision_mode", f => f.SupervisionMode, (f, v) => f with { SupervisionMode = v }),
        s_table.Text("levy_nature", f => f.LevyNature, (f, v) => f with { LevyNature = v }),
        s_table.Text("licence_number", f => f.LicenceNumber, (f, v) => f with { LicenceNumber = v }),
        s_table.Text("record_number", f => f.RecordNumber, (f, v) => f with { RecordNumber = v }),
        s_table.Text("contract_number", f => f.ContractNumber, (f, v) => f with { ContractNumber = v }),
        s_table.Text("trade_country", f => f.TradeCountry, (f, v) => f with { TradeCountry = v }),
        s_table.Text("trading_country", f => f.TradingCountry, (f, v) => f with { TradingCountry = v }),
        s_table.Text("transit_port", f => f.TransitPort, (f, v) => f with { TransitPort = v }),
        s_table.Text("departure_port", f => f.DeparturePort, (f, v) => f with { DeparturePort = v }),
        s_table.Text("entry_port", f => f.EntryPort, (f, v) => f with { EntryPort = v }),
        s_table.Text("storage_place", f => f.StoragePlace, (f, v) => f with { StoragePlace = v }),
        s_table.Text("terms", f => f.Terms, (f, v) => f with { Terms = v }),
        s_table.Text("package_kind", f => f.PackageKind, (f, v) => f with { PackageKind = v }),
        s_table.Text("form_kind", f => f.FormKind, (f, v) => f with { FormKind = v }),
        s_table.Text("marks", f => f.Marks, (f, v) => f with { Marks = v }),
        s_table.Text("remarks", f => f.Remarks, (f, v) => f with { Remarks = v }),
        s_table.Text("client_reference", f => f.ClientReference, (f, v) => f with { ClientReference = v }),
        s_table.Text("related_declaration_number", f => f.RelatedDeclarationNumber, (f, v) => f with { RelatedDeclarationNumber = v }),
        s_table.Text("related_record_number", f => f.RelatedRecordNumber, (f, v) => f with { RelatedRecordNumber = v }),
        s_table.Text("bonded_place", f => f.BondedPlace, (f, v) => f with { BondedPlace = v }),
        s_table.Text("yard_code", f => f.YardCode, (f, v) => f with { YardCode = v }),
        s_table.Text("declaration_kind", f => f.DeclarationKind ?? "", (f, v) => f with { DeclarationKind = v }),
        s_table.Text("list_kind", f => f.ListKind ?? "", (f, v) => f with { ListKind = v }),
        s_table.Text("marks_file.name", f => f.MarksFile?.Name ?? "", (f, v) => f with { MarksFile = (f.MarksFile ?? MarksFile.None) with { Name = v } }),
        s_table.Text("marks_file.kind", f => f.MarksFile?.Kind ?? "", (f, v) => f with { MarksFile = (f.MarksFile ?? MarksFile.None) with { Kind = v } }),
        s_table.Text("quarantine.accept_authority", f => f.Quarantine?.AcceptAuthority ?? "", (f, v) => f with { Quarantine = Of(f) with { AcceptAuthority = v } }),
        s_table.Text("quarantine.certificate_authority", f => f.Quarantine?.CertificateAuthority ?? "", (f, v) => f with { Quarantine = Of(f) with { CertificateAuthority = v } }),
        s_table.Text("quarantine.port_authority", f => f.Quarantine?.PortAuthority ?? "", (f, v) => f with { Quarantine = Of(f) with { PortAuthority = v } }),
        s_table.Text("quarantine.destination_authority", f => f.Quarantine?.DestinationAuthority ?? "", (f, v) => f with { Quarantine = Of(f) with { DestinationAuthority = v } }),
        s_table.Text("quarantine.bill_of_lading", f => f.Quarantine?.BillOfLading ?? "", (f, v) => f with { Quarantine = Of(f) with { BillOfLading = v } }),
        s_table.Text("quarantine.related_number", f => f.Quarantine?.RelatedNumber ?? "", (f, v) => f with { Quarantine = Of(f) with { RelatedNumber = v } }),
        s_table.Text("quarantine.related_reason", f => f.Quarantine?.RelatedReason ?? "", (f, v) => f with { Quarantine = Of(f) with { RelatedReason = v } }),
        s_table.Text("quarantine.trader_foreign_name", f => f.Quarantine?.TraderForeignName ?? "", (f, v) => f with { Quarantine = Of(f) with { TraderForeignName = v } }),
    ];

    /// <summary>Numbers.</summary>
    public static IReadOnlyList<Number> Numbers { get; } =
    [
        s_table.Number("gross_weight", f => f.GrossWeight, (f, v) => f with { GrossWeight = v }),
        s_table.Number("net_weight", f => f.NetWeight, (f, v) => f with { NetWeight = v }),
    ];

    private static readonly FrozenDictionary<string, Text> s_byPath = Texts.ToFrozenDictionary(field => field.Path, StringComparer.Ordinal);

    /// <summary>The text field with a path, e.g. <c>transport.mode</c>.</summary>
    public static Text TextAt(string path) => s_byPath[path];

    private static Quarantine Of(DeclarationForm form) => form.Quarantine ?? new Quarantine();
}
