using System.Text.Json;
using System.Text.Json.Serialization;
using Clearance.Kernel;

namespace Clearance.Engine.Tests.Bank;

/// <summary>An aggregate with everything that an engine must carry: limits, tells, postings, facts, deadlines, faults.</summary>
internal sealed record Account(string Owner, long Balance, int Moves)
{
    public string? Card { get; init; }

    public DateTimeOffset? Due { get; init; }

    public int Rings { get; init; }

    public static Decision<Account> Decide(Account? state, AccountMessage message, Occasion occasion) => message switch
    {
        Open open => state is null
            ? Decision.Accept(new Account(open.Owner, 0, 0) { Card = open.Card }).Publish(new Opened(open.Owner))
            : Refusal.Exists("ACCOUNT_EXISTS", "There is one."),
        _ when state is null => Refusal.NotFound("ACCOUNT_MISSING", "There is none."),
        Deposit deposit => Moved(state, deposit.Amount, occasion),
        Withdraw withdraw => state.Balance < withdraw.Amount
            ? Refusal.Precondition("BALANCE_TOO_SMALL", "Not enough.")
            : Moved(state, -withdraw.Amount, occasion),
        Send send => state.Balance < send.Amount
            ? Refusal.Precondition("BALANCE_TOO_SMALL", "Not enough.")
            : Moved(state, -send.Amount, occasion).Tell(Ledgers.Accounts.At(send.To), new Deposit(send.Amount)),
        Remind remind => state with { Due = remind.At },
        Ring => state with { Due = null, Rings = state.Rings + 1 },
        Snooze => state,
        Look => Decision.Accept(state).Publish(new Moved(state.Owner, 0)),
        Echo echo => Decision.Accept(state).Tell(Ledgers.Accounts.At(echo.With), echo),
        Break => throw new InvalidOperationException("Broken on purpose."),
        _ => throw new InvalidOperationException($"{message} is unknown."),
    };

    private static Decision<Account> Moved(Account state, long amount, Occasion occasion) =>
        Decision.Accept(state with { Balance = state.Balance + amount, Moves = state.Moves + 1 })
            .Publish(new Moved(state.Owner, amount))
            .Write(new Note($"owners/{state.Owner}", JsonSerializer.SerializeToUtf8Bytes(amount, BankJson.Default.Int64)))
            .Transfer($"account/{state.Owner}", "cash", Money.Cny(amount));
}

[JsonPolymorphic]
[JsonDerivedType(typeof(Open), "open")]
[JsonDerivedType(typeof(Deposit), "deposit")]
[JsonDerivedType(typeof(Withdraw), "withdraw")]
[JsonDerivedType(typeof(Send), "send")]
[JsonDerivedType(typeof(Remind), "remind")]
[JsonDerivedType(typeof(Ring), "ring")]
[JsonDerivedType(typeof(Snooze), "snooze")]
[JsonDerivedType(typeof(Look), "look")]
[JsonDerivedType(typeof(Echo), "echo")]
[JsonDerivedType(typeof(Break), "break")]
internal abstract record AccountMessage;

internal sealed record Open(string Owner, string? Card = null) : AccountMessage;

internal sealed record Deposit(long Amount) : AccountMessage;

internal sealed record Withdraw(long Amount) : AccountMessage;

internal sealed record Send(string To, long Amount) : AccountMessage;

internal sealed record Remind(DateTimeOffset At) : AccountMessage;

internal sealed record Ring : AccountMessage;

internal sealed record Snooze : AccountMessage;

internal sealed record Look : AccountMessage;

internal sealed record Echo(string With) : AccountMessage;

internal sealed record Break : AccountMessage;

internal sealed record Opened(string Owner) : IFact;

internal sealed record Moved(string Owner, long Amount) : IFact;
