using System.Collections.Immutable;
using System.Globalization;
using Clearance.Declarations.Domain.Form;

namespace Clearance.Declarations.DecMessages;

/// <summary>A form as a message: the way back of <see cref="DecMapping"/>. What the form leaves empty is left out.</summary>
internal static class DecForm
{
    public static DecElement MessageOf(DeclarationForm form)
    {
        var message = new DecElement("DecMessage");
        message.Add(HeadOf(form));
        Table(message, "DecLists", form.Items.Select(item => LineOf(item, form.Direction)));
        Table(message, "DecContainers", form.Containers.Select(ContainerOf));
        Table(message, "DecLicenseDocus", form.Licences.Select(licence => Row("LicenseDocu", DecTables.Licence.Of(licence))));
        Table(message, "DecRequestCerts", (form.Quarantine?.Certificates ?? []).Select(certificate => Row(
            "DecRequestCert", [.. DecTables.Certificate.Of(certificate), ("ApplOri", Text(certificate.Originals)), ("ApplCopyQuan", Text(certificate.Copies))])));
        Table(message, "DecOtherPacks", form.OtherPackages.Select(package => Row("DecOtherPack", [.. DecTables.OtherPackage.Of(package), ("PackQty", Text(package.Count))])));
        Table(message, "DecCopLimits", (form.Quarantine?.Qualifications ?? []).Select(row => Row("DecCopLimit", DecTables.Qualification.Of(row))));
        Table(message, "DecUsers", (form.Quarantine?.Users ?? []).Select(user => Row("DecUser", DecTables.User.Of(user))));
        Table(message, "DecMarkLobs", [Row("DecMarkLob", DecTables.MarksFile.Of(form))]);
        Given(message, Row("DecFreeTxt", DecTables.FreeText.Of(form)));
        Given(message, Row("DecSign", [("ClientSeqNo", form.ClientReference)]));
        foreach (var attachment in form.Attachments)
        {
            message.Add(Row("EdocRealation", DecTables.Attachment.Of(attachment)));
        }

        return message;
    }

    private static DecElement HeadOf(DeclarationForm form)
    {
        var export = form.Direction == Direction.Export;
        var side = export ? "OverseasConsignee" : "OverseasConsignor";
        var kind = form.DeclarationKind ?? string.Empty;
        return Row("DecHead",
        [
            .. DecTables.Head.Of(form),
            ("IEFlag", form.Direction switch { Direction.Import => "I", Direction.Export => "E", _ => string.Empty }),
            ("Type", form.SelfPayment ? $"{kind,-2}Z" : kind),
            ($"{side}Code", form.OverseasParty.Code),
            ($"{side}Ename", form.OverseasParty.Name),

            // The message has them on one side only, for both directions.
            ("OverseasConsignorCname", form.OverseasParty.ChineseName),
            ("OverseasConsignorAddr", form.OverseasParty.Address),
            ("ChkSurety", form.SuretyRelease == true ? "1" : string.Empty),
            .. ChargeOf("Fee", form.Freight),
            .. ChargeOf("Insur", form.Insurance),
            .. ChargeOf("Other", form.OtherCharges),
            ("PackNo", Text(form.PackageCount)),
            ("NoOtherPack", form.OtherPackages.IsEmpty ? "1" : "0"),
            ("GrossWet", Text(form.GrossWeight)),
            ("NetWt", Text(form.NetWeight)),
            ("IEDate", Text(form.EntryDate)),
            ("DespDate", Text(form.DepartureDate)),
            ("PromiseItmes", AnswersOf(form.Promises)),
            ("OrigBoxFlag", form.Quarantine?.OriginalContainer == true ? "1" : string.Empty),
            ("SpecDeclFlag", FlagsOf(form.Quarantine?.SpecialBusiness ?? [])),
            ("CmplDschrgDt", Text(form.Quarantine?.DischargeDate)),
        ]);
    }

    private static IEnumerable<(string Name, string Text)> ChargeOf(string prefix, Charge? charge) =>
        charge is null ? [] : [($"{prefix}Mark", charge.Mark), ($"{prefix}Rate", Text(charge.Amount)), ($"{prefix}Curr", charge.Currency)];

    /// <summary>A sign for each question: 1 yes, 0 no, 9 not answered; those behind the last answer are left out.</summary>
    private static string AnswersOf(Promises promises) => string.Concat(
        ((bool?[])[promises.SpecialRelationship, promises.PriceInfluenced, promises.RoyaltyPaid, promises.FormulaPrice, promises.ProvisionalPrice])
            .Select(answer => answer switch { true => '1', false => '0', _ => '9' })).TrimEnd('9');

