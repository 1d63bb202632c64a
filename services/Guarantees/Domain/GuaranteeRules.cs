using System.Diagnostics;
using System.Globalization;
using Clearance.Kernel;

namespace Clearance.Guarantees.Domain;

/// <summary>What may happen to a guarantee. The limit is checked here and nowhere else.</summary>
public static class GuaranteeRules
{
    /// <summary>Decides one message.</summary>
    public static Decision<Guarantee> Decide(Guarantee? state, GuaranteeMessage message, Occasion occasion) => (state, message) switch
    {
        (null, GuaranteeMessage.Register register) => Register(register, occasion),
        (not null, GuaranteeMessage.Register) => Refusal.Exists("INSTRUMENT_REGISTERED", "This guarantee is registered already."),
        (_, GuaranteeMessage.Reserve reserve) => Reserve(state, reserve, occasion),
        (null, GuaranteeMessage.Lapse or GuaranteeMessage.Move) => throw new UnreachableException("Nobody holds a guarantee that does not exist."),
        (null, _) => NotFound(),
        (_, GuaranteeMessage.Move move) => Move(state, move, occasion),
        (_, GuaranteeMessage.Lapse) => Lapse(state, occasion),
        _ => occasion.Actor.Enterprise == state.Guarantor ? ByGuarantor(state, message, occasion) : NotFound(),
    };

    private static Decision<Guarantee> Register(GuaranteeMessage.Register register, Occasion occasion)
    {
        var (terms, guarantor) = (register.Terms, occasion.Actor.Enterprise);
        if (guarantor is null)
        {
            return Refusal.Forbidden("ENTERPRISE_MISSING", "A guarantor registers with a token of its enterprise.");
        }

        if (terms.Validity.Violations(terms.Kind, occasion.Today).ToArray() is { Length: > 0 } violations)
        {
            return Refusal.Invalid("FIELDS_INVALID", "The days of the guarantee do not fit.", violations);
        }

        var accounts = new Accounts(register.Key);
        return Decision.Accept(new Guarantee
        {
            Key = register.Key,
            Guarantor = guarantor,
            Terms = terms,
            CreateTime = occasion.Time,
            UpdateTime = occasion.Time,
        })
            .Transfer(accounts.Available, accounts.Limit, terms.Limit)
            .Tell(Keys.Instrument(guarantor, terms.InstrumentNumber), new InstrumentMessage.Take(register.Key));
    }

    private static Decision<Guarantee> ByGuarantor(Guarantee state, GuaranteeMessage message, Occasion occasion) => (state.State, message) switch
    {
        (GuaranteeState.Cancelled, _) => Refusal.Precondition("GUARANTEE_CANCELLED", "The guarantee was cancelled; register a new one."),
        (_, GuaranteeMessage.Cancel) => Cancel(state, occasion),
        (GuaranteeState.Expired, _) => Refusal.Precondition("GUARANTEE_EXPIRED", "The guarantee is past its last day; register a new one."),
        (_, GuaranteeMessage.Change change) => Change(state, change, occasion),
        (GuaranteeState.Suspended, GuaranteeMessage.Suspend) => state,
        (_, GuaranteeMessage.Suspend) => Touched(state with { State = GuaranteeState.Suspended }, occasion),
        (GuaranteeState.Suspended, GuaranteeMessage.Resume) => Touched(state with { State = GuaranteeState.Active }, occasion),
        (_, GuaranteeMessage.Resume) => Refusal.Precondition("NOT_SUSPENDED", "The guarantee is not suspended; there is nothing to resume."),
        _ => throw new UnreachableException($"{message} is no verb of a guarantor."),
    };

    private static Decision<Guarantee> Cancel(Guarantee state, Occasion occasion) => state.OpenReservations > 0
        ? Refusal.Precondition(
            "RESERVATIONS_OPEN",
            $"The guarantee secures {state.OpenReservations} declarations; suspend it, and cancel it when they are released.")
        : Touched(state with { State = GuaranteeState.Cancelled }, occasion);

    private static Decision<Guarantee> Change(Guarantee state, GuaranteeMessage.Change change, Occasion occasion)
    {
        if (change.Etag is { } etag && etag != EtagOf(state))
        {
            return Refusal.Conflict("ETAG_STALE", "The guarantee has changed since it was read; read it again.");
        }

        var validity = state.Terms.Validity with
        {
            To = change.To ?? state.Terms.Validity.To,
            ClaimUntil = change.ClaimUntil ?? state.Terms.Validity.ClaimUntil,
        };
        if (validity.Violations(state.Terms.Kind, occasion.Today).FirstOrDefault() is { } violation)
        {
            return Refusal.Precondition("VALIDITY_INVALID", $"{violation.Field}: {violation.Text} {violation.Suggestion}");
        }

        var limit = change.Limit ?? state.Terms.Limit;
        if (limit < state.Used)
        {
            return Refusal.Precondition("LIMIT_BELOW_USE", $"The limit cannot fall to {limit}: {state.Used} is reserved, claimed or paid.");
        }

        var terms = state.Terms with { Limit = limit, Validity = validity };
        if (terms == state.Terms)
        {
            return state;
        }

        var difference = limit - state.Terms.Limit;
        var accounts = new Accounts(state.Key);
        var decision = Touched(state with { Terms = terms }, occasion);
        return difference.IsZero ? decision
            : difference.IsPositive ? decision.Transfer(accounts.Available, accounts.Limit, difference)
            : decision.Transfer(accounts.Limit, accounts.Available, -difference);
    }

