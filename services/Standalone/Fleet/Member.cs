using System.Diagnostics;
using System.Globalization;

namespace Clearance.Standalone.Fleet;

/// <summary>One process of the separate suite: it can be stopped, killed, frozen and started again on the same ports.</summary>
internal sealed class Member : IAsyncDisposable
{
    private const int MostLines = 200;
    private static readonly string? ParentGuard = File.Exists("/usr/bin/setpriv") ? "/usr/bin/setpriv" : null;
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(100);

    private readonly string binary;
    private readonly IReadOnlyDictionary<string, string> settings;
    private readonly IReadOnlyList<string> typed;
    private readonly HttpClient http;
    private readonly Queue<string> log = [];
    private Process? process;
    private Task ended = Task.CompletedTask;

    /// <summary>Prepares a process; it is not started yet.</summary>
    /// <param name="name">Name among the processes, e.g. <c>payments-2</c>.</param>
    /// <param name="service">Name of the service, or <c>gateway</c>.</param>
    /// <param name="binary">The program.</param>
    /// <param name="port">Port of REST; gRPC takes the next.</param>
    /// <param name="settings">Environment variables; secrets are not shown in a list of processes there.</param>
    /// <param name="typed">Settings as they are typed.</param>
    public Member(string name, string service, string binary, int port, IReadOnlyDictionary<string, string> settings, IReadOnlyList<string> typed)
    {
        (Name, Service, this.binary, this.settings, this.typed) = (name, service, binary, settings, typed);
        Rest = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/"));
        Grpc = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port + 1}/"));
        http = new HttpClient { BaseAddress = Rest, Timeout = TimeSpan.FromSeconds(5) };
    }

    /// <summary>Name among the processes, e.g. <c>payments-2</c>.</summary>
    public string Name { get; }

    /// <summary>Name of the service, or <c>gateway</c>.</summary>
    public string Service { get; }

    /// <summary>Address of REST and health.</summary>
    public Uri Rest { get; }

    /// <summary>Address of gRPC.</summary>
    public Uri Grpc { get; }

    /// <summary>Number of the process.</summary>
    public int Id => Running.Id;

    /// <summary>True from its start until it ends, however it ends.</summary>
    public bool IsRunning => process is { HasExited: false };

    /// <summary>Processor time of the process since it was started last.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            Running.Refresh();
            return Running.TotalProcessorTime;
        }
    }

    /// <summary>The last lines that it wrote.</summary>
    public IReadOnlyList<string> Log
    {
        get
        {
            lock (log)
            {
                return [.. log];
            }
        }
    }

    private Process Running => process ?? throw new InvalidOperationException($"{Name} is not running.");

    /// <summary>Starts the process; <see cref="UntilReadyAsync"/> says when it takes work.</summary>
    public async Task StartAsync()
    {
        if (process is not null)
        {
            throw new InvalidOperationException($"{Name} is running already.");
        }

        // The guard kills a process when the thread that started it ends, so the thread stays as long as the process.
        var started = new TaskCompletionSource<Process>(TaskCreationOptions.RunContinuationsAsynchronously);
        var over = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        ended = over.Task;
        new Thread(() => Watch(started, over)) { IsBackground = true, Name = Name }.Start();
        process = await started.Task;
    }

    /// <summary>Waits until the process takes work.</summary>
    /// <exception cref="InvalidOperationException">It ended instead; the message has its last lines.</exception>
    public async Task UntilReadyAsync(CancellationToken cancellationToken)
    {
        while (await HealthAsync(cancellationToken) is null)
        {
            if (!IsRunning)
            {
                await ended.WaitAsync(cancellationToken);
                throw new InvalidOperationException($"{Name} ended with {Running.ExitCode} instead of starting. Its last lines:\n{string.Join('\n', Log)}");
            }

            await Task.Delay(Glance, TimeProvider.System, cancellationToken);
        }
    }

    /// <summary>Waits until the process, a gateway, reaches services that have been started: it looks every few seconds.</summary>
    public async Task UntilReachesAsync(IReadOnlyCollection<string> services, CancellationToken cancellationToken)
    {
        while (IsRunning && !(await HealthAsync(cancellationToken) is { } health && services.All(service => health.Contains($"\"{service}\":\"Healthy\"", StringComparison.Ordinal))))
        {
            await Task.Delay(Glance, TimeProvider.System, cancellationToken);
        }
    }

    /// <summary>What the process says of its health while it takes work; null when it takes none.</summary>
    public async Task<string?> HealthAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await http.GetAsync(Suite.ReadyPath, cancellationToken);
            return answer.IsSuccessStatusCode ? await answer.Content.ReadAsStringAsync(cancellationToken) : null;
        }
        catch (HttpRequestException)
        {
            return null;
        }
        catch (TaskCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <summary>SIGTERM: the process ends its calls and goes.</summary>
    /// <exception cref="TimeoutException">It did not go; it was killed then. The message has its last lines.</exception>
    public async Task StopAsync(TimeSpan patience)
    {
        if (process is null)
        {
            return;
        }

        Signals.Send(Id, Signals.Terminate);
        try
        {
            await ended.WaitAsync(patience);
        }
        catch (TimeoutException late)
        {
            await KillAsync();
            throw new TimeoutException($"{Name} did not end within {patience.TotalSeconds:0} s of SIGTERM. Its last lines:\n{string.Join('\n', Log)}", late);
        }

        Forget();
    }

    /// <summary>SIGKILL: no handler runs, nothing is flushed.</summary>
    public async Task KillAsync()
    {
        if (process is not null)
        {
            process.Kill();
            await ended;
            Forget();
        }
    }

    /// <summary>Freezes the process: it keeps its connections and answers nobody.</summary>
    public void Freeze() => Signals.Send(Id, Signals.Stop);

    /// <summary>Lets a frozen process go on.</summary>
    public void Thaw() => Signals.Send(Id, Signals.Continue);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        http.Dispose();
    }

    private void Forget()
    {
        process?.Dispose();
        process = null;
    }

    private void Watch(TaskCompletionSource<Process> started, TaskCompletionSource over)
    {
        try
        {
            var program = Process.Start(StartInfo())!;
            program.OutputDataReceived += (_, line) => Keep(line.Data);
            program.ErrorDataReceived += (_, line) => Keep(line.Data);
            program.BeginOutputReadLine();
            program.BeginErrorReadLine();
            started.SetResult(program);
            program.WaitForExit();
        }
        catch (Exception fault)
        {
            started.TrySetException(fault);
        }
        finally
        {
            over.SetResult();
        }
    }

    private ProcessStartInfo StartInfo()
    {
        string[] words = [binary, "--urls", Rest.ToString().TrimEnd('/'), .. typed];
        var info = new ProcessStartInfo(ParentGuard ?? "dotnet")
        {
            WorkingDirectory = Path.GetDirectoryName(binary),
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var word in ParentGuard is null ? words : ["--pdeathsig", "KILL", "--", "dotnet", .. words])
        {
            info.ArgumentList.Add(word);
        }

        foreach (var (key, value) in settings)
        {
            info.Environment[key] = value;
        }

        return info;
    }

    private void Keep(string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (log)
        {
            log.Enqueue(line);
            if (log.Count > MostLines)
            {
                log.Dequeue();
            }
        }
    }
}
