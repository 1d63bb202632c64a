using Clearance.Messaging;
using Clearance.Standalone.Bench.Measure;
using Clearance.Standalone.Fleet;
using Npgsql;

namespace Clearance.Standalone.Bench;

/// <summary>What the server does when nobody but it has work.</summary>
/// <param name="PerSecond">Clearances a second whose rows were written.</param>
/// <param name="CpuPerClearance">Milliseconds of the server and of the writer together.</param>
internal sealed record BoundFigures(double PerSecond, double CpuPerClearance);

/// <summary>
/// The bound: rows of the same tables, as many for a clearance as the run wrote and of the sizes that it wrote, straight to the same server
/// by set-based statements, a hundred clearances in a transaction per database, two writers at once. It decides nothing, asks nothing and
/// tells nobody: no suite on this server can be faster.
/// </summary>
internal sealed class PostgreSqlBound(string server, string prefix, Counted counted)
{
    private const int Batch = 100;
    private const int Writers = 2;

    /// <summary>Writes for some seconds.</summary>
    /// <param name="rows">How many rows.</param>
    /// <param name="outboxes">Rows of the outboxes, by service: they do not stay, so they were looked at during the run.</param>
    /// <param name="seconds">How long.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<BoundFigures> RunAsync(WrittenRows rows, IReadOnlyDictionary<string, SampledTable> outboxes, int seconds, CancellationToken cancellationToken)
    {
        var copies = ServiceNames.All.ToDictionary(service => service, service => $"{prefix}{service}_bound", StringComparer.Ordinal);
        try
        {
            var tables = new Dictionary<string, IReadOnlyList<SampledTable>>(StringComparer.Ordinal);
            foreach (var (service, copy) in copies)
            {
                await ServerAsync($"create database \"{copy}\" template \"{prefix}{service}\"", cancellationToken);
                tables[service] = await SampleAsync([.. rows.Tables.Where(table => table.Service == service)], outboxes.GetValueOrDefault(service), copy, cancellationToken);
            }

            return await SaturateAsync(tables, copies, seconds, cancellationToken);
        }
        finally
        {
            foreach (var copy in copies.Values)
            {
                await ServerAsync($"drop database if exists \"{copy}\" with (force)", CancellationToken.None);
            }
        }
    }

    private async Task<BoundFigures> SaturateAsync(
        Dictionary<string, IReadOnlyList<SampledTable>> tables, Dictionary<string, string> copies, int seconds, CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var done = 0L;
        var writers = Enumerable.Range(0, Writers).Select(number => Task.Run(
            async () =>
            {
                var desks = new List<BoundWriter>();
                try
                {
                    foreach (var (service, sampled) in tables)
                    {
                        desks.Add(await BoundWriter.OpenAsync(await ConnectAsync(copies[service], cancellationToken), sampled, number, Batch, cancellationToken));
                    }

                    while (!over.IsCancellationRequested)
                    {
                        await Task.WhenAll(desks.Select(desk => desk.WriteAsync(cancellationToken)));
                        Interlocked.Add(ref done, Batch);
                    }
                }
                finally
                {
                    foreach (var desk in desks)
                    {
                        await desk.DisposeAsync();
                    }
                }
            },
            cancellationToken)).ToArray();

        // The first second compiles and plans.
        await Task.WhenAny(Task.WhenAny(writers), Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, cancellationToken));
        var before = Reading.Take([counted], Interlocked.Read(ref done));
        await Task.WhenAny(Task.WhenAny(writers), Task.Delay(TimeSpan.FromSeconds(seconds), TimeProvider.System, cancellationToken));
        var measured = Reading.Take([counted], Interlocked.Read(ref done)).Since(before);
        await over.CancelAsync();
        await Task.WhenAll(writers);
        return new BoundFigures(measured.Rate, ((measured.Cpu.Values.Sum() ?? 0) + measured.LoadCpu) / Math.Max(1, measured.Released));
    }

    private async Task<IReadOnlyList<SampledTable>> SampleAsync(IReadOnlyList<TableRows> written, SampledTable? outbox, string copy, CancellationToken cancellationToken)
    {
        await using var connection = await ConnectAsync(copy, cancellationToken);
        var tables = new List<SampledTable>();
        foreach (var table in written)
        {
            if (await SampledTable.ReadAsync(connection, table, cancellationToken) is { } sampled)
            {
                tables.Add(sampled);
            }
        }

        if (outbox is not null)
        {
            tables.Add(outbox);
        }

        await using var empty = new NpgsqlCommand($"truncate {string.Join(", ", tables.Select(table => $"\"{table.Name}\""))}", connection);
        await empty.ExecuteNonQueryAsync(cancellationToken);
        return tables;
    }

    private async Task<NpgsqlConnection> ConnectAsync(string database, CancellationToken cancellationToken)
    {
        var connection = new NpgsqlConnection(await ServiceDatabases.EnsureAsync(server, database, cancellationToken) + ";Pooling=false");
        await connection.OpenAsync(cancellationToken);
        return connection;
    }

    private async Task ServerAsync(string sql, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(server) { Pooling = false, Database = "postgres" }.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
