using Clearance.Engine;
using Clearance.Payments;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Clearance.Architecture.Tests;

/// <summary>Breaks every rule, so that each is seen to fail.</summary>
internal static class Offenders
{
    internal static async Task<object> OffendAsync(DbContext context, SqliteConnection connection, ITransport transport, IServiceProvider services)
    {
        await Task.Yield();
        var time = TimeProvider.System.GetUtcNow();
        object[] bus = [typeof(MassTransit.IBus), typeof(RabbitMQ.Client.IConnection), typeof(Contracts.Declaration.Events.V1.DeclarationAccepted)];
        return (context, connection, transport, services, time, typeof(PaymentsModule), bus, File.Exists("/"));
    }
}
