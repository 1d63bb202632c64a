using System.Net;
using Clearance.Hosting.Tests.Echo.V1;
using Clearance.Kernel;
using Google.Rpc;
using Grpc.Core;
using Microsoft.Extensions.Options;

namespace Clearance.Hosting.Tests;

public sealed class IdentityTests(EdgeFixture edge)
{
    private static readonly SayRequest Hello = new() { Text = "hello" };

    [Fact]
    public async Task A_call_without_a_token_is_refused_on_both_faces()
    {
        var status = await Answers.RefusedAsync(new EchoService.EchoServiceClient(edge.App.Channel).SayAsync(Hello).ResponseAsync);
        var response = await edge.App.Http().PostAsync("/v1/echoes", Json.Of("""{"text":"hello"}"""));

        Assert.Equal((int)StatusCode.Unauthenticated, status.Code);
        Assert.Equal("TOKEN_MISSING_OR_INVALID", status.GetDetail<ErrorInfo>().Reason);
        Assert.Equal("echo.clearance", status.GetDetail<ErrorInfo>().Domain);
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal("Bearer", response.Headers.WwwAuthenticate.Single().Scheme);
        Assert.Equal("TOKEN_MISSING_OR_INVALID", (await Answers.ProblemAsync(response)).Reason());
    }

    [Fact]
    public async Task A_token_of_another_key_is_refused()
    {
        using var folder = new TemporaryFolder();
        using var stranger = LocalIssuer.Open(folder.Path);
        var token = stranger.Issue("mallory", [Roles.Declarant], EchoEndpoint.Firm, TimeSpan.FromHours(1));

        var status = await Answers.RefusedAsync(new EchoService.EchoServiceClient(edge.App.GrpcWith(token)).SayAsync(Hello).ResponseAsync);

        Assert.Equal((int)StatusCode.Unauthenticated, status.Code);
    }

    [Fact]
    public async Task A_token_without_a_signature_is_refused()
    {
        var parts = edge.App.Token(Roles.Declarant, EchoEndpoint.Firm).Split('.');
        var header = Convert.ToBase64String("""{"alg":"none","typ":"JWT"}"""u8).TrimEnd('=');

        var status = await Answers.RefusedAsync(
            new EchoService.EchoServiceClient(edge.App.GrpcWith($"{header}.{parts[1]}.")).SayAsync(Hello).ResponseAsync);

        Assert.Equal((int)StatusCode.Unauthenticated, status.Code);
    }

    [Fact]
    public async Task A_token_whose_claims_were_changed_is_refused()
    {
        var officer = edge.App.Token(Roles.Officer).Split('.');
        var declarant = edge.App.Token(Roles.Declarant, EchoEndpoint.Firm).Split('.');

        var status = await Answers.RefusedAsync(
            new EchoService.EchoServiceClient(edge.App.GrpcWith($"{officer[0]}.{officer[1]}.{declarant[2]}")).SayAsync(Hello).ResponseAsync);

        Assert.Equal((int)StatusCode.Unauthenticated, status.Code);
    }

    [Fact]
    public async Task An_expired_token_is_refused()
    {
        using var issuer = LocalIssuer.Open(edge.App.Directory);
        var token = issuer.Issue("late", [Roles.Declarant], EchoEndpoint.Firm, TimeSpan.FromMinutes(-5));

        var status = await Answers.RefusedAsync(new EchoService.EchoServiceClient(edge.App.GrpcWith(token)).SayAsync(Hello).ResponseAsync);

        Assert.Equal((int)StatusCode.Unauthenticated, status.Code);
    }

    [Fact]
    public async Task The_same_token_is_verified_again_and_again()
    {
        var client = edge.Grpc();

        Assert.Equal("hello", (await client.SayAsync(Hello)).Text);
        Assert.Equal("hello", (await client.SayAsync(Hello)).Text);
    }

