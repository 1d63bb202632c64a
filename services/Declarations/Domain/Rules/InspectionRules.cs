using Clearance.Declarations.Domain.Form;

namespace Clearance.Declarations.Domain.Rules;

/// <summary>What a form says for goods under statutory inspection: conditions A on import, B on export (DOMAIN 1.2, item 2). Lines are judged one by one.</summary>
internal static class InspectionRules
{
    private static readonly string[] s_header =
        ["quarantine.accept_authority", "quarantine.certificate_authority", "quarantine.port_authority", "trader.quarantine_code", "declarant.quarantine_code", "marks"];

    internal static void Check(DeclarationForm form, IReadOnlyList<int> lines, FormReport report)
    {
        foreach (var path in s_header)
        {
            Needed(path, form, report);
        }

        if (form.Direction == Direction.Import)
        {
            Needed("quarantine.destination_authority", form, report);
            if (form.Transport.Mode == "2")
            {
                Needed("quarantine.bill_of_lading", form, report);
            }

            if (form.DepartureDate is null)
            {
                report.Missing("departure_date", "DEPARTURE_DATE", "Day of departure", "启运日期");
            }
        }

        foreach (var line in lines)
        {
            var (item, at) = (form.Items[line], $"items[{line}].");
            foreach (var path in (string[])["quarantine_code", "quarantine.purpose"])
            {
                var field = ItemFields.TextAt(path);
                if (field.Read(item).Length == 0)
                {
                    report.Missing(at + path, field.Code, field.English, field.Chinese);
                }
            }

            if (item.Quarantine is not { Attributes.Length: > 0 })
            {
                report.Missing($"{at}quarantine.attributes", "GOODS_ATTRIBUTE", "Goods attributes", "货物属性");
            }
        }
    }

    private static void Needed(string path, DeclarationForm form, FormReport report)
    {
        var field = HeaderFields.TextAt(path);
        if (field.Read(form).Length == 0)
        {
            report.Missing(path, field.Code, field.English, field.Chinese);
        }
    }
}
