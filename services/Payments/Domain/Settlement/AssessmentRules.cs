using Clearance.Kernel;
using Clearance.Payments.Domain.Duty;
using Clearance.Payments.Domain.Fees;

namespace Clearance.Payments.Domain.Settlement;

/// <summary>Decides for assessments.</summary>
public static class AssessmentRules
{
    /// <summary>What follows from a message.</summary>
    public static Decision<Assessment> Decide(Assessment? state, AssessmentMessage message, Occasion occasion) => message switch
    {
        AssessTaxes accepted => ReassessmentRules.CallWaiting(Assess(state ?? new Assessment { Declaration = accepted.Declaration }, accepted, occasion)),
        ReassessTaxes amended => ReassessmentRules.CallWaiting(
            ReassessmentRules.Decide(state ?? new Assessment { Declaration = amended.Form.Declaration }, amended, occasion)),
        NoteWithdrawal withdrawal => Withdraw(state ?? new Assessment { Declaration = withdrawal.Declaration }, state is null),
        NoteBillSettled settled => Settle(state ?? new Assessment { Declaration = settled.Declaration }, settled, occasion),
        NoteBillReversed reversed => state is null ? Decision.Nothing<Assessment>()
            : state with { SettledBills = [.. state.SettledBills.Where(bill => bill != reversed.Bill)] },
        NoteBillWaived waived => Waive(state ?? new Assessment { Declaration = waived.Declaration }, waived, occasion),
        _ => throw new System.Diagnostics.UnreachableException(message.GetType().Name),
    };

    private static Decision<Assessment> Assess(Assessment state, AssessTaxes accepted, Occasion occasion)
    {
        if (state.Computation is not null)
        {
            return state;
        }

        var taxes = TaxEngine.Compute(accepted.Request);
        if (taxes.State is not { } computation)
        {
            // The fact goes to the dead letters with this reason: nothing wrong is published, and an operator sees what is missing.
            return taxes.Refusal!;
        }

        var next = state with
        {
            Declaration = accepted.Declaration,
            Number = accepted.Number,
            Enterprise = accepted.Enterprise,
            Declarant = accepted.Declarant,
            Computation = computation,
            SelfPayment = accepted.SelfPayment,
            StatedTax = accepted.StatedTax,
            Bills = BillsOf(accepted, computation),
        };
        var fee = FeeRules.LateDeclaration(accepted, computation.CustomsValue);
        if (fee is { } late)
        {
            next = next with { Bills = [.. next.Bills, ReferenceTo(accepted, TaxKind.LateDeclarationFee, late.Amount)] };
        }

        var dueDate = LatePaymentFee.DueDate(occasion.Today, BusinessCalendar.China);
        var decision = Decision.Accept(next);
        foreach (var bill in next.Bills)
        {
            decision.Tell(Addresses.TaxBill(bill.Key), new IssueBill(
                next.Declaration, bill.Number, accepted.Enterprise, accepted.Declarant, bill.Kind, bill.Amount, occasion.Today, dueDate, accepted.SelfPayment)
            {
                Fee = bill.Kind == TaxKind.LateDeclarationFee ? fee?.Basis : null,
            });
        }

        if (next.Withdrawn)
        {
            // The withdrawal came first: the bills are issued and cancelled at once, so that both orders leave the same behind.
            return CancelBills(decision, next);
        }

        // A guarantee reserves on the assessment, for documents even when no tax is owed.
        if (next.Bills.Count > 0 || (accepted.Guarantee is not null && accepted.SecuresDocuments))
        {
            decision.Publish(new TaxesAssessed(next.Declaration, occasion.Time, accepted.Enterprise, next.Paid, dueDate)
            {
                Bills = next.Bills,
                Guarantee = accepted.Guarantee,
                SecuresTax = accepted.SecuresTax,
                SecuresDocuments = accepted.SecuresDocuments,
            });
        }

        return PublishSettlement(decision, state, next, occasion);
    }

    private static Decision<Assessment> Withdraw(Assessment state, bool isNew)
    {
        if (state.Withdrawn && !isNew)
        {
            return state;
        }

        var next = state with { Withdrawn = true };
        return CancelBills(next, next);
    }

    private static Decision<Assessment> Settle(Assessment state, NoteBillSettled settled, Occasion occasion)
    {
        if (state.SettledBills.Contains(settled.Bill))
        {
            return state;
        }

        var next = state with { SettledBills = [.. state.SettledBills.Append(settled.Bill).Order(StringComparer.Ordinal)] };
        return PublishSettlement(next, state, next, occasion);
    }

    private static Decision<Assessment> Waive(Assessment state, NoteBillWaived waived, Occasion occasion)
    {
        if (state.WaivedBills?.Contains(waived.Bill) == true)
        {
            return state;
        }

        var next = state with { WaivedBills = [.. (state.WaivedBills ?? []).Append(waived.Bill).Order(StringComparer.Ordinal)] };
        return PublishSettlement(next, state, next, occasion);
    }

    private static Decision<Assessment> CancelBills(Decision<Assessment> decision, Assessment state)
    {
        foreach (var bill in state.Bills)
        {
            decision.Tell(Addresses.TaxBill(bill.Key), new WithdrawBill());
        }

        return decision;
    }

    private static Decision<Assessment> PublishSettlement(Decision<Assessment> decision, Assessment before, Assessment after, Occasion occasion)
    {
        if (!before.IsSettled && after is { IsSettled: true, Withdrawn: false })
        {
            decision.Publish(new TaxesSettled(after.Declaration, occasion.Time, after.Paid) { Version = after.Version });
        }

        return decision;
    }

    private static List<BillReference> BillsOf(AssessTaxes accepted, TaxComputation computation) =>
    [
        .. computation.Totals
            .Where(total => total.Due.IsPositive)
            .Select(total => ReferenceTo(accepted, total.Kind, total.Due)),
    ];

    private static BillReference ReferenceTo(AssessTaxes accepted, TaxKind kind, Money due)
    {
        var number = $"{accepted.Number}-{kind.Letter()}01";
        return new BillReference(TaxBill.KeyOf(accepted.Declaration, number), number, kind, due);
    }
}
