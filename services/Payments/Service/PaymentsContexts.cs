using Clearance.Engine;
using Microsoft.EntityFrameworkCore;

namespace Clearance.Payments;

/// <summary>The tables of Payments on SQLite.</summary>
internal sealed class PaymentsSqliteContext(DbContextOptions<PaymentsSqliteContext> options, PaymentsDefinition definition)
    : EngineContext<PaymentsDefinition>(options, definition);

/// <summary>The same tables on PostgreSQL.</summary>
internal sealed class PaymentsPostgreSqlContext(DbContextOptions<PaymentsPostgreSqlContext> options, PaymentsDefinition definition)
    : EngineContext<PaymentsDefinition>(options, definition);

/// <summary>For dotnet ef only: makes the SQLite context without starting the service.</summary>
internal sealed class PaymentsSqliteDesignTime()
    : SqliteDesignTime<PaymentsSqliteContext>(options => new PaymentsSqliteContext(options, new PaymentsDefinition()));

/// <summary>For dotnet ef only: makes the PostgreSQL context without a server.</summary>
internal sealed class PaymentsPostgreSqlDesignTime()
    : PostgreSqlDesignTime<PaymentsPostgreSqlContext>(options => new PaymentsPostgreSqlContext(options, new PaymentsDefinition()));
