using System.Globalization;
using Clearance.Kernel;
using Clearance.Payments.Domain.Duty;
using Clearance.Payments.Domain.Fees;

namespace Clearance.Payments.Domain.Settlement;

/// <summary>
/// What an amendment makes of the taxes, kind by kind: what is paid stays paid, and only the difference moves. A bill that is not paid is replaced by
/// one of the right amount; on a paid one more is billed, or the excess is owed back. When a payment of a replaced bill is with the bank, the
/// bill says itself what becomes of the money.
/// </summary>
public static class ReassessmentRules
{
    /// <summary>Takes a version in; one that comes before its predecessors waits for them.</summary>
    internal static Decision<Assessment> Decide(Assessment state, ReassessTaxes message, Occasion occasion)
    {
        var version = state.Version ?? 0;
        if (message.Version <= version)
        {
            return state;
        }

        if (state.Computation is null || message.Version > version + 1)
        {
            return state.Waiting?.Any(waiting => waiting.Version == message.Version) == true
                ? state
                : state with { Waiting = [.. (state.Waiting ?? []).Append(message).OrderBy(waiting => waiting.Version)] };
        }

        var taxes = TaxEngine.Compute(message.Form.Request);
        return taxes.State is { } computation ? Settle(state, message, computation, occasion) : taxes.Refusal!;
    }

    /// <summary>Tells the assessment the version that has waited for the present one, if there is one.</summary>
    internal static Decision<Assessment> CallWaiting(Decision<Assessment> decision)
    {
        if (decision.State is { Computation: not null, Waiting: [var next, ..] } state && next.Version == (state.Version ?? 0) + 1)
        {
            decision.Tell(Addresses.Assessment(state.Declaration), next);
        }

        return decision;
    }

    private static Decision<Assessment> Settle(Assessment state, ReassessTaxes message, TaxComputation computation, Occasion occasion)
    {
        var waiting = state.Waiting?.Where(other => other.Version > message.Version).ToArray();
        var next = state with
        {
            Version = message.Version,
            Computation = computation,
            StatedTax = message.Form.StatedTax,
            Waiting = waiting is { Length: > 0 } ? waiting : null,
        };
        if (next.Withdrawn)
        {
            return next;
        }

        var (tells, dueDate) = (new List<(string Bill, TaxBillMessage Message)>(), LatePaymentFee.DueDate(occasion.Today, BusinessCalendar.China));
        foreach (var kind in Enum.GetValues<TaxKind>().Where(kind => !kind.IsFee()))
        {
            var due = computation.Totals.FirstOrDefault(total => total.Kind == kind)?.Due ?? Money.Zero;
            next = Settle(next, kind, due, message.Form, occasion.Today, dueDate, tells);
        }

        next = LateCompletion(next, message.Form, computation, occasion.Today, dueDate, tells);
        var decision = Decision.Accept(next);
        foreach (var (bill, told) in tells)
        {
            decision.Tell(Addresses.TaxBill(bill), told);
        }

        return Publish(decision, state, next, message.Form, dueDate, occasion);
    }

    /// <summary>
    /// The second step of a two-step declaration came late: the fee is billed, less what was billed for a late summary. It is billed once:
    /// what later amendments make of the value does not change it.
    /// </summary>
    private static Assessment LateCompletion(
        Assessment state, AssessTaxes form, TaxComputation computation, DateOnly today, DateOnly dueDate, List<(string Bill, TaxBillMessage Message)> tells)
    {
        if (state.CompleteDate is not null || form.CompleteDate is null)
        {
            return state;
        }

        var next = state with { CompleteDate = form.CompleteDate };
        var billed = state.Bills.Where(bill => bill.Kind == TaxKind.LateDeclarationFee).Aggregate(Money.Zero, (sum, bill) => sum + bill.Amount);
        return FeeRules.LateDeclaration(form, computation.CustomsValue) is { } late && (late.Amount - billed).IsPositive
            ? Bill(next, TaxKind.LateDeclarationFee, late.Amount - billed, form, today, dueDate, tells, late.Basis)
            : next;
    }

