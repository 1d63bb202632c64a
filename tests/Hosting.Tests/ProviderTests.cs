using System.Net;
using System.Security.Claims;
using System.Security.Cryptography;
using Clearance.Hosting.Tests.Echo.V1;
using Clearance.Kernel;
using Clearance.Testing;
using Google.Rpc;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Clearance.Hosting.Tests;

/// <summary>Tokens of an OpenID Connect provider: a small one on loopback, with discovery and keys.</summary>
public sealed class ProviderTests : IAsyncLifetime
{
    private const string Audience = "clearance";
    private readonly RSA _key = RSA.Create(2048);
    private WebApplication _provider = null!;
    private ServiceApp _app = null!;

    private string Authority => _provider.Urls.Single();

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _provider = builder.Build();
        _provider.MapGet("/.well-known/openid-configuration", () => Results.Text(
            $$"""{"issuer":"{{Authority}}","jwks_uri":"{{Authority}}/keys"}""", "application/json"));
        var parameters = _key.ExportParameters(false);
        _provider.MapGet("/keys", () => Results.Text(
            $$"""{"keys":[{"kty":"RSA","use":"sig","kid":"one","n":"{{Base64UrlEncoder.Encode(parameters.Modulus)}}","e":"{{Base64UrlEncoder.Encode(parameters.Exponent)}}"}]}""",
            "application/json"));
        await _provider.StartAsync();
        _app = await EchoEndpoint.StartAsync(("Identity:Authority", Authority), ("Identity:Audience", Audience));
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await _provider.DisposeAsync();
        _key.Dispose();
    }

    [Fact]
    public async Task A_token_of_the_provider_is_taken()
    {
        var answer = await Client(Token(Authority, Audience)).SayAsync(new SayRequest { Text = "hello" });

        Assert.Equal(Roles.Officer, answer.Role);
    }

    [Theory]
    [InlineData(null, "somebody-else")]
    [InlineData("https://elsewhere.example.org", Audience)]
    public async Task A_token_for_another_audience_or_of_another_issuer_is_refused(string? issuer, string audience)
    {
        var status = await Answers.RefusedAsync(Client(Token(issuer ?? Authority, audience)).SayAsync(new SayRequest { Text = "hello" }).ResponseAsync);

        Assert.Equal("TOKEN_MISSING_OR_INVALID", status.GetDetail<ErrorInfo>().Reason);
    }

    [Fact]
    public async Task A_token_of_the_local_issuer_is_worth_nothing_there()
    {
        var response = await _app.Http(Roles.Officer).GetAsync("/v1/echoes/1");

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    private EchoService.EchoServiceClient Client(string token) => new(_app.GrpcWith(token));

    private string Token(string issuer, string audience) => new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
    {
        Issuer = issuer,
        Audience = audience,
        Subject = new ClaimsIdentity([new Claim("sub", "li"), new Claim("role", Roles.Officer)]),
        Expires = TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(5),
        SigningCredentials = new SigningCredentials(new RsaSecurityKey(_key) { KeyId = "one", CryptoProviderFactory = new CryptoProviderFactory { CacheSignatureProviders = false } }, SecurityAlgorithms.RsaSha256),
    });
}