    [Fact]
    public async Task A_role_that_the_method_does_not_name_is_refused_on_both_faces()
    {
        var status = await Answers.RefusedAsync(edge.Grpc(Roles.Terminal).SayAsync(Hello).ResponseAsync);
        var response = await edge.App.Http(Roles.Terminal, EchoEndpoint.Firm).GetAsync("/v1/echoes/1");

        Assert.Equal((int)StatusCode.PermissionDenied, status.Code);
        Assert.Equal("ROLE_MISSING", status.GetDetail<ErrorInfo>().Reason);
        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Equal("ROLE_MISSING", (await Answers.ProblemAsync(response)).Reason());
    }

    [Fact]
    public async Task A_stream_is_guarded_as_a_call_is()
    {
        using var call = edge.Grpc(Roles.Officer, null).Repeat(Hello);
        var status = await Answers.RefusedAsync(call.ResponseStream.MoveNext(CancellationToken.None));
        var response = await edge.App.Http(Roles.Officer).GetAsync("/v1/echoes:repeat?text=hello");

        Assert.Equal("ROLE_MISSING", status.GetDetail<ErrorInfo>().Reason);
        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Fact]
    public async Task A_firm_without_an_enterprise_is_refused()
    {
        var status = await Answers.RefusedAsync(edge.Grpc(Roles.Declarant, null).SayAsync(Hello).ResponseAsync);

        Assert.Equal((int)StatusCode.PermissionDenied, status.Code);
        Assert.Equal("ENTERPRISE_MISSING", status.GetDetail<ErrorInfo>().Reason);
    }

    [Fact]
    public async Task A_method_without_an_access_rule_is_refused_to_everybody()
    {
        var everybody = string.Join(',', Roles.All);

        var status = await Answers.RefusedAsync(edge.Grpc(everybody).ForgottenAsync(Hello).ResponseAsync);

        Assert.Equal("ROLE_MISSING", status.GetDetail<ErrorInfo>().Reason);
    }

    [Theory]
    [InlineData("bank,officer", Roles.Officer)]
    [InlineData("officer,declarant", Roles.Declarant)]
    [InlineData("partner,declarant", Roles.Declarant)]
    public async Task The_actor_acts_in_the_role_that_the_rule_admitted(string roles, string admitted)
    {
        Assert.Equal(admitted, (await edge.Grpc(roles).SayAsync(Hello)).Role);
    }

    [Fact]
    public async Task The_actor_carries_the_enterprise_of_the_token()
    {
        Assert.Equal(EchoEndpoint.Firm, (await edge.Grpc().SayAsync(Hello)).Enterprise);
    }

    [Fact]
    public async Task A_token_with_the_role_of_a_firm_but_no_enterprise_still_acts_in_its_other_role()
    {
        Assert.Equal(Roles.Officer, (await edge.Grpc("declarant,officer", null).SayAsync(Hello)).Role);
    }

