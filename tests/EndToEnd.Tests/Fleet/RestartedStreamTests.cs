using Clearance.Contracts.Declaration.V1;
using Clearance.Contracts.Operations.V1;
using Clearance.Kernel;
using Clearance.Standalone.Fleet;
using Clearance.Testing;
using Grpc.Core;

namespace Clearance.EndToEnd.Tests.Fleet;

/// <summary>gRPC through the gateway to real services, over a restart behind it. On SQLite, because nothing here travels from service to service.</summary>
public sealed class RestartedStreamTests : IAsyncLifetime
{
    private readonly string data = Directory.CreateTempSubdirectory("clearance-streams-").FullName;
    private SeparateSuite suite = null!;

    public async ValueTask InitializeAsync() => suite = await SeparateSuite.StartAsync(new SeparateSuiteOptions(data), TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (suite is not null)
        {
            await suite.DisposeAsync();
        }

        Directory.Delete(data, recursive: true);
    }

    [Fact]
    public async Task Dead_letters_of_every_service_are_listed_and_a_watcher_goes_on_after_a_restart()
    {
        using var doors = suite.OpenDoors();
        var letters = new DeadLetterService.DeadLetterServiceClient(doors.Channel);
        foreach (var service in suite.Members.Skip(1).Select(member => member.Service))
        {
            Assert.Empty((await letters.ListDeadLettersAsync(new ListDeadLettersRequest { Parent = $"services/{service}" }, Caller(Roles.Operator))).DeadLetters);
        }

        var (name, firm) = await Filing.LodgeAsync(suite);
        var (declarations, caller) = (new DeclarationService.DeclarationServiceClient(doors.Channel), Caller(Roles.Declarant, firm));
        using var before = declarations.WatchDeclaration(new WatchDeclarationRequest { Name = name }, caller);
        Assert.True(await before.ResponseStream.MoveNext(TestContext.Current.CancellationToken));

        var restarting = suite.RestartAsync("declarations", TestContext.Current.CancellationToken);
        var end = await Assert.ThrowsAsync<RpcException>(() => before.ResponseStream.MoveNext(TestContext.Current.CancellationToken));
        await restarting;

        Assert.Equal(StatusCode.Unavailable, end.StatusCode);
        Assert.Equal(name, await Eventually.GetAsync(() => FirstNameAsync(declarations, name, caller), seen => seen.Length > 0));
    }

    /// <summary>What a client does whose stream ended: it opens it again, and again while the service is away.</summary>
    private static async Task<string> FirstNameAsync(DeclarationService.DeclarationServiceClient declarations, string name, Metadata caller)
    {
        using var again = declarations.WatchDeclaration(new WatchDeclarationRequest { Name = name }, caller);
        try
        {
            return await again.ResponseStream.MoveNext(TestContext.Current.CancellationToken) ? again.ResponseStream.Current.Name : string.Empty;
        }
        catch (RpcException away) when (away.StatusCode is StatusCode.Unavailable)
        {
            return string.Empty;
        }
    }

    private Metadata Caller(string role, string? enterprise = null) => new() { { "authorization", $"Bearer {Filing.TokenOf(suite, role, enterprise)}" } };
}
