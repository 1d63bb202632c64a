using Clearance.Declarations.Domain.Codes;
using static Clearance.Declarations.Domain.Form.Need;
using Number = Clearance.Declarations.Domain.Form.NumberField<Clearance.Declarations.Domain.Form.DeclarationForm>;
using Text = Clearance.Declarations.Domain.Form.TextField<Clearance.Declarations.Domain.Form.DeclarationForm>;

namespace Clearance.Declarations.Domain.Form;

/// <summary>The text fields and numbers of the header: names, lengths, code lists and when they are needed (DOMAIN 1.2 and 1.4).</summary>
public static class HeaderFields
{
    /// <summary>Text fields, in the order of the form.</summary>
    public static IReadOnlyList<Text> Texts { get; } =
    [
        new("customs_office", "CUSTOMS_OFFICE", "Customs office of declaration", "申报地海关", 4, f => f.CustomsOffice, (f, v) => f with { CustomsOffice = v }) { List = CodeLists.CustomsOffices, Import = Save, Export = Save },
        new("entry_office", "ENTRY_OFFICE", "Customs office of entry or exit", "进出境关别", 4, f => f.EntryOffice, (f, v) => f with { EntryOffice = v }) { List = CodeLists.CustomsOffices, Import = Declare, Export = Declare },
        new("trader.uscc", "TRADER_USCC", "USCC of the domestic consignee or consignor", "境内收发货人统一社会信用代码", 18, f => f.Trader.Uscc, (f, v) => f with { Trader = f.Trader with { Uscc = v } }) { Import = Declare, Export = Declare },
        new("trader.customs_code", "TRADER_CUSTOMS_CODE", "Customs code of the domestic consignee or consignor", "境内收发货人海关代码", 10, f => f.Trader.CustomsCode, (f, v) => f with { Trader = f.Trader with { CustomsCode = v } }) { Import = Declare, Export = Declare },
        new("trader.name", "TRADER_NAME", "Name of the domestic consignee or consignor", "境内收发货人名称", 100, f => f.Trader.Name, (f, v) => f with { Trader = f.Trader with { Name = v } }) { Import = Declare, Export = Declare },
        new("owner.uscc", "OWNER_USCC", "USCC of the consuming or producing unit", "消费使用/生产销售单位统一社会信用代码", 18, f => f.Owner.Uscc, (f, v) => f with { Owner = f.Owner with { Uscc = v } }) { Import = Declare, Export = Declare },
        new("owner.customs_code", "OWNER_CUSTOMS_CODE", "Customs code of the consuming or producing unit", "消费使用/生产销售单位海关代码", 10, f => f.Owner.CustomsCode, (f, v) => f with { Owner = f.Owner with { CustomsCode = v } }),
        new("owner.name", "OWNER_NAME", "Name of the consuming or producing unit", "消费使用/生产销售单位名称", 100, f => f.Owner.Name, (f, v) => f with { Owner = f.Owner with { Name = v } }) { Import = Declare, Export = Declare },
        new("declarant.uscc", "DECLARANT_USCC", "USCC of the declarant", "申报单位统一社会信用代码", 18, f => f.Declarant.Uscc, (f, v) => f with { Declarant = f.Declarant with { Uscc = v } }) { Import = Save, Export = Save },
        new("declarant.customs_code", "DECLARANT_CUSTOMS_CODE", "Customs code of the declarant", "申报单位海关代码", 10, f => f.Declarant.CustomsCode, (f, v) => f with { Declarant = f.Declarant with { CustomsCode = v } }) { Import = Save, Export = Save },
        new("declarant.name", "DECLARANT_NAME", "Name of the declarant", "申报单位名称", 100, f => f.Declarant.Name, (f, v) => f with { Declarant = f.Declarant with { Name = v } }) { Import = Save, Export = Save },
        new("declarant_person", "DECLARANT_PERSON", "Person who declares", "申报人员", 50, f => f.DeclarantPerson, (f, v) => f with { DeclarantPerson = v }),
        new("overseas_party.code", "OVERSEAS_PARTY_CODE", "Code of the overseas party", "境外收发货人代码", 50, f => f.OverseasParty.Code, (f, v) => f with { OverseasParty = f.OverseasParty with { Code = v } }),
        new("overseas_party.name", "OVERSEAS_PARTY_NAME", "Name of the overseas party", "境外收发货人名称", 100, f => f.OverseasParty.Name, (f, v) => f with { OverseasParty = f.OverseasParty with { Name = v } }) { Import = Declare, Export = Declare },
        new("overseas_party.chinese_name", "OVERSEAS_PARTY_CHINESE_NAME", "Chinese name of the overseas party", "境外收发货人中文名称", 150, f => f.OverseasParty.ChineseName, (f, v) => f with { OverseasParty = f.OverseasParty with { ChineseName = v } }),
        new("overseas_party.address", "OVERSEAS_PARTY_ADDRESS", "Address of the overseas party", "境外收发货人地址", 100, f => f.OverseasParty.Address, (f, v) => f with { OverseasParty = f.OverseasParty with { Address = v } }),
        new("transport.mode", "TRANSPORT_MODE", "Mode of transport", "运输方式", 1, f => f.Transport.Mode, (f, v) => f with { Transport = f.Transport with { Mode = v } }) { List = CodeLists.TransportModes, Import = Declare, Export = Declare },
        new("transport.name", "TRANSPORT_NAME", "Name of the means of transport", "运输工具名称", 50, f => f.Transport.Name, (f, v) => f with { Transport = f.Transport with { Name = v } }),
        new("transport.voyage", "VOYAGE", "Voyage number", "航次号", 32, f => f.Transport.Voyage, (f, v) => f with { Transport = f.Transport with { Voyage = v } }),
        new("transport.bill_of_lading", "BILL_OF_LADING", "Bill of lading or waybill number", "提运单号", 32, f => f.Transport.BillOfLading, (f, v) => f with { Transport = f.Transport with { BillOfLading = v } }),
        new("supervision_mode", "SUPERVISION_MODE", "Supervision mode", "监管方式", 4, f => f.SupervisionMode, (f, v) => f with { SupervisionMode = v }) { List = CodeLists.SupervisionModes, Import = Declare, Export = Declare },
        new("levy_nature", "LEVY_NATURE", "Nature of levy", "征免性质", 3, f => f.LevyNature, (f, v) => f with { LevyNature = v }) { List = CodeLists.LevyNatures },
        new("licence_number", "LICENCE_NUMBER", "Licence number", "许可证号", 20, f => f.LicenceNumber, (f, v) => f with { LicenceNumber = v }),
        new("record_number", "RECORD_NUMBER", "Record number", "备案号", 12, f => f.RecordNumber, (f, v) => f with { RecordNumber = v }),
        new("contract_number", "CONTRACT_NUMBER", "Contract number", "合同协议号", 32, f => f.ContractNumber, (f, v) => f with { ContractNumber = v }),
        new("trade_country", "TRADE_COUNTRY", "Country of departure or arrival", "启运国/运抵国（地区）", 3, f => f.TradeCountry, (f, v) => f with { TradeCountry = v }) { List = CodeLists.Countries, Import = Declare, Export = Declare },
        new("trading_country", "TRADING_COUNTRY", "Trading country", "贸易国别（地区）", 3, f => f.TradingCountry, (f, v) => f with { TradingCountry = v }) { List = CodeLists.Countries, Import = Declare, Export = Declare },
        new("transit_port", "TRANSIT_PORT", "Port of transit or of destination", "经停港/指运港", 6, f => f.TransitPort, (f, v) => f with { TransitPort = v }) { List = CodeLists.Ports, Import = Declare, Export = Declare },
        new("departure_port", "DEPARTURE_PORT", "Port of departure", "启运港", 6, f => f.DeparturePort, (f, v) => f with { DeparturePort = v }) { List = CodeLists.Ports, Import = Declare, Export = Never },
        new("entry_port", "ENTRY_PORT", "Port of entry or exit", "入境口岸/离境口岸", 8, f => f.EntryPort, (f, v) => f with { EntryPort = v }) { Import = Declare, Export = Declare },
        new("storage_place", "STORAGE_PLACE", "Place of storage", "货物存放地点", 100, f => f.StoragePlace, (f, v) => f with { StoragePlace = v }) { Import = Declare },
        new("terms", "TERMS", "Terms of transaction", "成交方式", 1, f => f.Terms, (f, v) => f with { Terms = v }) { List = CodeLists.Terms, Import = Declare, Export = Declare },
        new("package_kind", "PACKAGE_KIND", "Kind of package", "包装种类", 2, f => f.PackageKind, (f, v) => f with { PackageKind = v }) { List = CodeLists.PackageKinds, Import = Declare, Export = Declare },
        new("form_kind", "FORM_KIND", "Kind of form", "报关单类型", 1, f => f.FormKind, (f, v) => f with { FormKind = v }) { List = CodeLists.FormKinds, Import = Declare, Export = Declare },
        new("marks", "MARKS", "Marks and numbers", "标记唛码", 400, f => f.Marks, (f, v) => f with { Marks = v }),
        new("remarks", "REMARKS", "Remarks", "备注", 255, f => f.Remarks, (f, v) => f with { Remarks = v }),
        new("client_reference", "CLIENT_REFERENCE", "The caller's own reference", "客户端编号", 18, f => f.ClientReference, (f, v) => f with { ClientReference = v }),
        new("related_declaration_number", "RELATED_DECLARATION_NUMBER", "Related declaration number", "关联报关单号", 18, f => f.RelatedDeclarationNumber, (f, v) => f with { RelatedDeclarationNumber = v }),
        new("related_record_number", "RELATED_RECORD_NUMBER", "Related record number", "关联备案号", 12, f => f.RelatedRecordNumber, (f, v) => f with { RelatedRecordNumber = v }),
        new("bonded_place", "BONDED_PLACE", "Bonded or supervised place", "保税/监管场地", 32, f => f.BondedPlace, (f, v) => f with { BondedPlace = v }),
        new("yard_code", "YARD_CODE", "Yard code", "场地代码", 8, f => f.YardCode, (f, v) => f with { YardCode = v }),
    ];

    /// <summary>Numbers.</summary>
    public static IReadOnlyList<Number> Numbers { get; } =
    [
        new("gross_weight", "GROSS_WEIGHT", "Gross weight", "毛重", 5, f => f.GrossWeight, (f, v) => f with { GrossWeight = v }) { Import = Declare, Export = Declare },
        new("net_weight", "NET_WEIGHT", "Net weight", "净重", 5, f => f.NetWeight, (f, v) => f with { NetWeight = v }) { Import = Declare, Export = Declare },
    ];

    /// <summary>The text field with a path, e.g. <c>transport.mode</c>.</summary>
    public static Text TextAt(string path) => Texts.Single(field => field.Path == path);
}
