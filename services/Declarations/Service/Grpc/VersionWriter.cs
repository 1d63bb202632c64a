using Clearance.Declarations.Domain;
using Clearance.Declarations.Domain.Form;
using Clearance.Hosting;
using Contract = Clearance.Contracts.Declaration.V1;

namespace Clearance.Declarations.Grpc;

/// <summary>Writes what became of an accepted form: its versions, the amendment that waits, the return that is not answered.</summary>
internal static class VersionWriter
{
    /// <summary>Every version, the one of the acceptance first.</summary>
    public static IEnumerable<Contract.DeclarationVersion> Versions(Declaration declaration)
    {
        if (declaration.AcceptTime is not { } accepted)
        {
            yield break;
        }

        yield return new Contract.DeclarationVersion { Name = NameOf(declaration, 0), EffectTime = accepted.ToWire(), Actor = "declarant", Reason = "Accepted." };
        var number = 0;
        foreach (var version in declaration.Versions ?? [])
        {
            number++;
            yield return new Contract.DeclarationVersion
            {
                Name = NameOf(declaration, number),
                Version = number,
                EffectTime = version.Time.ToWire(),
                Actor = version.Actor,
                Reason = version.Reason,
                Changes = { version.Changes.Select(Write) },
            };
        }
    }

    public static Contract.AmendmentRequest Write(Declaration declaration, Amendment amendment) => new()
    {
        RequestTime = amendment.Time.ToWire(),
        Actor = amendment.Actor,
        Reason = amendment.Reason,
        Changes = { FormDifference.Between(declaration.Form, FormPatch.Apply(declaration.Form, amendment.Form, amendment.Paths)).Select(Write) },
    };

    public static Contract.ReturnSummary Write(Return returned) => new()
    {
        ReturnTime = returned.Time.ToWire(), Reason = returned.Reason, AnswerDueDate = returned.AnswerDueDate.ToWire(),
    };

    private static Contract.FieldChange Write(FieldChange change) => new() { Field = change.Field, Before = change.Before, After = change.After };

    private static string NameOf(Declaration declaration, int version) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{DeclarationsTables.NameOf(declaration.Key)}/versions/{version}");
}
