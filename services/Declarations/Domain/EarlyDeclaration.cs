using Clearance.Declarations.Domain.Form;
using Clearance.Kernel;

namespace Clearance.Declarations.Domain;

/// <summary>
/// Declaring before the goods are there (DOMAIN 6): how long customs waits for them by mode of transport, and the day whose rates apply.
/// An export may be declared up to 3 days before its goods reach the place (Announcement 2014 No. 74); the days for imports are
/// parameters of our own, since the sources name none.
/// </summary>
public static class EarlyDeclaration
{
    private const int DaysForExport = 3;

    /// <summary>Modes of transport with the days within which goods declared early must arrive.</summary>
    private static readonly Dictionary<string, int> s_daysForImport = new(StringComparer.Ordinal)
    {
        ["2"] = 30, // water: the manifest stands 24 hours before loading, and a voyage takes weeks
        ["3"] = 15, // rail
        ["4"] = 7, // road: the window is short
        ["5"] = 7, // air: the manifest stands hours before the arrival
    };

    /// <summary>When goods that have not arrived by then are given up; null where nothing crosses the border.</summary>
    public static DateTimeOffset? EndOfWaiting(DeclarationForm form, DateTimeOffset accepted) =>
        form.Transport.BillOfLading.Length > 0 && s_daysForImport.TryGetValue(form.Transport.Mode, out var days)
            ? CustomsTime.StartOf(CustomsTime.DateOf(accepted).AddDays((form.Direction == Direction.Export ? DaysForExport : days) + 1))
            : null;

    /// <summary>
    /// The day on which the means of transport of an import declared entry, when it is later than the acceptance: then its rates apply
    /// (Decree 124, article 13). It is the day of the form, or else that of the arrival. Null when the rates of the acceptance stay.
    /// </summary>
    public static DateOnly? EntryDay(DeclarationForm form, DateTimeOffset accepted, DateTimeOffset arrived)
    {
        var (acceptance, arrival) = (CustomsTime.DateOf(accepted), CustomsTime.DateOf(arrived));
        var entry = form.EntryDate is { } stated && stated > acceptance && stated <= arrival ? stated : arrival;
        return form.Direction == Direction.Import && entry > acceptance && !(form.EntryDate <= acceptance) ? entry : null;
    }
}
