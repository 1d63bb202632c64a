using Clearance.Declarations.Domain;
using Clearance.Declarations.Domain.Documents;
using Clearance.Declarations.Domain.Enterprises;
using Clearance.Hosting;
using Google.Protobuf.WellKnownTypes;
using Contract = Clearance.Contracts.Declaration.V1;

namespace Clearance.Declarations.Grpc;

/// <summary>Writes a declaration to the wire: the form, and everything that is known of it.</summary>
internal static class DeclarationWriter
{
    public static Contract.Declaration Write(Declaration declaration)
    {
        var wire = WriteUnnamed(declaration);
        wire.Name = DeclarationsTables.NameOf(declaration.Key);
        wire.Uid = declaration.Key;
        wire.CreateTime = declaration.CreateTime.ToWire();
        wire.UpdateTime = declaration.UpdateTime.ToWire();
        wire.Etag = DeclarationsJson.EtagOf(declaration);
        return wire;
    }

    /// <summary>Without what only a stored declaration has: the answer of <c>validate_only</c>.</summary>
    public static Contract.Declaration WriteUnnamed(Declaration declaration)
    {
        var wire = FormWriter.Write(declaration.Form);
        wire.State = StateOf(declaration.State);
        wire.DeclarationNumber = declaration.DeclarationNumber;
        wire.UnifiedNumber = declaration.UnifiedNumber;
        wire.Documents.Add(declaration.Documents.Select(slot => Slot(declaration, slot)));
        wire.MissingDocuments.Add(declaration.MissingDocuments.Select(DocumentKinds.CodeOf));
        wire.ReplenishDueDate = declaration.ReplenishDueDate?.ToWire();
        wire.AcceptTime = declaration.AcceptTime?.ToWire();
        wire.CreditClass = declaration.CreditClass is { } value ? ClassOf(value) : Contract.CreditClass.Unspecified;
        wire.Tax = TaxOf(declaration.Known, declaration.IsSettled);
        wire.SecuritySummary = SecurityOf(declaration.Known);
        wire.Control = ControlOf(declaration.Known);
        wire.ArrivalTime = declaration.Known.Arrived?.Time.ToWire();
        wire.Release = ReleaseOf(declaration.Known.Released);
        wire.WithdrawReason = declaration.State is DeclarationState.Withdrawing or DeclarationState.Withdrawn or DeclarationState.Rejected
            ? declaration.Withdrawal?.Reason ?? string.Empty
            : string.Empty;
        wire.Version = declaration.Version;
        wire.Amendment = declaration.Amendment is { } amendment ? VersionWriter.Write(declaration, amendment) : null;
        wire.ReturnSummary = declaration is { State: DeclarationState.Returned, Return: { } returned } ? VersionWriter.Write(returned) : null;
        wire.Completion = CompletionOf(declaration);
        wire.Warnings.Add((declaration.Warnings ?? []).Select(warning => new Contract.FormWarning
        {
            Field = warning.Field, Code = warning.Code, Text = warning.Text, ChineseText = warning.TextZh ?? "", Suggestion = warning.Suggestion, Rule = warning.Rule ?? "",
        }));
        return wire;
    }

    public static Contract.Document Slot(Declaration declaration, DocumentSlot slot) => new()
    {
        Name = DeclarationsTables.NameOf(declaration.Key, slot.Kind),
        Kind = DocumentKinds.CodeOf(slot.Kind),
        Required = slot.Required,
        Reason = slot.Request?.Reason ?? slot.Reason,
        State = slot switch
        {
            { File: null } => Contract.Document.Types.State.Awaited,
            { Request: not null } => Contract.Document.Types.State.Refused,
            { ConfirmTime: not null } => Contract.Document.Types.State.Confirmed,
            _ => Contract.Document.Types.State.Uploaded,
        },
        DueDate = slot.Request?.DueDate.ToWire() ?? (slot is { Required: true, File: null } ? declaration.ReplenishDueDate?.ToWire() : null),
        RequestTime = slot.Request?.Time.ToWire(),
        Overdue = slot.Request?.Overdue == true,
        ConfirmTime = slot.ConfirmTime?.ToWire(),
        FileName = slot.File?.FileName ?? string.Empty,
        MediaType = slot.File?.MediaType ?? string.Empty,
        SizeBytes = slot.File?.Size ?? 0,
        Sha256 = slot.File?.Sha256 ?? string.Empty,
        Reference = slot.File?.Reference ?? string.Empty,
        UploadTime = slot.File?.Time.ToWire(),
    };

    public static Contract.TimelineEntry Entry(TimelineEntry entry) => new()
    {
        OccurTime = entry.Time.ToWire(),
        Kind = KindOf(entry.Kind),
        Text = entry.Text,
        ChineseText = entry.TextZh,
        Actor = entry.Actor,
        Subject = entry.Subject,
    };

