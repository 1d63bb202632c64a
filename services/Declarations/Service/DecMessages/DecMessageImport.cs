using System.Collections.Immutable;
using Clearance.Contracts.Declaration.V1;
using Clearance.Declarations.Domain.Form;
using Clearance.Kernel;

namespace Clearance.Declarations.DecMessages;

/// <summary>A DecMessage as a form: the same form that JSON gives, so that everything after it is the same.</summary>
/// <param name="Form">The form.</param>
/// <param name="Malformed">Values that could not be read.</param>
/// <param name="Warnings">What is not carried into the form.</param>
/// <param name="Rest">What the message says beyond the form, packed: with it the form becomes the same message again.</param>
/// <param name="IsDraft">True when the message asks to save and not to declare.</param>
internal sealed record DecMessageImport(
    DeclarationForm Form, ImmutableArray<Violation> Malformed, IReadOnlyList<ImportWarning> Warnings, string Rest, bool IsDraft)
{
    private const int MostWarnings = 200;

    /// <summary>Reads the bytes of a message.</summary>
    /// <exception cref="RefusedException">They are no message, or it asks for what goods declarations do not have.</exception>
    public static DecMessageImport Read(ReadOnlyMemory<byte> bytes)
    {
        var message = DecReader.Read(bytes);
        if (message.Name != "DecMessage" || message.Child("DecHead") is not { } head)
        {
            throw DecReader.Malformed("it is no DecMessage with a DecHead.");
        }

        if (message.Children.Any(child => child.Name.StartsWith("Trn", StringComparison.Ordinal) && child.Children.Count > 0) || head.Child("DeclTrnRel")?.Text is not (null or "" or "0"))
        {
            throw Unsupported("transit forms are not taken in here; declare the goods without a transit form.");
        }

        var draft = (message.Child("DecSign")?.Child("OperType")?.Text ?? string.Empty) switch
        {
            "" or "C" => false,
            "A" or "G" => true,
            var other => throw Unsupported($"DecSign/OperType {other} is none of A, C, G."),
        };
        var values = new DecValues();
        var warnings = new List<ImportWarning>();
        var form = DecMapping.FormOf(message, head, values);
        DecInventory.Check(message, warnings);
        var rest = DecRest.Of(message, DecForm.MessageOf(form)).Pack();
        return rest.Length <= DecLimits.MostKept
            ? new DecMessageImport(form, [.. values.Malformed], [.. warnings.Take(MostWarnings)], rest, draft)
            : throw DecReader.TooLarge($"The message says {rest.Length} bytes beyond the form; {DecLimits.MostKept} are kept.");
    }

    private static RefusedException Unsupported(string what) => new(Refusal.Invalid(
        "OPERATION_UNSUPPORTED",
        $"The message asks for something else than a goods declaration: {what}",
        new Violation("message", "OPERATION_UNSUPPORTED", what, "Send a goods declaration with DecSign/OperType A, C or G.") { TextZh = "不支持该报文操作类型。" })
        with { MessageZh = "不支持该报文操作类型。" });
}
