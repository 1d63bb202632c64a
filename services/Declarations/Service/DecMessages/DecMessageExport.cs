using System.Text;
using System.Text.Json;
using Clearance.Declarations.Domain;
using Clearance.Engine;

namespace Clearance.Declarations.DecMessages;

/// <summary>A declaration as a DecMessage: the one that it came as, with what has changed since; or one made of the form alone.</summary>
internal sealed class DecMessageExport(IReader<DeclarationsDefinition> reader)
{
    /// <summary>The bytes of the message.</summary>
    /// <param name="declaration">The declaration.</param>
    /// <param name="numbers">True to write the numbers that customs has given.</param>
    /// <param name="encoding">Encoding of the bytes.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<byte[]> WriteAsync(Declaration declaration, bool numbers, Encoding encoding, CancellationToken cancellationToken) =>
        DecWriter.Write(Of(declaration, await RestAsync(declaration.Key, cancellationToken), numbers), encoding);

    /// <summary>The message of a declaration and of what its message said beyond the form; null where there was none.</summary>
    public static DecElement Of(Declaration declaration, DecRest? rest, bool numbers)
    {
        var plain = DecForm.MessageOf(declaration.Form);
        var head = plain.Children[0];
        if (numbers)
        {
            Put(head, "SeqNo", declaration.UnifiedNumber);
            Put(head, "EntryId", declaration.DeclarationNumber);
            Put(head, "PreEntryId", declaration.DeclarationNumber);
        }

        if (rest is not null)
        {
            return rest.With(plain);
        }

        plain.Set("Version", DecLimits.Version);
        Put(head, "EdiId", "1");
        Put(head, "DeclTrnRel", "0");
        Put(head, "CopCode", declaration.Form.Declarant.CustomsCode);
        Put(head, "CopName", declaration.Form.Declarant.Name);
        Put(head, "CopCodeScc", declaration.Form.Declarant.Uscc);
        Put(Sign(plain), "OperType", declaration.Stage == Stage.Draft ? "G" : "C");
        return plain;
    }

    /// <summary>
    /// The rest lies with the message that opened the declaration, in the journal: it is asked for here only, and the state, which is written
    /// with every step, does not grow by it.
    /// </summary>
    private async Task<DecRest?> RestAsync(string key, CancellationToken cancellationToken)
    {
        var journal = await reader.JournalAsync(DeclarationsTables.Declarations, key, cancellationToken);
        return JsonSerializer.Deserialize(journal[0].Message, DeclarationsJson.Default.DeclarationMessage) switch
        {
            LodgeDeclaration { MessageRest: { } rest } => DecRest.Unpack(rest),
            CreateDeclaration { MessageRest: { } rest } => DecRest.Unpack(rest),
            _ => null,
        };
    }

    private static DecElement Sign(DecElement message)
    {
        if (message.Child("DecSign") is { } there)
        {
            return there;
        }

        var sign = new DecElement("DecSign");
        message.Insert(message.Children.TakeWhile(table => table.Name != "EdocRealation").Count(), sign);
        return sign;
    }

    private static void Put(DecElement row, string name, string text)
    {
        if (text.Length > 0)
        {
            var place = DecLayout.PlaceOf(row.Name, name);
            row.Insert(row.Children.TakeWhile(other => DecLayout.PlaceOf(row.Name, other.Name) < place).Count(), new DecElement(name) { Raw = text });
        }
    }
}
