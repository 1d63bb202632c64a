using System.Net.Http.Headers;
using System.Runtime.InteropServices;
using Clearance.Kernel;

namespace Clearance.Standalone;

/// <summary>
/// <c>folder</c>: the link to trade software that writes DecMessage files and waits for receipts. It runs at the firm, as the firm: what is dropped is declared
/// through the API, what customs answers falls beside it.
/// </summary>
internal static class FolderVerb
{
    private static readonly TimeSpan s_look = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_tokenLife = TimeSpan.FromHours(1);

    /// <summary>Looks until it is asked to stop; with <c>--once</c> a single time.</summary>
    /// <returns>0 when it was stopped, or everything was taken; 1 when a message was refused or nobody answered, with <c>--once</c> only.</returns>
    public static async Task<int> RunAsync(Arguments arguments)
    {
        arguments.Knowing("folder", "enterprise", "once", "token", "urls", "data", "key");
        var uscc = arguments.Text("enterprise");
        if (uscc is null || !Uscc.IsValid(uscc))
        {
            throw new UsageException("--enterprise names the firm that declares by its USCC of 18 signs.");
        }

        var path = arguments.Text("folder") ?? throw new UsageException("--folder is missing: where trade software writes its messages.");
        using var folder = Open(path);
        using var http = new HttpClient { BaseAddress = new Uri(Suite.UrlOf(arguments)) };

        // The software that reads the responses is Chinese.
        http.DefaultRequestHeaders.AcceptLanguage.Add(new("zh-CN"));
        var work = new MessageFolder(folder, uscc, http, Console.Out);
        using var stop = new CancellationTokenSource();
        using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        if (arguments.Flag("once"))
        {
            http.DefaultRequestHeaders.Authorization = TokenOf(arguments, uscc);
            return await work.LookAsync(unsettled: true, stop.Token) ? 0 : 1;
        }

        using var timer = new PeriodicTimer(s_look);
        var issued = DateTimeOffset.MinValue;
        do
        {
            // A token ends; the one in a file may have been replaced meanwhile.
            if (arguments.Text("token") is not null || TimeProvider.System.GetUtcNow() - issued > s_tokenLife / 2)
            {
                (issued, http.DefaultRequestHeaders.Authorization) = (TimeProvider.System.GetUtcNow(), TokenOf(arguments, uscc));
            }

            await work.LookAsync(unsettled: false, stop.Token);
        }
        while (await NextAsync(timer, stop.Token));
        return 0;

        void Stop(PosixSignalContext context)
        {
            context.Cancel = true;
            stop.Cancel();
        }
    }

    private static async Task<bool> NextAsync(PeriodicTimer timer, CancellationToken stop)
    {
        try
        {
            return await timer.WaitForNextTickAsync(stop);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private static LockedFolder Open(string path)
    {
        try
        {
            return LockedFolder.Open(path);
        }
        catch (DirectoryNotFoundException)
        {
            throw new UsageException($"There is no folder {path}.");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"The folder {path} cannot be taken: {fault.Message} One process works on a folder at a time.");
        }
    }

    private static AuthenticationHeaderValue TokenOf(Arguments arguments, string uscc)
    {
        if (arguments.Text("token") is { } file)
        {
            return new("Bearer", File.Exists(file) ? File.ReadAllText(file).Trim() : throw new UsageException($"There is no file {file} with a token."));
        }

        using var issuer = TokenVerb.Open(arguments);
        return new("Bearer", issuer.Issue("folder", [Roles.Declarant], uscc, s_tokenLife, null));
    }
}
