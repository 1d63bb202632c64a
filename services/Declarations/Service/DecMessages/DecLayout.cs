using System.Collections.Frozen;

namespace Clearance.Declarations.DecMessages;

/// <summary>
/// The shape of a message: its tables with their elements, in the order in which trade software writes them. What stands here is known;
/// whether the form carries it the form's catalogue says.
/// </summary>
internal static class DecLayout
{
    private const string Order =
        """
        DecMessage: DecHead DecLists DecContainers DecLicenseDocus DecRequestCerts DecOtherPacks DecCopLimits DecUsers DecMarkLobs DecFreeTxt DecSign
          DecCopPromises DecTpAccess EdocRealation EcoRelation DecMarkLob DecSupplement DecRoyaltyFee SddTax DecRisk DecControlModel
        DecHead: SeqNo IEFlag Type AgentCode AgentName ApprNo BillNo ContrNo CustomMaster CutMode DistinatePort FeeCurr FeeMark FeeRate GrossWet IEDate
          IEPort InsurCurr InsurMark InsurRate LicenseNo ManualNo NetWt NoteS OtherCurr OtherMark OtherRate OwnerCode OwnerName PackNo TradeCode
          TradeCountry TradeMode TradeName TrafMode TrafName TransMode WrapType EntryId PreEntryId EdiId Risk CopName CopCode EntryType PDate
          TypistNo InputerName PartenerID TgdNo DataSource DeclTrnRel ChkSurety BillType CopCodeScc OwnerCodeScc AgentCodeScc TradeCoScc
          PromiseItmes TradeAreaCode CheckFlow TaxAaminMark MarkNo DespPortCode EntyPortCode GoodsPlace BLNo InspOrgCode SpecDeclFlag PurpOrgCode
          DespDate CmplDschrgDt CorrelationReasonFlag VsaOrgCode OrigBoxFlag DeclareName NoOtherPack OrgCode OverseasConsignorCode
          OverseasConsignorCname OverseasConsignorEname OverseasConsignorAddr OverseasConsigneeCode OverseasConsigneeEname DomesticConsigneeEname
          CorrelationNo EdiRemark2 EdiRemark TradeCiqCode OwnerCiqCode DeclCiqCode
        DecLists: DecList
        DecList: ClassMark CodeTS ContrItem DeclPrice DutyMode Factor GModel GName GNo OriginCountry TradeCurr DeclTotal GQty FirstQty SecondQty GUnit
          FirstUnit SecondUnit UseTo WorkUsd ExgNo ExgVersion DestinationCountry CiqCode DeclGoodsEname OrigPlaceCode Purpose ProdValidDt ProdQgp
          GoodsAttr Stuff Uncode DangName DangPackType DangPackSpec NoDangFlag EngManEntCnm DestCode GoodsSpec GoodsModel GoodsBrand ProduceDate
          ProdBatchNo DistrictCode CiqName DecGoodsLimits MnufctrRegNo MnufctrRegName RcepOrigPlaceCode ControlExplainCode
        DecGoodsLimits: DecGoodsLimit
        DecGoodsLimit: GoodsNo LicTypeCode LicenceNo LicWrtofDetailNo LicWrtofQty DecGoodsLimitVin LicWrtofQtyUnit
        DecGoodsLimitVin: LicenceNo LicTypeCode VinNo BillLadDate QualityQgp MotorNo VinCode ChassisNo InvoiceNum ProdCnnm ProdEnnm ModelEn
          PricePerUnit InvoiceNo
        DecContainers: Container
        Container: ContainerId ContainerMd GoodsNo LclFlag GoodsContaWt ContainerWt
        DecLicenseDocus: LicenseDocu
        LicenseDocu: DocuCode CertCode
        DecRequestCerts: DecRequestCert
        DecRequestCert: AppCertCode ApplOri ApplCopyQuan
        DecOtherPacks: DecOtherPack
        DecOtherPack: PackQty PackType
        DecCopLimits: DecCopLimit
        DecCopLimit: EntQualifNo EntQualifTypeCode
        DecUsers: DecUser
        DecUser: UseOrgPersonCode UseOrgPersonTel
        DecMarkLobs: DecMarkLob
        DecMarkLob: AttachName AttachType Attachment
        DecFreeTxt: RelId RelManNo BonNo VoyNo DecBpNo CusFie DecNo
        DecSign: OperType ICCode CopCode OperName ClientSeqNo Sign SignDate Certificate HostId BillSeqNo DomainId Note
        DecCopPromises: DecCopPromise
        DecCopPromise: DeclaratioMaterialCode
        DecTpAccess: TransitionApply TransitionSite ConditionalLiftoffApply PortDestMergeCheckApply
        EdocRealation: EdocID EdocCode EdocFomatType OpNote EdocCopId EdocOwnerCode SignUnit SignTime EdocOwnerName EdocSize GNoStr
        EcoRelation: CertType EcoCertNo DecGNo EcoGNo ExtendFiled
        """;

    private static readonly FrozenDictionary<string, string[]> s_tables = Read().ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Elements of a table, in order; null where the layout says nothing of what stands below it.</summary>
    public static IReadOnlyList<string>? Of(string table) => s_tables.GetValueOrDefault(table);

    /// <summary>Place of an element in its table; behind all others for one that is not known.</summary>
    public static int PlaceOf(string table, string element) =>
        s_tables.TryGetValue(table, out var elements) && Array.IndexOf(elements, element) is >= 0 and var place ? place : int.MaxValue;

    private static Dictionary<string, string[]> Read()
    {
        var tables = new Dictionary<string, string[]>(StringComparer.Ordinal);
        var (table, elements) = (string.Empty, new List<string>());
        foreach (var word in Order.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (word.EndsWith(':'))
            {
                (table, elements) = (word[..^1], []);
            }
            else
            {
                elements.Add(word);
                tables[table] = [.. elements];
            }
        }

        return tables;
    }
}
