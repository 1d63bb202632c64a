using System.Collections.Immutable;
using Clearance.Declarations.Domain.Form;
using Clearance.Kernel;

namespace Clearance.Declarations.Domain.Documents;

/// <summary>One kind of document of one declaration: why it is asked for, and the file that came in.</summary>
public sealed record DocumentSlot(DocumentKind Kind, bool Required, string Reason)
{
    /// <summary>What came in; null while awaited.</summary>
    public StoredFile? File { get; init; }

    /// <summary>What an officer asked for and has not got; null when nothing. A file that is there does not do.</summary>
    public DocumentRequest? Request { get; init; }

    /// <summary>When an officer confirmed the file; null until then.</summary>
    public DateTimeOffset? ConfirmTime { get; init; }
}

/// <summary>A document that an officer asked for: why, and the last day.</summary>
public sealed record DocumentRequest(DateTimeOffset Time, string Reason, DateOnly DueDate)
{
    /// <summary>True once it did not come in time; null before.</summary>
    public bool? Overdue { get; init; }
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

        KeepWords(slots, before);
        return [.. slots];
    }

    /// <summary>The slots with what an officer asks for; the word on a file that was there is void.</summary>
    public static ImmutableArray<DocumentSlot> Requested(ImmutableArray<DocumentSlot> slots, DocumentKind kind, DocumentRequest request)
    {
        var list = slots.ToList();
        Change(list, kind, slot => slot with { Request = request, ConfirmTime = null });
        return [.. list];
    }

    /// <summary>The slots with a file in its place: it answers what was asked.</summary>
    public static ImmutableArray<DocumentSlot> With(ImmutableArray<DocumentSlot> slots, DocumentKind kind, StoredFile file)
    {
        var list = slots.ToList();
        Fill(list, kind, file);
        Change(list, kind, slot => slot with { Request = null, ConfirmTime = null });
        return [.. list];
    }

    /// <summary>Required kinds without a file.</summary>
    public static ImmutableArray<DocumentKind> Missing(ImmutableArray<DocumentSlot> slots) =>
        [.. slots.Where(slot => slot is { Required: true, File: null }).Select(slot => slot.Kind)];

    /// <summary>What officers said of documents outlasts a change of the form; a confirmation, as long as it is the same file.</summary>
    private static void KeepWords(List<DocumentSlot> slots, ImmutableArray<DocumentSlot> before)
    {
        foreach (var slot in before)
        {
            if (slot.Request is { } request)
            {
                Change(slots, slot.Kind, now => now with { Request = request });
            }

            if (slot is { ConfirmTime: { } time, File: { } file })
            {
                Change(slots, slot.Kind, now => now.File is { } same && same.Sha256 == file.Sha256 && same.Reference == file.Reference ? now with { ConfirmTime = time } : now);
            }
        }
    }

    private static void Change(List<DocumentSlot> slots, DocumentKind kind, Func<DocumentSlot, DocumentSlot> change)
    {
        var index = slots.FindIndex(slot => slot.Kind == kind);
        if (index < 0)
        {
            slots.Add(change(new DocumentSlot(kind, false, "Asked for by customs.")));
        }
        else
        {
            slots[index] = change(slots[index]);
        }
    }

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
