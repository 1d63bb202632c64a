using System.Collections.Frozen;

namespace Clearance.Declarations.Domain.Codes;

/// <summary>The code lists that the suite ships: what it needs of the official lists, see the README of the service.</summary>
public static class CodeLists
{
    private static readonly char[] s_blanks = [' ', '\n', '\r'];

    /// <summary>Customs offices.</summary>
    public static CodeList CustomsOffices { get; } = CodeList.Named("customs-offices", Codes.Offices.Dalian, Codes.Offices.DirectLevel, Codes.Offices.Others);

    /// <summary>Modes of transport.</summary>
    public static CodeList TransportModes { get; } = CodeList.Named("transport-modes", ShortLists.TransportModes);

    /// <summary>Supervision modes.</summary>
    public static CodeList SupervisionModes { get; } = CodeList.Named("supervision-modes", Regimes.SupervisionModes);

    /// <summary>Natures of levy.</summary>
    public static CodeList LevyNatures { get; } = CodeList.Named("levy-natures", Regimes.LevyNatures);

    /// <summary>Levy modes.</summary>
    public static CodeList LevyModes { get; } = CodeList.Named("levy-modes", ShortLists.LevyModes);

    /// <summary>Terms of transaction.</summary>
    public static CodeList Terms { get; } = CodeList.Named("terms", ShortLists.Terms);

    /// <summary>How freight is stated.</summary>
    public static CodeList FreightMarks { get; } = CodeList.Named("freight-marks", ShortLists.ChargeMarks);

    /// <summary>How insurance and other charges are stated: not by weight.</summary>
    public static CodeList ChargeMarks { get; } = CodeList.Of("charge-marks", ["1", "3"]);

    /// <summary>Units of quantity.</summary>
    public static CodeList Units { get; } = CodeList.Named("units", Codes.Units.All);

    /// <summary>Currencies.</summary>
    public static CodeList Currencies { get; } = CodeList.Named("currencies", ShortLists.Currencies);

    /// <summary>Countries and regions.</summary>
    public static CodeList Countries { get; } = CodeList.Of("countries", Words(Codes.Countries.All));

    /// <summary>Ports: those of the main trading countries, and <c>000</c> of every country.</summary>
    public static CodeList Ports { get; } = CodeList.Of("ports", AllPorts());

    /// <summary>Domestic districts.</summary>
    public static CodeList Districts { get; } = CodeList.Of("districts", Words(Codes.Districts.All));

    /// <summary>Kinds of package.</summary>
    public static CodeList PackageKinds { get; } = CodeList.Named("package-kinds", ShortLists.PackageKinds);

    /// <summary>Container specifications.</summary>
    public static CodeList ContainerSpecifications { get; } = CodeList.Named("container-specifications", ShortLists.ContainerSpecifications);

    /// <summary>Kinds of form.</summary>
    public static CodeList FormKinds { get; } = CodeList.Named("form-kinds", ShortLists.FormKinds);

    /// <summary>Categories of attached documents.</summary>
    public static CodeList DocumentCategories { get; } = CodeList.Of("document-categories", Documents.DocumentKinds.Categories);

    /// <summary>Every list, by name: those above and those of the data file.</summary>
    public static FrozenDictionary<string, CodeList> All { get; } = ((CodeList[])
        [
            CustomsOffices, TransportModes, SupervisionModes, LevyNatures, LevyModes, Terms, FreightMarks, ChargeMarks, Units, Currencies, Countries, Ports, Districts,
            PackageKinds, ContainerSpecifications, FormKinds, DocumentCategories, .. CodeList.FromFile(),
        ]).ToFrozenDictionary(list => list.Name, StringComparer.Ordinal);

    /// <summary>Supervision certificates and licences.</summary>
    public static CodeList Licences { get; } = Of("licences");

    /// <summary>The list with a name.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public static CodeList Of(string name) => All[name];

    private static string[] Words(string text) => text.Split(s_blanks, StringSplitOptions.RemoveEmptyEntries);

    private static IEnumerable<string> AllPorts()
    {
        var country = string.Empty;
        var ports = new List<string>();
        foreach (var word in Words(Codes.Ports.ByCountry))
        {
            if (word.EndsWith(':'))
            {
                country = word[..3];
            }
            else
            {
                ports.Add(country + word);
            }
        }

        return ports.Concat(Words(Codes.Ports.Zones)).Union(Words(Codes.Countries.All).Select(code => $"{code}000"));
    }
}
