using System.Data.Common;
using System.Diagnostics;
using Clearance.Standalone.Bench.Load;
using Clearance.Standalone.Bench.Measure;
using Clearance.Standalone.Demo;
using Microsoft.Data.Sqlite;

namespace Clearance.Standalone.Bench;

/// <summary>The default shape: <c>serve</c> as a process of its own, on SQLite in a temporary folder that goes with it.</summary>
internal sealed class StandaloneTarget : IBenchTarget
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process suite;
    private readonly DirectoryInfo data;

    private StandaloneTarget(Process suite, DirectoryInfo data, Doors doors) => (this.suite, this.data, Doors) = (suite, data, doors);

    /// <inheritdoc/>
    public string Shape => "standalone";

    /// <inheritdoc/>
    public Doors Doors { get; }

    /// <inheritdoc/>
    public string KeyFolder => data.FullName;

    /// <inheritdoc/>
    public IReadOnlyList<Counted> Processes => [new Counted("suite", [suite.Id])];

    /// <summary>Starts it on free ports.</summary>
    /// <exception cref="InvalidOperationException">It ended, or did not say its addresses in time.</exception>
    public static async Task<StandaloneTarget> StartAsync(CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("clearance-bench-");
        var program = Environment.ProcessPath ?? "dotnet";
        var itself = Path.GetFileNameWithoutExtension(program) == "dotnet" ? new[] { Path.Combine(AppContext.BaseDirectory, "Clearance.Standalone.dll") } : [];
        var process = new Process
        {
            StartInfo = new ProcessStartInfo(program, [.. itself, "serve", "--data", folder.FullName, "--urls", "http://127.0.0.1:0", "--Logging:LogLevel:Default=Warning"])
            {
                RedirectStandardOutput = true,
                UseShellExecute = false,
            },
        };
        process.Start();
        try
        {
            var addresses = await AddressesAsync(process.StandardOutput, cancellationToken).WaitAsync(Patience, cancellationToken);
            _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None);
            return new StandaloneTarget(process, folder, new Doors(addresses.Web, addresses.Grpc));
        }
        catch
        {
            End(process, folder);
            throw;
        }
    }

    /// <inheritdoc/>
    public IFeed FeedOf(Partner reader) => new ListFeed(reader);

    /// <inheritdoc/>
    public async Task<DbConnection> OpenAsync(string service, CancellationToken cancellationToken)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = Path.Combine(data.FullName, $"{service}.db"),
            Mode = SqliteOpenMode.ReadOnly,
            Pooling = false,
        }.ToString());
        await connection.OpenAsync(cancellationToken);
        return connection;
    }

    /// <inheritdoc/>
    public Task LookAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync() => Task.CompletedTask;

    /// <inheritdoc/>
    public Task<BoundFigures?> BoundAsync(WrittenRows rows, int seconds, CancellationToken cancellationToken) => Task.FromResult<BoundFigures?>(null);

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Doors.Dispose();
        End(suite, data);
        return ValueTask.CompletedTask;
    }

    private static void End(Process process, DirectoryInfo folder)
    {
        process.Kill(entireProcessTree: true);
        process.WaitForExit();
        process.Dispose();
        folder.Delete(recursive: true);
    }

    private static async Task<(Uri Web, Uri Grpc)> AddressesAsync(StreamReader output, CancellationToken cancellationToken)
    {
        Uri? rest = null;
        while (await output.ReadLineAsync(cancellationToken) is { } line)
        {
            switch (line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                case ["REST", var address, ..]:
                    rest = new Uri(new Uri(address), "/");
                    break;
                case ["gRPC", var address, ..] when rest is not null:
                    return (rest, new Uri(address));
                default:
                    break;
            }
        }

        throw new InvalidOperationException("The suite ended before it said where it listens; 'serve' by hand shows why.");
    }
}