    /// <summary>A 1 at the place of each code.</summary>
    private static string FlagsOf(ImmutableArray<string> codes)
    {
        var places = codes.Select(code => int.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out var place) ? place : 0).Where(place => place is > 0 and <= 10).ToHashSet();
        return string.Concat(Enumerable.Range(1, places.Count == 0 ? 0 : places.Max()).Select(place => places.Contains(place) ? '1' : '0'));
    }

    private static DecElement LineOf(GoodsItem item, Direction? direction)
    {
        // On export the two countries change places.
        var turned = direction == Direction.Export ? item with { OriginCountry = item.DestinationCountry, DestinationCountry = item.OriginCountry } : item;
        var line = Row("DecList",
        [
            .. DecTables.Line.Of(turned),
            ("GNo", Text(item.Number)),
            ("GQty", Text(item.Quantity)),
            ("DeclPrice", Text(item.UnitPrice)),
            ("DeclTotal", Text(item.TotalPrice)),
            ("FirstQty", Text(item.FirstQuantity)),
            ("SecondQty", Text(item.SecondQuantity)),
            ("ContrItem", Text(item.RecordItemNumber)),
            ("ExgVersion", item.RecordVersion?.ToString(CultureInfo.InvariantCulture) ?? string.Empty),
            ("GoodsAttr", string.Join(',', item.Quarantine?.Attributes ?? [])),
            ("NoDangFlag", item.Quarantine?.DangerousGoods?.NotDangerous == true ? "1" : string.Empty),
        ]);
        if (item.Quarantine is { Permits: [_, ..] permits })
        {
            var table = new DecElement("DecGoodsLimits");
            foreach (var permit in permits)
            {
                table.Add(PermitOf(permit, item.Number));
            }

            Place(line, table);
        }

        return line;
    }

    private static DecElement PermitOf(Permit permit, int line)
    {
        var row = Row("DecGoodsLimit", [.. DecTables.Permit.Of(permit), ("GoodsNo", Text(line)), ("LicWrtofQty", Text(permit.Quantity))]);
        foreach (var vehicle in permit.Vehicles.Reverse())
        {
            Place(row, Row("DecGoodsLimitVin", [.. DecTables.Vehicle.Of(vehicle), ("LicenceNo", permit.Number), ("LicTypeCode", permit.Kind)]));
        }

        return row;
    }

    private static DecElement ContainerOf(Container container) => Row("Container",
    [
        .. DecTables.Container.Of(container),
        ("ContainerWt", Text(container.TareWeight)),
        ("GoodsContaWt", Text(container.LoadedWeight)),
        ("LclFlag", container.LessThanContainerLoad ? "1" : "0"),
        ("GoodsNo", string.Join(',', container.ItemNumbers)),
    ]);

    /// <summary>A row with what is given, in the order of the message.</summary>
    private static DecElement Row(string name, IEnumerable<(string Name, string Text)> texts)
    {
        var row = new DecElement(name);
        foreach (var (element, text) in texts.Where(text => text.Text.Length > 0).OrderBy(text => PlaceOf(name, text.Name)))
        {
            row.Add(new DecElement(element) { Raw = text });
        }

        return row;
    }

    /// <summary>Puts a child of its own before the first that stands behind it in the message.</summary>
    private static void Place(DecElement row, DecElement child)
    {
        var place = PlaceOf(row.Name, child.Name);
        row.Insert(row.Children.TakeWhile(other => PlaceOf(row.Name, other.Name) < place).Count(), child);
    }

    private static int PlaceOf(string table, string element) => DecLayout.PlaceOf(table, element);

    private static void Table(DecElement message, string name, IEnumerable<DecElement> rows)
    {
        var table = new DecElement(name);
        foreach (var row in rows.Where(row => row.Name != "DecMarkLob" || row.Children.Count > 0))
        {
            table.Add(row);
        }

        Given(message, table);
    }

    private static void Given(DecElement message, DecElement table)
    {
        if (table.Children.Count > 0)
        {
            message.Add(table);
        }
    }

    private static string Text(int number) => number == 0 ? string.Empty : number.ToString(CultureInfo.InvariantCulture);

    private static string Text(decimal? number) => number?.ToString(CultureInfo.InvariantCulture) ?? string.Empty;

    private static string Text(DateOnly? day) => day?.ToString("yyyyMMdd", CultureInfo.InvariantCulture) ?? string.Empty;
}
