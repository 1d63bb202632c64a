using Clearance.Declarations.Domain.Enterprises;
using Clearance.Declarations.Domain.Form;
using Clearance.Kernel;

namespace Clearance.Declarations.Domain;

/// <summary>Names of the aggregates of this service, and how one finds another.</summary>
public static class Aggregates
{
    /// <summary>Name of the declarations.</summary>
    public const string Declarations = "declaration";

    /// <summary>Name of the enterprises.</summary>
    public const string Enterprises = "enterprise";

    /// <summary>Name of the webhook endpoints.</summary>
    public const string Webhooks = "webhook_endpoint";

    /// <summary>Name of the parameter tables.</summary>
    public const string CodeTables = "code_table";

    /// <summary>Name of the serials.</summary>
    public const string Serials = "serial";

    /// <summary>A declaration by its key.</summary>
    public static Address<DeclarationMessage> Declaration(string key) => new(Declarations, key);

    /// <summary>An enterprise by its USCC.</summary>
    public static Address<EnterpriseMessage> Enterprise(string uscc) => new(Enterprises, uscc);

    /// <summary>The serial of the unified numbers of a direction and year.</summary>
    public static Address<SerialMessage> UnifiedSerial(string letter, int year) => new(Serials, $"unified-{letter}-{year}");

    /// <summary>The serial of the declaration numbers of an office, year and direction.</summary>
    public static Address<SerialMessage> DeclarationSerial(string office, int year, string flag) => new(Serials, $"declaration-{office}-{year}-{flag}");

    /// <summary>The serials that number a form which is lodged in a year.</summary>
    public static IReadOnlyList<Address<SerialMessage>> SerialsOf(DeclarationForm form, int year) =>
        [UnifiedSerial(Submitting.LetterOf(form), year), DeclarationSerial(form.CustomsOffice, year, Submitting.FlagOf(form))];
}
