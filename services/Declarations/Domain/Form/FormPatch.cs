using System.Collections.Frozen;
using F = Clearance.Declarations.Domain.Form.DeclarationForm;

namespace Clearance.Declarations.Domain.Form;

/// <summary>Changes single top-level fields of a form, by their names in proto spelling.</summary>
public static class FormPatch
{
    private static readonly FrozenDictionary<string, Func<F, F, F>> s_fields = new Dictionary<string, Func<F, F, F>>
    {
        ["direction"] = (form, given) => form with { Direction = given.Direction },
        ["trader"] = (form, given) => form with { Trader = given.Trader },
        ["owner"] = (form, given) => form with { Owner = given.Owner },
        ["declarant"] = (form, given) => form with { Declarant = given.Declarant },
        ["overseas_party"] = (form, given) => form with { OverseasParty = given.OverseasParty },
        ["transport"] = (form, given) => form with { Transport = given.Transport },
        ["freight"] = (form, given) => form with { Freight = given.Freight },
        ["insurance"] = (form, given) => form with { Insurance = given.Insurance },
        ["other_charges"] = (form, given) => form with { OtherCharges = given.OtherCharges },
        ["package_count"] = (form, given) => form with { PackageCount = given.PackageCount },
        ["other_packages"] = (form, given) => form with { OtherPackages = given.OtherPackages },
        ["gross_weight"] = (form, given) => form with { GrossWeight = given.GrossWeight },
        ["net_weight"] = (form, given) => form with { NetWeight = given.NetWeight },
        ["promises"] = (form, given) => form with { Promises = given.Promises },
        ["self_payment"] = (form, given) => form with { SelfPayment = given.SelfPayment },
        ["stated_tax"] = (form, given) => form with { StatedTax = given.StatedTax },
        ["security"] = (form, given) => form with { Security = given.Security },
        ["entry_date"] = (form, given) => form with { EntryDate = given.EntryDate },
        ["departure_date"] = (form, given) => form with { DepartureDate = given.DepartureDate },
        ["items"] = (form, given) => form with { Items = given.Items },
        ["containers"] = (form, given) => form with { Containers = given.Containers },
        ["licences"] = (form, given) => form with { Licences = given.Licences },
        ["surety_release"] = (form, given) => form with { SuretyRelease = given.SuretyRelease },
        ["summary"] = (form, given) => form with { Summary = given.Summary },
        ["marks_file"] = (form, given) => form with { MarksFile = given.MarksFile },
        ["quarantine"] = (form, given) => form with { Quarantine = given.Quarantine },
        ["attachments"] = (form, given) => form with { Attachments = given.Attachments },
    }
    .Concat(HeaderFields.Texts
        .Where(field => !field.Path.Contains('.', StringComparison.Ordinal))
        .Select(field => KeyValuePair.Create<string, Func<F, F, F>>(field.Path, (form, given) => field.Write(form, field.Read(given)))))
    .ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Every field that can be changed.</summary>
    public static IReadOnlyCollection<string> Paths => s_fields.Keys;

    /// <summary>The form with the named fields of the given one.</summary>
    public static F Apply(F form, F given, IEnumerable<string> paths) =>
        paths.Aggregate(form, (current, path) => s_fields[path](current, given));
}
