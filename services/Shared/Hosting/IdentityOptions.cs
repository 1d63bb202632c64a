using Microsoft.Extensions.Options;

namespace Clearance.Hosting;

/// <summary>Section <c>Identity</c>: who issues the tokens. With nothing set, the local issuer does, see <see cref="LocalIssuer"/>.</summary>
public sealed class IdentityOptions
{
    /// <summary>Issuer of an OpenID Connect provider, e.g. <c>https://id.example.org/realms/clearance</c>; empty for the local issuer.</summary>
    public string Authority { get; set; } = string.Empty;

    /// <summary>Audience that a token of the provider must name. Required with an authority: a token for somebody else is no token.</summary>
    public string Audience { get; set; } = string.Empty;

    /// <summary>
    /// PEM file with the keys of the local issuer, shared by the processes of one installation; public keys are enough where no tokens are
    /// issued. Empty for a file of the process's own in its data folder.
    /// </summary>
    public string KeyFile { get; set; } = string.Empty;

    /// <summary>True when an OpenID Connect provider issues the tokens.</summary>
    public bool IsExternal => Authority.Length > 0;
}

/// <summary>Refuses to start on settings that would let strangers in.</summary>
internal sealed class IdentityOptionsValidation : IValidateOptions<IdentityOptions>
{
    public ValidateOptionsResult Validate(string? name, IdentityOptions options)
    {
        if (!options.IsExternal)
        {
            return options.Audience.Length == 0
                ? ValidateKeyFile(options.KeyFile)
                : ValidateOptionsResult.Fail("Identity:Audience is set without Identity:Authority. Set both, or none for the local issuer.");
        }

        if (options.KeyFile.Length > 0)
        {
            return ValidateOptionsResult.Fail("Identity:KeyFile and Identity:Authority are both set. Set the authority for an OpenID Connect provider, the file for the local issuer.");
        }

        if (options.Audience.Length == 0)
        {
            return ValidateOptionsResult.Fail("Identity:Audience is missing. Name the audience that tokens of Identity:Authority must carry.");
        }

        return Uri.TryCreate(options.Authority, UriKind.Absolute, out var authority) && (authority.Scheme == Uri.UriSchemeHttps || authority.IsLoopback)
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail("Identity:Authority must be an https address; http is taken on loopback only.");
    }

    private static ValidateOptionsResult ValidateKeyFile(string file)
    {
        try
        {
            using var issuer = file.Length > 0 ? LocalIssuer.OpenFile(file) : null;
            return ValidateOptionsResult.Success;
        }
        catch (InvalidOperationException fault)
        {
            return ValidateOptionsResult.Fail(fault.Message);
        }
    }
}