    [Fact]
    public void The_key_file_is_for_its_owner_only_and_is_made_once()
    {
        using var folder = new TemporaryFolder();
        using var first = LocalIssuer.Open(folder.Path);
        using var second = LocalIssuer.Open(folder.Path);
        var file = Path.Combine(folder.Path, "identity", "issuer.pem");

        Assert.Equal(first.Keys.Single().KeyId, second.Keys.Single().KeyId);
        Assert.Equal([file], Directory.GetFiles(Path.Combine(folder.Path, "identity")));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }
    }

    [Fact]
    public void An_issuer_opened_again_signs_after_the_first_is_gone()
    {
        using var folder = new TemporaryFolder();
        using (var first = LocalIssuer.Open(folder.Path))
        {
            first.Issue("first", [Roles.Officer], null, TimeSpan.FromHours(1));
        }

        using var second = LocalIssuer.Open(folder.Path);

        Assert.NotEmpty(second.Issue("second", [Roles.Officer], null, TimeSpan.FromHours(1)));
    }

    [Fact]
    public async Task A_public_key_verifies_and_does_not_issue()
    {
        using var folder = new TemporaryFolder();
        using var issuer = LocalIssuer.Open(folder.Path);
        await using var app = await EchoEndpoint.StartAsync(("Identity:KeyFile", folder.Write("verify.pem", issuer.PublicPem)));

        Assert.Equal("hello", (await SayAsync(app, issuer)).Text);
        var fault = Assert.Throws<InvalidOperationException>(() => app.Token(Roles.Officer));
        Assert.Contains("public keys only", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keys_are_rotated_without_refusing_a_token_of_either()
    {
        using var folder = new TemporaryFolder();
        using var old = LocalIssuer.OpenOrCreate(folder.File("old.pem"));
        using var next = LocalIssuer.OpenOrCreate(folder.File("next.pem"));
        using var stranger = LocalIssuer.OpenOrCreate(folder.File("stranger.pem"));
        await using var app = await EchoEndpoint.StartAsync(("Identity:KeyFile", folder.Write("verify.pem", old.PublicPem + "\n" + next.PublicPem)));

        Assert.Equal("hello", (await SayAsync(app, old)).Text);
        Assert.Equal("hello", (await SayAsync(app, next)).Text);
        Assert.Equal((int)StatusCode.Unauthenticated, (await Answers.RefusedAsync(SayAsync(app, stranger))).Code);
    }

    [Fact]
    public void A_file_with_several_keys_signs_with_its_first_private_one()
    {
        using var folder = new TemporaryFolder();
        using var old = LocalIssuer.OpenOrCreate(folder.File("old.pem"));
        using var next = LocalIssuer.OpenOrCreate(folder.File("next.pem"));

        using var both = LocalIssuer.OpenFile(folder.Write("both.pem", old.PublicPem + "\n" + File.ReadAllText(folder.File("next.pem"))));

        var token = new Microsoft.IdentityModel.JsonWebTokens.JsonWebToken(both.Issue("tester", [Roles.Officer], null, TimeSpan.FromHours(1)));
        Assert.Equal(next.Keys.Single().KeyId, token.Kid);
    }

    [Theory]
    [InlineData(null, "cannot be read")]
    [InlineData("not a key", "holds no key")]
    [InlineData("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----", "not an elliptic curve key")]
    [InlineData("-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----", "ENCRYPTED PRIVATE KEY that is not")]
    public async Task A_key_file_that_is_wrong_refuses_to_start(string? content, string words)
    {
        using var folder = new TemporaryFolder();
        var file = content is null ? folder.File("missing.pem") : folder.Write("wrong.pem", content);

        var exception = await Assert.ThrowsAsync<OptionsValidationException>(() => EchoEndpoint.StartAsync(("Identity:KeyFile", file)));

        Assert.Contains(words, exception.Message, StringComparison.Ordinal);
        Assert.Contains(file, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_file_and_a_provider_together_refuse_to_start()
    {
        var exception = await Assert.ThrowsAsync<OptionsValidationException>(() => EchoEndpoint.StartAsync(
            ("Identity:KeyFile", "any.pem"), ("Identity:Authority", "https://id.example.org"), ("Identity:Audience", "clearance")));

        Assert.Contains("both set", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://id.example.org", "", "Identity:Audience is missing")]
    [InlineData("", "clearance", "without Identity:Authority")]
    [InlineData("http://id.example.org", "clearance", "https")]
    public async Task Settings_that_would_let_strangers_in_refuse_to_start(string authority, string audience, string words)
    {
        var exception = await Assert.ThrowsAsync<OptionsValidationException>(
            () => EchoEndpoint.StartAsync(("Identity:Authority", authority), ("Identity:Audience", audience)));

        Assert.Contains(words, exception.Message, StringComparison.Ordinal);
    }

    private static Task<SayResponse> SayAsync(Clearance.Testing.ServiceApp app, LocalIssuer issuer) =>
        new EchoService.EchoServiceClient(app.GrpcWith(issuer.Issue("tester", [Roles.Declarant], EchoEndpoint.Firm, TimeSpan.FromHours(1)))).SayAsync(Hello).ResponseAsync;
}

internal static class Json
{
    public static StringContent Of(string json) => new(json, System.Text.Encoding.UTF8, "application/json");
}

internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("clearance-").FullName;

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public string Write(string name, string text)
    {
        System.IO.File.WriteAllText(File(name), text);
        return File(name);
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
