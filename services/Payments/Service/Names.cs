using Clearance.Kernel;
using Clearance.Payments.Domain;

namespace Clearance.Payments;

/// <summary>Resource names and the keys in them.</summary>
internal static class Names
{
    public const string Declarations = "declarations";
    public const string Assessments = "assessments";
    public const string TaxBills = "taxBills";
    public const string Agreements = "agreements";
    public const string PaymentInstructions = "paymentInstructions";
    public const string BankStatements = "bankStatements";
    public const string LedgerClosings = "ledgerClosings";
    public const string Refunds = "refunds";
    public const string TariffLines = "tariffLines";
    public const string Tariffs = "tariffs";

    public static string Declaration(string key) => $"{Declarations}/{key}";

    public static string TaxBill(string key) => $"{TaxBills}/{key}";

    public static string Refund(string key) => $"{Refunds}/{key}";

    /// <summary>The key of what there is one of for each day, e.g. <c>2018-10-23</c>.</summary>
    public static string DayKey(DateOnly date) => date.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The key in a name that a caller sent.</summary>
    /// <exception cref="RefusedException">It is not a name of the collection.</exception>
    public static string KeyOf(string collection, string name, string field = "name") => Key(collection, name)
        ?? throw new RefusedException(Refusal.Invalid(
            Reasons.FieldsInvalid,
            $"{field} is not a name of {collection}.",
            new Violation(field, Reasons.ValueMalformed, $"'{name}' is not a name of {collection}.", $"Send {collection}/ and the id, as an answer gave it.")
            {
                TextZh = "资源名称有误，请按返回的名称填写。",
            }));

    /// <summary>The key in the name of a declaration that an event carries.</summary>
    /// <exception cref="FormatException">It is none; the event becomes a dead letter.</exception>
    public static string KeyOfDeclaration(string name) => Key(Declarations, name)
        ?? throw new FormatException($"'{name}' is not the name of a declaration.");

    /// <summary>The key in a name; null when it is not a name of the collection.</summary>
    public static string? Key(string collection, string name) =>
        name.Split('/') is [var given, { Length: > 0 and <= 64 } key] && given == collection ? key : null;
}
