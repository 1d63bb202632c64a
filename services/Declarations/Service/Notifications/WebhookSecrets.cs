using Clearance.Engine;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;

namespace Clearance.Declarations.Notifications;

/// <summary>
/// Seals the secrets of endpoints before they reach the engine, so that state, journal, stored answers and every backup of the database hold nothing that
/// signs. The keys are those of ASP.NET Core Data Protection: authenticated encryption, a new key each 90 days, old ones kept to open what they sealed.
/// </summary>
internal sealed class WebhookSecrets(IOptions<WebhookOptions> options, IOptions<StorageOptions> storage)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(50);
    private Task<IDataProtector>? _opening;

    /// <summary>A new secret, sealed.</summary>
    public async Task<string> NewAsync() => (await ProtectorAsync()).Protect(WebhookSignature.NewSecret());

    /// <summary>The secret that was sealed.</summary>
    /// <exception cref="System.Security.Cryptography.CryptographicException">The key is not in the ring, or somebody changed what was stored.</exception>
    public async Task<string> OpenAsync(string sealedSecret) => (await ProtectorAsync()).Unprotect(sealedSecret);

    // A folder that could not be opened may be mended meanwhile. Two openings at once do no harm.
    private Task<IDataProtector> ProtectorAsync() => _opening is { IsFaulted: false } opening ? opening : _opening = OpenRingAsync(Folder);

    private string Folder => Path.GetFullPath(options.Value.KeyRing is { Length: > 0 } folder ? folder : Path.Combine(storage.Value.Directory, "keys"));

    // Two replicas that begin in the same instant would make a key each, and not know the other's for a day. So the first use is one process at a time.
    private static async Task<IDataProtector> OpenRingAsync(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, OwnerOnly);
        }

        await using var turn = await TurnAsync(Path.Combine(folder, "lock"));
        var protector = DataProtectionProvider.Create(new DirectoryInfo(folder), ring => ring.SetApplicationName("clearance")).CreateProtector("webhook secrets");
        protector.Protect("the ring has a key now");
        return protector;
    }

    private static async Task<FileStream> TurnAsync(string path)
    {
        using var end = new CancellationTokenSource(s_patience);
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (!end.IsCancellationRequested)
            {
                await Task.Delay(s_pause, CancellationToken.None);
            }
        }
    }
}
