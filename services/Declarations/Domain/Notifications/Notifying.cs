using Clearance.Kernel;

namespace Clearance.Declarations.Domain.Notifications;

/// <summary>
/// Tells the firms of a form what has happened to it: every entry that its timeline gets from the acceptance on is a note in the log of the
/// trader and in that of its agent. A draft binds nobody and is told to nobody.
/// </summary>
internal static class Notifying
{
    /// <summary>The decision with a note for each entry that is new in the timeline.</summary>
    public static Decision<Declaration> TellingFirms(this Decision<Declaration> decision, Declaration? before)
    {
        if (decision.State is not { AcceptTime: not null } after || ReferenceEquals(after, before))
        {
            return decision;
        }

        var known = before?.Timeline ?? [];
        var seen = 0;
        foreach (var entry in after.Timeline)
        {
            // Entries only ever come in between, and those that stay are the very same objects.
            if (seen < known.Length && ReferenceEquals(known[seen], entry))
            {
                seen++;
            }
            else
            {
                Tell(decision, after, entry);
            }
        }

        return decision;
    }

    private static void Tell(Decision<Declaration> decision, Declaration declaration, TimelineEntry entry)
    {
        if (KindOf(entry.Kind) is not { } kind)
        {
            return;
        }

        var form = declaration.Form;
        var json = new Notification(
            kind,
            entry.Time,
            entry.Text,
            entry.TextZh,
            entry.Actor,
            entry.Subject,
            form.Declarant.Uscc,
            declaration.State,
            declaration.DeclarationNumber,
            form.ClientReference).ToJson();
        decision.Write(new Note(Notification.LogOf(form.Trader.Uscc), json));
        if (form.Declarant.Uscc != form.Trader.Uscc)
        {
            decision.Write(new Note(Notification.LogOf(form.Declarant.Uscc), json));
        }
    }

    /// <summary>What an entry is told as; null for what concerns nobody else.</summary>
    internal static NotificationKind? KindOf(TimelineKind kind) => kind switch
    {
        TimelineKind.Saved => null,
        TimelineKind.Accepted => NotificationKind.Accepted,
        TimelineKind.Withdrawn => NotificationKind.Withdrawn,
        TimelineKind.DocumentUploaded => NotificationKind.DocumentUploaded,
        TimelineKind.DocumentsCompleted => NotificationKind.DocumentsCompleted,
        TimelineKind.ReplenishmentOverdue => NotificationKind.ReplenishmentOverdue,
        TimelineKind.TaxAssessed => NotificationKind.TaxAssessed,
        TimelineKind.TaxSettled => NotificationKind.TaxSettled,
        TimelineKind.TaxPaymentFailed => NotificationKind.TaxPaymentFailed,
        TimelineKind.TaxOverdue => NotificationKind.TaxOverdue,
        TimelineKind.Secured => NotificationKind.Secured,
        TimelineKind.SecurityRefused => NotificationKind.SecurityRefused,
        TimelineKind.SecurityReleased => NotificationKind.SecurityReleased,
        TimelineKind.GuaranteeClaimed => NotificationKind.GuaranteeClaimed,
        TimelineKind.ControlDecided => NotificationKind.ControlDecided,
        TimelineKind.ControlCompleted => NotificationKind.ControlCompleted,
        TimelineKind.GoodsArrived => NotificationKind.GoodsArrived,
        TimelineKind.GoodsReleased => NotificationKind.GoodsReleased,
        TimelineKind.ComplaintFiled => NotificationKind.ComplaintFiled,
        TimelineKind.ComplaintConcluded => NotificationKind.ComplaintConcluded,
        TimelineKind.AmendmentRequested => NotificationKind.AmendmentRequested,
        TimelineKind.Amended => NotificationKind.Amended,
        TimelineKind.AmendmentRefused => NotificationKind.AmendmentRefused,
        TimelineKind.Returned => NotificationKind.Returned,
        TimelineKind.WithdrawalRequested => NotificationKind.WithdrawalRequested,
        TimelineKind.WithdrawalRefused => NotificationKind.WithdrawalRefused,
        TimelineKind.Rejected => NotificationKind.Rejected,
        TimelineKind.TaxPaymentReversed => NotificationKind.TaxPaymentReversed,
        TimelineKind.RefundDecided => NotificationKind.RefundDecided,
        TimelineKind.RefundConcluded => NotificationKind.RefundConcluded,
        TimelineKind.Completed => NotificationKind.Completed,
        TimelineKind.CompletionOverdue => NotificationKind.CompletionOverdue,
        TimelineKind.DocumentRequested => NotificationKind.DocumentRequested,
        TimelineKind.DocumentConfirmed => NotificationKind.DocumentConfirmed,
        TimelineKind.DocumentOverdue => NotificationKind.DocumentOverdue,
    };
}