    /// <summary>One kind of tax: open bills of another amount make room for one that is right, or the excess of paid ones is owed back.</summary>
    private static Assessment Settle(
        Assessment state, TaxKind kind, Money due, AssessTaxes form, DateOnly today, DateOnly dueDate, List<(string Bill, TaxBillMessage Message)> tells)
    {
        var bills = state.Bills.Where(bill => bill.Kind == kind).ToArray();
        var paid = bills.Where(bill => state.SettledBills.Contains(bill.Key)).ToArray();
        var open = bills.Except(paid).ToArray();
        var kept = paid.Aggregate(Money.Zero, (sum, bill) => sum + bill.Amount - state.OwedBackOf(bill.Key));
        var missing = due - kept;
        if (missing == open.Aggregate(Money.Zero, (sum, bill) => sum + bill.Amount))
        {
            return state;
        }

        tells.AddRange(open.Select(bill => (bill.Key, (TaxBillMessage)new WithdrawBill())));
        var next = state with
        {
            Bills = [.. state.Bills.Except(open)],
            OwedBack = state.OwedBack?.Where(owed => open.All(bill => bill.Key != owed.Bill)).ToArray() is { Length: > 0 } owedBack ? owedBack : null,
            ReplacedBills = open.Length == 0 ? state.ReplacedBills : [.. (state.ReplacedBills ?? []).Concat(open.Select(bill => bill.Key)).Order(StringComparer.Ordinal)],
        };
        return missing.IsPositive ? Bill(next, kind, missing, form, today, dueDate, tells)
            : missing.IsZero ? next
            : OweBack(next, paid, kept - due, tells);
    }

    private static Assessment Bill(
        Assessment state, TaxKind kind, Money amount, AssessTaxes form, DateOnly today, DateOnly dueDate, List<(string Bill, TaxBillMessage Message)> tells, FeeBasis? fee = null)
    {
        var serial = state.Bills.Count(bill => bill.Kind == kind)
            + (state.ReplacedBills?.Count(key => key[^3] == char.ToLowerInvariant(kind.Letter())) ?? 0) + 1;
        var number = string.Create(CultureInfo.InvariantCulture, $"{state.Number}-{kind.Letter()}{serial:00}");
        var bill = new BillReference(TaxBill.KeyOf(state.Declaration, number), number, kind, amount);
        tells.Add((bill.Key, new IssueBill(state.Declaration, number, state.Enterprise!, state.Declarant!, kind, amount, today, dueDate, form.SelfPayment) { Fee = fee }));
        return state with { Bills = [.. state.Bills, bill] };
    }

    /// <summary>The latest payment gives first.</summary>
    private static Assessment OweBack(Assessment state, BillReference[] paid, Money excess, List<(string Bill, TaxBillMessage Message)> tells)
    {
        var owed = (state.OwedBack ?? []).ToDictionary(one => one.Bill, one => one.Amount, StringComparer.Ordinal);
        foreach (var bill in paid.Reverse())
        {
            var left = bill.Amount - state.OwedBackOf(bill.Key);
            var part = left < excess ? left : excess;
            if (part.IsPositive)
            {
                tells.Add((bill.Key, new OweBack(part)));
                owed[bill.Key] = state.OwedBackOf(bill.Key) + part;
                excess -= part;
            }
        }

        return state with { OwedBack = [.. owed.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => new OwedBack(one.Key, one.Value))] };
    }

    private static Decision<Assessment> Publish(
        Decision<Assessment> decision, Assessment before, Assessment after, AssessTaxes form, DateOnly dueDate, Occasion occasion)
    {
        if (after.OpenBills > 0 || after.Paid != before.Paid)
        {
            decision.Publish(new TaxesAssessed(after.Declaration, occasion.Time, after.Enterprise!, after.Paid, dueDate)
            {
                Version = after.Version,
                Bills = after.Bills,
                Guarantee = form.Guarantee,
                SecuresTax = form.SecuresTax,
                SecuresDocuments = form.SecuresDocuments,
            });
        }

        return after.IsSettled ? decision.Publish(new TaxesSettled(after.Declaration, occasion.Time, after.Paid) { Version = after.Version }) : decision;
    }
}
