using System.Globalization;
using System.Text.Json.Serialization;
using Google.Protobuf.WellKnownTypes;
using Microsoft.EntityFrameworkCore;

namespace Clearance.Engine.Tests.Bank;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Account))]
[JsonSerializable(typeof(AccountMessage))]
[JsonSerializable(typeof(Tally))]
[JsonSerializable(typeof(TallyMessage))]
[JsonSerializable(typeof(long))]
internal sealed partial class BankJson : JsonSerializerContext;

/// <summary>The aggregates, where decisions find their addresses.</summary>
internal static class Ledgers
{
    public static AggregateType<Account, AccountMessage> Accounts { get; } =
        new AggregateType<Account, AccountMessage>("account", BankJson.Default.Account, BankJson.Default.AccountMessage, Account.Decide)
            .Text("owner", account => account.Owner)
            .Text("card", account => account.Card, unique: true)
            .Integer("balance", account => account.Balance)
            .Instant("ring_time", account => account.Due)
            .WakeAt(account => account.Due, account => account.Owner == "sleeper" ? new Snooze() : new Ring());

    public static AggregateType<Tally, TallyMessage> Tallies { get; } =
        new AggregateType<Tally, TallyMessage>("tally", BankJson.Default.Tally, BankJson.Default.TallyMessage, Tally.Decide).WithoutJournal();
}

/// <summary>Keeps accounts and publishes their moves.</summary>
internal sealed class BankDefinition : ServiceDefinition
{
    public BankDefinition()
        : base("bank")
    {
        Add(Ledgers.Accounts);
        KeepNotes();
        Publish<Opened>(fact => $"accounts/{fact.Owner}", fact => new BoolValue { Value = true });
        Publish<Moved>(
            fact => $"accounts/{fact.Owner}",
            fact => new StringValue { Value = string.Create(CultureInfo.InvariantCulture, $"{fact.Owner}:{fact.Amount}") });
    }
}

/// <summary>Hears the moves and adds them up.</summary>
internal sealed class AuditDefinition : ServiceDefinition
{
    public AuditDefinition()
        : base("audit")
    {
        Add(Ledgers.Tallies);
        Hear<StringValue>(heard =>
        {
            var parts = heard.Value.Split(':');
            var message = new Heard(parts[0], long.Parse(parts[1], CultureInfo.InvariantCulture));
            return [To(Ledgers.Tallies.At(parts[0]), message), To(Ledgers.Tallies.At("all"), message with { Owner = "all" })];
        });
    }
}

internal sealed class BankSqliteContext(DbContextOptions<BankSqliteContext> options, BankDefinition definition)
    : EngineContext<BankDefinition>(options, definition);

internal sealed class BankPostgreSqlContext(DbContextOptions<BankPostgreSqlContext> options, BankDefinition definition)
    : EngineContext<BankDefinition>(options, definition);

internal sealed class AuditSqliteContext(DbContextOptions<AuditSqliteContext> options, AuditDefinition definition)
    : EngineContext<AuditDefinition>(options, definition);

internal sealed class AuditPostgreSqlContext(DbContextOptions<AuditPostgreSqlContext> options, AuditDefinition definition)
    : EngineContext<AuditDefinition>(options, definition);

internal sealed class BankSqliteDesignTime() : SqliteDesignTime<BankSqliteContext>(options => new(options, new BankDefinition()));

internal sealed class BankPostgreSqlDesignTime() : PostgreSqlDesignTime<BankPostgreSqlContext>(options => new(options, new BankDefinition()));

internal sealed class AuditSqliteDesignTime() : SqliteDesignTime<AuditSqliteContext>(options => new(options, new AuditDefinition()));

internal sealed class AuditPostgreSqlDesignTime() : PostgreSqlDesignTime<AuditPostgreSqlContext>(options => new(options, new AuditDefinition()));