    private static Decision<Guarantee> Reserve(Guarantee? state, GuaranteeMessage.Reserve reserve, Occasion occasion)
    {
        var security = Keys.Security(reserve.Declaration);
        if (Obstacle(state, reserve, occasion.Today) is var (reason, text))
        {
            var answer = new SecurityMessage.Declined(reserve.Declaration, reason, text) { Version = reserve.Version };
            return (state is null ? Decision.Nothing<Guarantee>() : Decision.Accept(state)).Tell(security, answer);
        }

        var taken = state! with
        {
            Reserved = state.Reserved + More(reserve),
            OpenReservations = state.OpenReservations + (reserve.Held is null ? 1 : 0),
            SingleDeclaration = state.Terms.Scope == GuaranteeScope.Single ? reserve.Declaration : null,
        };
        var validity = state.Terms.Validity;
        return Touched(taken, occasion).Tell(
            security,
            new SecurityMessage.Covered(
                reserve.Declaration,
                new Cover(state.Key, state.Guarantor, reserve.Amount, validity.To, validity.ClaimUntil, occasion.Time) { Version = reserve.Version }));
    }

    private static Money More(GuaranteeMessage.Reserve reserve) => reserve.Amount - (reserve.Held ?? Money.Zero);

    /// <summary>The first reason why the guarantee cannot cover, from what the firm can least help to what passes by itself.</summary>
    private static (string Reason, string Text)? Obstacle(Guarantee? state, GuaranteeMessage.Reserve reserve, DateOnly today) => state switch
    {
        null => ("GUARANTEE_UNKNOWN", "No guarantee has the name that the declaration gives; name one that is registered."),
        _ when state.Terms.Insured != reserve.Payer => ("GUARANTEE_NOT_YOURS", "The guarantee insures another enterprise; name one that insures the payer of the tax."),
        { State: GuaranteeState.Cancelled } => ("GUARANTEE_CANCELLED", "The guarantee was cancelled; name another one."),
        _ when state.State == GuaranteeState.Expired || today > state.Terms.Validity.To =>
            ("GUARANTEE_EXPIRED", $"The last day of the guarantee was {Day(state.Terms.Validity.To)}; name another one."),
        { State: GuaranteeState.Suspended } => ("GUARANTEE_SUSPENDED", "The guarantor has suspended the guarantee; ask it, or name another one."),
        _ when today < state.Terms.Validity.From =>
            ("GUARANTEE_NOT_YET_VALID", $"The guarantee covers from {Day(state.Terms.Validity.From)} on; pay, or name another one."),
        _ when (reserve.SecuresTax && !state.Terms.SecuresTax) || (reserve.SecuresDocuments && !state.Terms.SecuresDocuments) =>
            ("USE_NOT_COVERED", "The guarantee does not cover everything that the declaration asks it to secure; name another one."),
        _ when state.SingleDeclaration is { } other && other != reserve.Declaration => ("GUARANTEE_USED", "The guarantee is for a single declaration and secures another one; name another guarantee."),
        _ when More(reserve) > state.Available && reserve.Held is { } held =>
            ("LIMIT_EXCEEDED", $"The amended tax is {reserve.Amount}, of which {held} is secured, but only {state.Available} of the guarantee is free; pay, or have its limit raised."),
        _ when More(reserve) > state.Available =>
            ("LIMIT_EXCEEDED", $"The tax is {reserve.Amount}, but only {state.Available} of the guarantee is free; pay, or name another one."),
        _ => null,
    };

    private static Decision<Guarantee> Move(Guarantee state, GuaranteeMessage.Move move, Occasion occasion)
    {
        var moved = state with
        {
            Reserved = state.Reserved + move.To.Reserved - move.From.Reserved,
            Claimed = state.Claimed + move.To.Claimed - move.From.Claimed,
            Paid = state.Paid + move.To.Paid - move.From.Paid,
            OpenReservations = state.OpenReservations - (move.Ended ? 1 : 0),
        };
        return moved.Reserved < Money.Zero || moved.Claimed < Money.Zero || moved.Available < Money.Zero || moved.OpenReservations < 0
            ? throw new UnreachableException($"{move} does not fit the guarantee {state.Key}.")
            : Touched(moved, occasion);
    }

    private static Decision<Guarantee> Lapse(Guarantee state, Occasion occasion) => occasion.Time >= state.Due
        ? Touched(state with { State = GuaranteeState.Expired }, occasion)
        : state;

    /// <summary>The etag of a version.</summary>
    public static string EtagOf(Guarantee state) => state.Revision.ToString(CultureInfo.InvariantCulture);

    private static Decision<Guarantee> Touched(Guarantee state, Occasion occasion) =>
        state with { UpdateTime = occasion.Time, Revision = state.Revision + 1 };

    private static string Day(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static Decision<Guarantee> NotFound() => Refusal.NotFound("RESOURCE_NOT_FOUND", "There is no such guarantee.");
}
