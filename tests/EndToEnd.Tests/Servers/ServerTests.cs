using Clearance.Testing;
using Npgsql;

namespace Clearance.EndToEnd.Tests.Servers;

/// <summary>Tests get databases and virtual hosts of their own, and leave none behind.</summary>
[Trait("Needs", "servers")]
public sealed class ServerTests
{
    [Fact]
    public async Task Each_database_is_new_durable_and_dropped_in_the_end()
    {
        var server = await TestServers.PostgreSqlAsync();
        await using var other = await server.NewDatabaseAsync("other");
        await using (var database = await server.NewDatabaseAsync("one"))
        {
            Assert.Equal("on on", await AskAsync(database.ConnectionString, "select current_setting('fsync') || ' ' || current_setting('synchronous_commit')"));
            Assert.Equal(database.Name, await AskAsync(database.ConnectionString, "select current_database()"));
            Assert.Equal(database.Name, await AskAsync(other.ConnectionString, $"select datname from pg_database where datname = '{database.Name}'"));
        }

        Assert.Null(await AskAsync(other.ConnectionString, "select datname from pg_database where datname like 'one\\_%'"));
    }

    [Fact]
    public async Task Each_virtual_host_is_new_and_deleted_in_the_end()
    {
        var server = await TestServers.RabbitMqAsync();
        string name;
        await using (var host = await server.NewVirtualHostAsync())
        {
            name = host.Name;
            Assert.EndsWith($"/{name}", host.Url.ToString(), StringComparison.Ordinal);
            Assert.Contains(name, await server.Management.GetStringAsync("/api/vhosts"), StringComparison.Ordinal);
        }

        Assert.DoesNotContain(name, await server.Management.GetStringAsync("/api/vhosts"), StringComparison.Ordinal);
    }

    private static async Task<object?> AskAsync(string connectionString, string question)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand(question);
        return await command.ExecuteScalarAsync();
    }
}
