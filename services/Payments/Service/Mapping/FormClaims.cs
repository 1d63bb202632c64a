using Clearance.Contracts.Declaration.Events.V1;
using Clearance.Payments.Domain.Tariffs;

namespace Clearance.Payments.Mapping;

/// <summary>
/// What the certificates of a form claim for its lines: an origin certificate (code Y, its number begins with the agreement in angle brackets)
/// the rate of the agreement, a certificate of the tariff quota (t, q, e) the rate inside the quota. A certificate whose paper is still to
/// be replenished proves nothing yet: the form is assessed without it.
/// </summary>
internal readonly record struct FormClaims(string? Agreement, bool InQuota)
{
    private const string OriginEvidence = "ORIGIN_EVIDENCE";

    public static FormClaims Of(DeclarationAccepted accepted)
    {
        if (accepted.Licences.Count == 0)
        {
            return default;
        }

        var origin = accepted.MissingDocuments.Contains(OriginEvidence) ? null : accepted.Licences.FirstOrDefault(licence => licence.Code == "Y");
        return new FormClaims(AgreementOf(origin?.Number), accepted.Licences.Any(licence => licence.Code is "t" or "q" or "e"));
    }

    private static string? AgreementOf(string? number) => number is ['<', _, _, '>', ..] ? TradeAgreement.Find(number[1..3])?.Code : null;
}
