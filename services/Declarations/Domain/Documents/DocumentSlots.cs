using System.Collections.Immutable;
using Clearance.Declarations.Domain.Form;
using Clearance.Kernel;

namespace Clearance.Declarations.Domain.Documents;

/// <summary>One kind of document of one declaration: why it is asked for, and the file that came in.</summary>
public sealed record DocumentSlot(DocumentKind Kind, bool Required, string Reason)
{
    /// <summary>What came in; null while awaited.</summary>
    public StoredFile? File { get; init; }
}

/// <summary>A file in a slot: uploaded (with its hash), or lying with the single window (with its reference).</summary>
public sealed record StoredFile(string FileName, string MediaType, long Size, string Sha256, string Reference, DateTimeOffset Time);

/// <summary>
/// Which documents a form needs, as a dated table: a form is judged by the rules of its day. In 2018 an import still needs its invoice
/// and its transport document; everything else comes when asked for (DOMAIN 2.1).
/// </summary>
public static class DocumentSlots
{
    private static readonly Rule[] s_rules =
    [
        new(new DateOnly(2018, 8, 1), DocumentKind.Invoice, "every import", form => form.Direction == Direction.Import),
        new(new DateOnly(2018, 8, 1), DocumentKind.BillOfLading, "imports by sea, rail, air and post", form => form is { Direction: Direction.Import, Transport.Mode: "2" or "3" or "5" or "6" }),
        new(new DateOnly(2018, 8, 1), DocumentKind.CargoList, "imports by road", form => form is { Direction: Direction.Import, Transport.Mode: "4" }),
        new(new DateOnly(2018, 8, 1), DocumentKind.OriginEvidence, "imports with an origin certificate (code Y)", form => form.Direction == Direction.Import && form.Licences.Any(licence => licence.Code == "Y")),
    ];

    /// <summary>The slots of a form: those that the rules of the day ask for, those that its attachments fill, and files that were there before.</summary>
    public static ImmutableArray<DocumentSlot> For(DeclarationForm form, ImmutableArray<DocumentSlot> before, DateTimeOffset now)
    {
        var today = CustomsTime.DateOf(now);
        // The papers come with the second step.
        var required = s_rules.Where(rule => form.Summary != true && rule.From <= today && rule.Applies(form)).DistinctBy(rule => rule.Kind).ToArray();
        var slots = required.Select(rule => new DocumentSlot(rule.Kind, true, $"Needed for {rule.Why}.")).ToList();
        foreach (var attachment in form.Attachments)
        {
            if (DocumentKinds.OfCategory(attachment.Category) is { } kind)
            {
                Fill(slots, kind, new StoredFile(attachment.FileName, string.Empty, 0, string.Empty, attachment.Reference, now));
            }
        }

        foreach (var slot in before.Where(slot => slot.File is { Sha256.Length: > 0 }))
        {
            Fill(slots, slot.Kind, slot.File!);
        }

        return [.. slots];
    }

    /// <summary>The slots with a file in its place.</summary>
    public static ImmutableArray<DocumentSlot> With(ImmutableArray<DocumentSlot> slots, DocumentKind kind, StoredFile file)
    {
        var list = slots.ToList();
        Fill(list, kind, file);
        return [.. list];
    }

    /// <summary>Required kinds without a file.</summary>
    public static ImmutableArray<DocumentKind> Missing(ImmutableArray<DocumentSlot> slots) =>
        [.. slots.Where(slot => slot is { Required: true, File: null }).Select(slot => slot.Kind)];

    private static void Fill(List<DocumentSlot> slots, DocumentKind kind, StoredFile file)
    {
        var index = slots.FindIndex(slot => slot.Kind == kind);
        if (index < 0)
        {
            slots.Add(new DocumentSlot(kind, false, "Given by the declarant.") { File = file });
        }
        else
        {
            slots[index] = slots[index] with { File = file };
        }
    }

    /// <summary>One row of the table: from its day on, forms to which it applies need the kind.</summary>
    private sealed record Rule(DateOnly From, DocumentKind Kind, string Why, Func<DeclarationForm, bool> Applies);
}
