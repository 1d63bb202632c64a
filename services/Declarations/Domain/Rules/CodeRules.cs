using System.Collections.Immutable;
using Clearance.Declarations.Domain.Codes;
using Clearance.Declarations.Domain.Form;

namespace Clearance.Declarations.Domain.Rules;

/// <summary>Every code of the form is a code of its list, in force on the day.</summary>
internal static class CodeRules
{
    private static readonly TextField<DeclarationForm>[] s_header = Listed(HeaderFields.Texts);
    private static readonly TextField<GoodsItem>[] s_items = Listed(ItemFields.Texts);
    private static readonly TextField<Container>[] s_containers = Listed(ContainerFields.Texts);
    private static readonly TextField<LicenceDocument>[] s_licences = Listed(RowFields.Licences);
    private static readonly TextField<Attachment>[] s_attachments = Listed(RowFields.Attachments);
    private static readonly TextField<OtherPackage>[] s_otherPackages = Listed(RowFields.OtherPackages);
    private static readonly TextField<Qualification>[] s_qualifications = Listed(RowFields.Qualifications);
    private static readonly TextField<RequestedCertificate>[] s_certificates = Listed(RowFields.Certificates);
    private static readonly TextField<Permit>[] s_permits = Listed(RowFields.Permits);

    internal static void Check(DeclarationForm form, CodeBook codes, DateOnly day, FormReport report)
    {
        var check = new Checker(codes, day, form.Direction, report);
        check.Record(s_header, form, string.Empty);
        check.Rows(s_items, form.Items, "items", DeclarationForm.MaxItems);
        check.Rows(s_containers, form.Containers, "containers", ContainerRules.MaxContainers);
        check.Rows(s_licences, form.Licences, "licences");
        check.Rows(s_attachments, form.Attachments, "attachments");
        check.Rows(s_otherPackages, form.OtherPackages, "other_packages");
        foreach (var (charge, path) in new[] { (form.Freight, "freight"), (form.Insurance, "insurance"), (form.OtherCharges, "other_charges") })
        {
            if (charge is { Currency.Length: > 0 })
            {
                check.Code($"{path}.currency", charge.Currency, FormCatalogue.At($"{path}.currency"));
            }
        }

        if (form.Quarantine is { } block)
        {
            check.Rows(s_qualifications, block.Qualifications, "quarantine.qualifications");
            check.Rows(s_certificates, block.Certificates, "quarantine.certificates");
            check.Codes(block.SpecialBusiness, "quarantine.special_business", FormCatalogue.At("quarantine.special_business"));
        }

        for (var index = 0; index < Math.Min(form.Items.Length, DeclarationForm.MaxItems); index++)
        {
            if (form.Items[index].Quarantine is { } goods)
            {
                check.Codes(goods.Attributes, $"items[{index}].quarantine.attributes", FormCatalogue.At("items.quarantine.attributes"));
                check.Rows(s_permits, goods.Permits, $"items[{index}].quarantine.permits");
            }
        }
    }

    private static TextField<T>[] Listed<T>(IReadOnlyList<TextField<T>> fields) => [.. fields.Where(field => field.List is not null)];

    private sealed class Checker(CodeBook codes, DateOnly day, Direction? direction, FormReport report)
    {
        internal void Rows<T>(TextField<T>[] fields, ImmutableArray<T> rows, string path, int most = PaperRules.MostPapers)
        {
            for (var index = 0; index < Math.Min(rows.Length, most); index++)
            {
                Record(fields, rows[index], $"{path}[{index}].");
            }
        }

        internal void Record<T>(TextField<T>[] fields, T record, string at)
        {
            foreach (var field in fields)
            {
                // What is too long or must stay empty is said by the rule of shape.
                if (field.Read(record) is { Length: > 0 } value && value.Length <= field.MaxLength && field.NeedFor(direction) != Need.Never)
                {
                    Code(at, field.Path, value, field.List!.Name, field.Code, field.English, field.Chinese);
                }
            }
        }

        internal void Codes(ImmutableArray<string> values, string path, FormField field)
        {
            for (var index = 0; index < Math.Min(values.Length, PaperRules.MostPapers); index++)
            {
                Code($"{path}[{index}]", values[index], field);
            }
        }

        internal void Code(string path, string value, FormField field) => Code(path, string.Empty, value, field.List, field.Code, field.English, field.Chinese);

        private void Code(string at, string path, string value, string name, string code, string english, string chinese)
        {
            var list = codes.Find(name)!;
            if (list.Find(value) is not { } entry)
            {
                report.Add(at + path, $"{code}_UNKNOWN", $"{english} '{FormReport.Quote(value)}' is not a code of the list {name}.", $"{chinese}“{FormReport.Quote(value)}”不在代码表中。", list.Suggestion);
            }
            else if (!entry.HoldsOn(day))
            {
                report.Add(at + path, $"{code}_NOT_IN_FORCE", $"{english} '{value}' is not in force on {day:yyyy-MM-dd}.", $"{chinese}“{value}”在申报当日无效。", list.Suggestion);
            }
        }
    }
}
