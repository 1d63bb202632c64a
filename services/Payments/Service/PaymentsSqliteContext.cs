using Clearance.Engine;
using Microsoft.EntityFrameworkCore;

namespace Clearance.Payments;

/// <summary>The query model on SQLite.</summary>
internal sealed class PaymentsSqliteContext(DbContextOptions<PaymentsSqliteContext> options, PaymentsDefinition definition)
    : EngineContext<PaymentsDefinition>(options, definition);

/// <summary>For dotnet ef only: makes the context without starting the service.</summary>
internal sealed class PaymentsDesignTime() : SqliteDesignTime<PaymentsSqliteContext>(options => new(options, new PaymentsDefinition()));
