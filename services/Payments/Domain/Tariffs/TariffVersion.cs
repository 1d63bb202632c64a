using System.Text.Json.Serialization;
using Clearance.Kernel;

namespace Clearance.Payments.Domain.Tariffs;

/// <summary>
/// A version of the tariff as it is listed. The lines themselves are in the message that imported it, which the journal keeps and chains:
/// they are written once, never changed, and read again by every replica that needs them.
/// </summary>
/// <param name="Id">Id, e.g. <c>official-2019</c>.</param>
/// <param name="EffectiveDate">First day of acceptance that it is used for.</param>
/// <param name="Note">What the importer noted.</param>
/// <param name="LineCount">Lines.</param>
/// <param name="CodeCount">Commodity codes.</param>
/// <param name="ContentHash">SHA-256 of the CSV, hexadecimal.</param>
/// <param name="Importer">Subject of the importer.</param>
/// <param name="CreateTime">When it was imported.</param>
public sealed record TariffVersion(
    string Id, DateOnly EffectiveDate, string Note, int LineCount, int CodeCount, string ContentHash, string Importer, DateTimeOffset CreateTime)
{
    /// <summary>The version that counts on a day: the latest first day of use, among equals the one imported last; null when none has begun.</summary>
    /// <param name="newestFirst">Versions in the order of <see cref="NewestFirst"/>.</param>
    /// <param name="date">Day of acceptance.</param>
    public static TariffVersion? On(IReadOnlyList<TariffVersion> newestFirst, DateOnly date)
    {
        for (var i = 0; i < newestFirst.Count; i++)
        {
            if (newestFirst[i].EffectiveDate <= date)
            {
                return newestFirst[i];
            }
        }

        return null;
    }

    /// <summary>Versions in the order in which they are asked whether they count.</summary>
    public static IReadOnlyList<TariffVersion> NewestFirst(IEnumerable<TariffVersion> versions) =>
        [.. versions.OrderByDescending(version => version.EffectiveDate).ThenByDescending(version => version.CreateTime).ThenByDescending(version => version.Id, StringComparer.Ordinal)];
}

/// <summary>A message to a version of the tariff.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(ImportTariff), "import_tariff")]
public abstract record TariffMessage;

/// <summary>A whole tariff, read and found right.</summary>
/// <param name="Tariff">Id of the version.</param>
/// <param name="EffectiveDate">First day of acceptance that it is used for.</param>
/// <param name="Note">What the importer noted.</param>
/// <param name="LineCount">Lines.</param>
/// <param name="CodeCount">Commodity codes.</param>
/// <param name="ContentHash">SHA-256 of the CSV, hexadecimal.</param>
/// <param name="Content">The CSV, packed with gzip.</param>
public sealed record ImportTariff(
    string Tariff, DateOnly EffectiveDate, string Note, int LineCount, int CodeCount, string ContentHash, byte[] Content) : TariffMessage;

/// <summary>Decides for versions of the tariff: they come into being and never change.</summary>
public static class TariffRules
{
    /// <summary>What follows from a message.</summary>
    public static Decision<TariffVersion> Decide(TariffVersion? state, TariffMessage message, Occasion occasion) => (state, message) switch
    {
        (null, ImportTariff import) => new TariffVersion(
            import.Tariff, import.EffectiveDate, import.Note, import.LineCount, import.CodeCount, import.ContentHash, occasion.Actor.Subject, occasion.Time),
        _ => Refusal.Exists(Reasons.TariffExists, $"There is a tariff '{state?.Id}' already, and a version is never changed. Import this one under another id."),
    };
}
