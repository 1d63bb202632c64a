using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.Extensions.Configuration;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Clearance.Hosting;

/// <summary>
/// Issues bearer tokens for the single process, the demo, tests and small installations, signed (ES256) with a key file that only the
/// owner can read, and verifies them with the public keys of the file. Whoever can read the private key can issue tokens: an
/// installation that serves others sets <c>Identity:Authority</c>.
/// </summary>
/// <remarks>Tokens live in real time, even where the business clock is simulated.</remarks>
public sealed class LocalIssuer : IDisposable
{
    /// <summary>Issuer and audience of every token.</summary>
    public const string Name = "clearance-local";

    private const string DefaultDirectory = "data";
    private readonly IReadOnlyList<ECDsa> _keys;
    private readonly string _file;
    private readonly SigningCredentials? _credentials;
    private readonly JsonWebTokenHandler _handler = new();

    private LocalIssuer(string file, IReadOnlyList<ECDsa> keys, ECDsa? signing)
    {
        (_file, _keys) = (file, keys);
        Keys = [.. keys.Select(SecurityKeyOf)];
        _credentials = signing is null ? null : new SigningCredentials(SecurityKeyOf(signing), SecurityAlgorithms.EcdsaSha256);
    }

    /// <summary>What verifies the tokens; the key of a token is found by its id.</summary>
    public IReadOnlyList<SecurityKey> Keys { get; }

    /// <summary>True when the file holds a private key.</summary>
    public bool CanIssue => _credentials is not null;

    /// <summary>The public keys, for processes that verify and never issue.</summary>
    public string PublicPem => string.Join('\n', _keys.Select(key => key.ExportSubjectPublicKeyInfoPem()));

    /// <summary>Opens the issuer of a data folder; creates its key file on first use.</summary>
    public static LocalIssuer Open(string dataDirectory) => OpenOrCreate(Path.Combine(dataDirectory, "identity", "issuer.pem"));

    /// <summary>Opens the issuer of <c>Identity:KeyFile</c>, else of the configured data folder, <c>Storage:Directory</c>.</summary>
    public static LocalIssuer Open(IConfiguration configuration) => configuration["Identity:KeyFile"] is { Length: > 0 } file
        ? OpenFile(file)
        : Open(configuration["Storage:Directory"] ?? DefaultDirectory);

    /// <summary>Opens an issuer on a PEM file; makes the file with a new private key when it is not there.</summary>
    /// <exception cref="InvalidOperationException">The file cannot be read, or does not hold what it should.</exception>
    public static LocalIssuer OpenOrCreate(string file)
    {
        if (!File.Exists(file))
        {
            Create(file);
        }

        return OpenFile(file);
    }

    /// <summary>Opens an issuer on a PEM file: its first private key signs, and every key in it, private or public, verifies.</summary>
    /// <exception cref="InvalidOperationException">The file cannot be read, or does not hold what it should.</exception>
    public static LocalIssuer OpenFile(string file)
    {
        var keys = KeyFile.Read(file);
        return new LocalIssuer(file, [.. keys.Select(key => key.Key)], keys.Where(key => key.IsPrivate).Select(key => key.Key).FirstOrDefault());
    }

    /// <summary>Issues a token.</summary>
    /// <param name="subject">Person or program.</param>
    /// <param name="roles">Roles, see <see cref="Kernel.Roles"/>.</param>
    /// <param name="enterprise">USCC of the enterprise; null for customs.</param>
    /// <param name="lifetime">How long it is valid; negative for one that has expired.</param>
    /// <param name="offices">Customs offices of an officer.</param>
    /// <param name="posts">Posts of an officer.</param>
    /// <exception cref="InvalidOperationException">The key file holds public keys only.</exception>
    public string Issue(
        string subject,
        IEnumerable<string> roles,
        string? enterprise,
        TimeSpan lifetime,
        IEnumerable<string>? offices = null,
        IEnumerable<string>? posts = null)
    {
        var credentials = _credentials ?? throw new InvalidOperationException(
            $"{_file} holds public keys only: tokens are verified with it, and issued with the private key, which stays with the operator.");
        var claims = new ClaimsIdentity();
        claims.AddClaim(new Claim(Identity.SubjectClaim, subject));
        claims.AddClaims(roles.Select(role => new Claim(Identity.RoleClaim, role)));
        claims.AddClaims((offices ?? []).Select(office => new Claim(Identity.OfficeClaim, office)));
        claims.AddClaims((posts ?? []).Select(post => new Claim(Identity.PostClaim, post)));
        if (enterprise is not null)
        {
            claims.AddClaim(new Claim(Identity.EnterpriseClaim, enterprise));
        }

        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        return _handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Name,
            Audience = Name,
            Subject = claims,
            NotBefore = lifetime < TimeSpan.Zero ? now + lifetime + lifetime : now,
            IssuedAt = now,
            Expires = now + lifetime,
            SigningCredentials = credentials,
        });
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var key in _keys)
        {
            key.Dispose();
        }
    }

    // The process-wide cache knows keys by their id alone, and would sign with the disposed key of an issuer opened before.
    private static ECDsaSecurityKey SecurityKeyOf(ECDsa key) => new(key)
    {
        CryptoProviderFactory = new CryptoProviderFactory { CacheSignatureProviders = false },
        KeyId = Base64UrlEncoder.Encode(SHA256.HashData(key.ExportSubjectPublicKeyInfo()).AsSpan(0, 12).ToArray()),
    };

    /// <summary>Written aside and moved into place, so that two processes that start together end up with one key.</summary>
    private static void Create(string file)
    {
        var directory = Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var draft = Path.Combine(directory.FullName, Path.GetRandomFileName());
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var writer = new StreamWriter(draft, options))
        {
            writer.Write(key.ExportPkcs8PrivateKeyPem());
        }

        try
        {
            File.Move(draft, file, overwrite: false);
        }
        catch (IOException) when (File.Exists(file))
        {
            File.Delete(draft);
        }
    }
}
