using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.Extensions.Configuration;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Clearance.Hosting;

/// <summary>
/// Issues bearer tokens for the single process, the demo and tests, signed (ES256) with a key file that only the owner can
/// read. Whoever can read the data folder can issue tokens: an installation that serves others sets <c>Identity:Authority</c>.
/// </summary>
/// <remarks>Tokens live in real time, even where the business clock is simulated.</remarks>
public sealed class LocalIssuer : IDisposable
{
    /// <summary>Issuer and audience of every token.</summary>
    public const string Name = "clearance-local";

    private const string DefaultDirectory = "data";
    private readonly ECDsa _key;
    private readonly SigningCredentials _credentials;
    private readonly JsonWebTokenHandler _handler = new();

    private LocalIssuer(ECDsa key)
    {
        _key = key;
        // The process-wide cache knows keys by their id alone, and would sign with the disposed key of an issuer opened before.
        var securityKey = new ECDsaSecurityKey(key) { CryptoProviderFactory = new CryptoProviderFactory { CacheSignatureProviders = false } };
        securityKey.KeyId = Base64UrlEncoder.Encode(SHA256.HashData(key.ExportSubjectPublicKeyInfo()).AsSpan(0, 12).ToArray());
        _credentials = new SigningCredentials(securityKey, SecurityAlgorithms.EcdsaSha256);
    }

    /// <summary>What verifies the tokens.</summary>
    public SecurityKey Key => _credentials.Key;

    /// <summary>Opens the issuer of a data folder; creates its key file on first use.</summary>
    public static LocalIssuer Open(string dataDirectory)
    {
        var file = Path.Combine(dataDirectory, "identity", "issuer.pem");
        if (!File.Exists(file))
        {
            Create(file);
        }

        var key = ECDsa.Create();
        key.ImportFromPem(File.ReadAllText(file));
        return new LocalIssuer(key);
    }

    /// <summary>Opens the issuer of the configured data folder, <c>Storage:Directory</c>.</summary>
    public static LocalIssuer Open(IConfiguration configuration) => Open(configuration["Storage:Directory"] ?? DefaultDirectory);

    /// <summary>Issues a token.</summary>
    /// <param name="subject">Person or program.</param>
    /// <param name="roles">Roles, see <see cref="Kernel.Roles"/>.</param>
    /// <param name="enterprise">USCC of the enterprise; null for customs.</param>
    /// <param name="lifetime">How long it is valid; negative for one that has expired.</param>
    /// <param name="offices">Customs offices of an officer.</param>
    /// <param name="posts">Posts of an officer.</param>
    public string Issue(
        string subject,
        IEnumerable<string> roles,
        string? enterprise,
        TimeSpan lifetime,
        IEnumerable<string>? offices = null,
        IEnumerable<string>? posts = null)
    {
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
            SigningCredentials = _credentials,
        });
    }

    /// <inheritdoc/>
    public void Dispose() => _key.Dispose();

    /// <summary>Written aside and moved into place, so that two processes that start together end up with one key.</summary>
    private static void Create(string file)
    {
        var directory = Directory.CreateDirectory(Path.GetDirectoryName(file)!);
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