    public static Contract.CreditClass ClassOf(CreditClass value) => value switch
    {
        CreditClass.AdvancedCertified => Contract.CreditClass.AdvancedCertified,
        CreditClass.GeneralCertified => Contract.CreditClass.GeneralCertified,
        CreditClass.General => Contract.CreditClass.General,
        CreditClass.Discredited => Contract.CreditClass.Discredited,
    };

    public static Contract.Declaration.Types.State StateOf(DeclarationState state) => state switch
    {
        DeclarationState.Draft => Contract.Declaration.Types.State.Draft,
        DeclarationState.Accepted => Contract.Declaration.Types.State.Accepted,
        DeclarationState.ReleasedProvisionally => Contract.Declaration.Types.State.ReleasedProvisionally,
        DeclarationState.Released => Contract.Declaration.Types.State.Released,
        DeclarationState.Closed => Contract.Declaration.Types.State.Closed,
        DeclarationState.Withdrawn => Contract.Declaration.Types.State.Withdrawn,
        DeclarationState.Returned => Contract.Declaration.Types.State.Returned,
        DeclarationState.Withdrawing => Contract.Declaration.Types.State.Withdrawing,
        DeclarationState.Rejected => Contract.Declaration.Types.State.Rejected,
    };

    /// <summary>The kinds of domain and contract stand in the same order; a test holds them together.</summary>
    private static Contract.TimelineEntry.Types.Kind KindOf(TimelineKind kind) => (Contract.TimelineEntry.Types.Kind)((int)kind + 1);

    private static Contract.CompletionSummary? CompletionOf(Declaration declaration) => declaration is { Form.Summary: null, Completion: null } ? null : new Contract.CompletionSummary
    {
        CompleteTime = declaration.Completion?.Time?.ToWire(),
        DueDate = declaration.CompletionDueDate?.ToWire(),
        Overdue = declaration.Completion?.Overdue == true,
    };

    private static Contract.TaxSummary? TaxOf(Known known, bool settled) => known is { Assessed: null, Settled: null, Overdue: null } ? null : new Contract.TaxSummary
    {
        State = known switch
        {
            _ when settled => Contract.TaxSummary.Types.State.Settled,
            { Overdue: not null } => Contract.TaxSummary.Types.State.Overdue,
            _ => Contract.TaxSummary.Types.State.Assessed,
        },
        Assessed = known.Assessed?.Total.ToWire(),
        Paid = known.Settled?.Total.ToWire(),
        DueDate = known.Assessed?.DueDate?.ToWire(),
        TaxBills = { known.Assessed?.Bills ?? [] },
    };

    /// <summary>The latest word counts; a claim outlasts what comes with it.</summary>
    private static Contract.SecuritySummary? SecurityOf(Known known)
    {
        var states = new (HeardFact? Fact, Contract.SecuritySummary.Types.State State)[]
        {
            (known.Refused, Contract.SecuritySummary.Types.State.Refused),
            (known.Secured, Contract.SecuritySummary.Types.State.Secured),
            (known.Freed, Contract.SecuritySummary.Types.State.Released),
            (known.Claimed, Contract.SecuritySummary.Types.State.Claimed),
        };
        var heard = states.Where(entry => entry.Fact is not null).OrderBy(entry => entry.Fact!.Time).ThenBy(entry => entry.State).ToArray();
        return heard.Length == 0 ? null : new Contract.SecuritySummary
        {
            State = heard[^1].State,
            Reservation = known.Secured?.Reservation ?? known.Freed?.Reservation ?? string.Empty,
            Amount = known.Secured?.Amount.ToWire(),
            RefusalReason = known.Refused?.Reason ?? string.Empty,
            Claim = known.Claimed?.Claim ?? string.Empty,
        };
    }

    private static Contract.ControlSummary? ControlOf(Known known) => known is { Control: null, Result: null } ? null : new Contract.ControlSummary
    {
        Lane = known.Control?.Lane switch
        {
            ControlLane.Green => Contract.ControlSummary.Types.Lane.Green,
            ControlLane.DocumentReview => Contract.ControlSummary.Types.Lane.DocumentReview,
            ControlLane.Inspection => Contract.ControlSummary.Types.Lane.Inspection,
            _ => Contract.ControlSummary.Types.Lane.Unspecified,
        },
        Rules = { known.Control?.Rules ?? [] },
        Result = known.Result?.Result ?? string.Empty,
        Passed = known.Result?.Passed ?? known.Control?.Lane == ControlLane.Green,
    };

    private static Contract.ReleaseSummary? ReleaseOf(GoodsReleased? released) => released is null ? null : new Contract.ReleaseSummary
    {
        ReleaseTime = released.Time.ToWire(),
        ReleaseCase = released.ReleaseCase,
        Provisional = released.Provisional,
        ClearanceTime = Duration.FromTimeSpan(released.ClearanceTime),
        Road = released.Road,
        Trail = { released.Trail },
    };
}
