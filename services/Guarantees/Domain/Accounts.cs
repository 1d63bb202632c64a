using Clearance.Kernel;

namespace Clearance.Guarantees.Domain;

/// <summary>
/// The five ledger accounts of a guarantee. The limit is a negative balance; what is free, reserved, claimed and paid are its
/// parts, so that the five sum to zero.
/// </summary>
/// <param name="Guarantee">Key of the guarantee.</param>
public readonly record struct Accounts(string Guarantee)
{
    /// <summary>What the guarantor stands for.</summary>
    public string Limit => Of("limit");

    /// <summary>What is free.</summary>
    public string Available => Of("available");

    /// <summary>What is reserved.</summary>
    public string Reserved => Of("reserved");

    /// <summary>What is demanded and not paid.</summary>
    public string Claimed => Of("claimed");

    /// <summary>What the guarantor has paid.</summary>
    public string Paid => Of("paid");

    private string Of(string account) => $"{Keys.GuaranteeName(Guarantee)}/{account}";
}

/// <summary>How the amount of one reservation is spread at a moment. What is in none of the three is free again.</summary>
/// <param name="Reserved">Still reserved.</param>
/// <param name="Claimed">Demanded from the guarantor and not paid.</param>
/// <param name="Paid">Paid by the guarantor.</param>
public sealed record Position(Money Reserved, Money Claimed, Money Paid)
{
    /// <summary>Nothing is held.</summary>
    public static Position None { get; } = new(Money.Zero, Money.Zero, Money.Zero);

    /// <summary>Demanded in all, paid or not.</summary>
    public Money Demand => Claimed + Paid;

    /// <summary>Held of the limit and not yet resolved.</summary>
    public Money Held => Reserved + Claimed;

    /// <summary>Writes the way from here to another position: paid from claimed, claimed against reserved, reserved against free.</summary>
    public Decision<TState> Post<TState>(Decision<TState> decision, Accounts accounts, Position to)
        where TState : class
    {
        var paid = to.Paid - Paid;
        var claimed = to.Claimed - Claimed + paid;
        var reserved = to.Reserved - Reserved + claimed;
        Flow(decision, accounts.Paid, accounts.Claimed, paid);
        Flow(decision, accounts.Claimed, accounts.Reserved, claimed);
        return Flow(decision, accounts.Reserved, accounts.Available, reserved);
    }

    private static Decision<TState> Flow<TState>(Decision<TState> decision, string to, string from, Money amount)
        where TState : class =>
        amount.IsZero ? decision
        : amount.IsPositive ? decision.Transfer(to, from, amount)
        : decision.Transfer(from, to, -amount);
}
