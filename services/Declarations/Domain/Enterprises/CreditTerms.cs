using System.Collections.Immutable;

namespace Clearance.Declarations.Domain.Enterprises;

/// <summary>
/// What a credit class means, as one dated table (DOMAIN 14): a form is judged by the row of its day. Releases holds its risk rules
/// to the same share of inspections, since it draws the goods that are inspected.
/// </summary>
/// <param name="Class">The class.</param>
/// <param name="From">First day on which the row counts.</param>
/// <param name="InspectionPercent">Inspections of its goods, at most, in percent of those of general credit; null when all may be inspected.</param>
/// <param name="Security">True when its goods may be released under a guarantee, be it for one form or for the taxes of a month (Ann. 2017 No. 45, 2018 No. 155).</param>
/// <param name="Replenishment">True when its goods may be released before the documents are complete.</param>
/// <param name="TwoStep">True when its imports may be declared in two steps, from the first day of the rule TWO-STEP on.</param>
/// <param name="Source">Where the row comes from.</param>
public sealed record CreditTerms(CreditClass Class, DateOnly From, int? InspectionPercent, bool Security, bool Replenishment, bool TwoStep, string Source)
{
    private static readonly DateOnly s_decree237 = new(2018, 5, 1);

    /// <summary>Every row, oldest first, the best class first.</summary>
    public static ImmutableArray<CreditTerms> Table { get; } =
    [
        new(CreditClass.AdvancedCertified, s_decree237, 20, true, true, true, "GACC Decree 237; Ann. 2017 No. 45; Ann. 2018 No. 155; Ann. 2019 No. 216; trial of Dalian 2018"),
        new(CreditClass.GeneralCertified, s_decree237, 50, true, true, true, "GACC Decree 237; Ann. 2017 No. 45; Ann. 2018 No. 155; Ann. 2019 No. 216; trial of Dalian 2018"),
        new(CreditClass.General, s_decree237, 100, true, false, true, "GACC Decree 237; Ann. 2017 No. 45; Ann. 2018 No. 155; Ann. 2019 No. 216"),
        new(CreditClass.Discredited, s_decree237, null, false, false, false, "GACC Decree 237; Ann. 2017 No. 45; Ann. 2018 No. 155; Ann. 2019 No. 216"),
    ];

    /// <summary>The row of a class on a day; that of its first day for earlier ones.</summary>
    public static CreditTerms Of(CreditClass @class, DateOnly day) =>
        Table.LastOrDefault(row => row.Class == @class && row.From <= day) ?? Table.First(row => row.Class == @class);

    /// <summary>The rows in force on a day, the best class first.</summary>
    public static IEnumerable<CreditTerms> On(DateOnly day) => Enum.GetValues<CreditClass>().Select(@class => Of(@class, day));
}
