namespace Clearance.Kernel;

/// <summary>Holidays and worked weekend days as the State Council's yearly notices arrange them.</summary>
internal static class HolidayNotices
{
    /// <summary>Periods without work, first and last day.</summary>
    internal static IReadOnlyList<(DateOnly First, DateOnly Last)> Holidays { get; } =
    [
        Period(2018, 1, 1, 1, 1), Period(2018, 2, 15, 2, 21), Period(2018, 4, 5, 4, 7), Period(2018, 4, 29, 5, 1),
        Period(2018, 6, 16, 6, 18), Period(2018, 9, 22, 9, 24), Period(2018, 10, 1, 10, 7), Period(2018, 12, 30, 12, 31),
        Period(2019, 1, 1, 1, 1), Period(2019, 2, 4, 2, 10), Period(2019, 4, 5, 4, 7), Period(2019, 5, 1, 5, 4),
        Period(2019, 6, 7, 6, 9), Period(2019, 9, 13, 9, 15), Period(2019, 10, 1, 10, 7),
        Period(2020, 1, 1, 1, 1), Period(2020, 1, 24, 2, 2), Period(2020, 4, 4, 4, 6), Period(2020, 5, 1, 5, 5),
        Period(2020, 6, 25, 6, 27), Period(2020, 10, 1, 10, 8),
        Period(2021, 1, 1, 1, 3), Period(2021, 2, 11, 2, 17), Period(2021, 4, 3, 4, 5), Period(2021, 5, 1, 5, 5),
        Period(2021, 6, 12, 6, 14), Period(2021, 9, 19, 9, 21), Period(2021, 10, 1, 10, 7),
        Period(2022, 1, 1, 1, 3), Period(2022, 1, 31, 2, 6), Period(2022, 4, 3, 4, 5), Period(2022, 4, 30, 5, 4),
        Period(2022, 6, 3, 6, 5), Period(2022, 9, 10, 9, 12), Period(2022, 10, 1, 10, 7), Period(2022, 12, 31, 12, 31),
        Period(2023, 1, 1, 1, 2), Period(2023, 1, 21, 1, 27), Period(2023, 4, 5, 4, 5), Period(2023, 4, 29, 5, 3),
        Period(2023, 6, 22, 6, 24), Period(2023, 9, 29, 10, 6), Period(2023, 12, 30, 12, 31),
        Period(2024, 1, 1, 1, 1), Period(2024, 2, 10, 2, 17), Period(2024, 4, 4, 4, 6), Period(2024, 5, 1, 5, 5),
        Period(2024, 6, 8, 6, 10), Period(2024, 9, 15, 9, 17), Period(2024, 10, 1, 10, 7),
        Period(2025, 1, 1, 1, 1), Period(2025, 1, 28, 2, 4), Period(2025, 4, 4, 4, 6), Period(2025, 5, 1, 5, 5),
        Period(2025, 5, 31, 6, 2), Period(2025, 10, 1, 10, 8),
        Period(2026, 1, 1, 1, 3), Period(2026, 2, 15, 2, 23), Period(2026, 4, 4, 4, 6), Period(2026, 5, 1, 5, 5),
        Period(2026, 6, 19, 6, 21), Period(2026, 9, 25, 9, 27), Period(2026, 10, 1, 10, 7),
    ];

    /// <summary>Saturdays and Sundays that are worked.</summary>
    internal static IReadOnlyList<DateOnly> WorkedWeekends { get; } =
    [
        new(2018, 2, 11), new(2018, 2, 24), new(2018, 4, 8), new(2018, 4, 28), new(2018, 9, 29), new(2018, 9, 30), new(2018, 12, 29),
        new(2019, 2, 2), new(2019, 2, 3), new(2019, 4, 28), new(2019, 5, 5), new(2019, 9, 29), new(2019, 10, 12),
        new(2020, 1, 19), new(2020, 4, 26), new(2020, 5, 9), new(2020, 6, 28), new(2020, 9, 27), new(2020, 10, 10),
        new(2021, 2, 7), new(2021, 2, 20), new(2021, 4, 25), new(2021, 5, 8), new(2021, 9, 18), new(2021, 9, 26), new(2021, 10, 9),
        new(2022, 1, 29), new(2022, 1, 30), new(2022, 4, 2), new(2022, 4, 24), new(2022, 5, 7), new(2022, 10, 8), new(2022, 10, 9),
        new(2023, 1, 28), new(2023, 1, 29), new(2023, 4, 23), new(2023, 5, 6), new(2023, 6, 25), new(2023, 10, 7), new(2023, 10, 8),
        new(2024, 2, 4), new(2024, 2, 18), new(2024, 4, 7), new(2024, 4, 28), new(2024, 5, 11), new(2024, 9, 14), new(2024, 9, 29), new(2024, 10, 12),
        new(2025, 1, 26), new(2025, 2, 8), new(2025, 4, 27), new(2025, 9, 28), new(2025, 10, 11),
        new(2026, 1, 4), new(2026, 2, 14), new(2026, 2, 28), new(2026, 5, 9), new(2026, 9, 20), new(2026, 10, 10),
    ];

    private static (DateOnly First, DateOnly Last) Period(int year, int month, int day, int lastMonth, int lastDay) =>
        (new DateOnly(year, month, day), new DateOnly(year, lastMonth, lastDay));
}
