using Clearance.Contracts.Operations.V1;
using Clearance.Engine.Tests.Bank;
using Clearance.Kernel;
using Clearance.Messaging;
using Clearance.Testing;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using State = Clearance.Contracts.Operations.V1.DeadLetter.Types.State;

namespace Clearance.Engine.Tests;

public abstract class DeadLetterTests(Provider provider) : EngineTests(provider), IAsyncLifetime
{
    private ServiceApp? _app;
    private DeadLetterService.DeadLetterServiceClient _letters = null!;

    public async ValueTask InitializeAsync()
    {
        var place = await NewPlaceAsync();
        _app = await ServiceApp.StartAsync(
            services => services
                .AddSingleton(new EventRoutes([new(StringValue.Descriptor, "bank", ["audit"])]))
                .AddEngine<AuditDefinition, AuditSqliteContext, AuditPostgreSqlContext>(),
            _ => { },
            new ServiceAppSettings { Directory = place.Folder, Configuration = place.Settings });
        _letters = new DeadLetterService.DeadLetterServiceClient(_app.Grpc(Roles.Operator));
    }

    public override async ValueTask DisposeAsync()
    {
        if (_app is { } app)
        {
            await app.DisposeAsync();
        }

        await base.DisposeAsync();
    }

    [Fact]
    public async Task An_event_that_is_refused_is_kept_with_its_reason_and_nothing_of_it_is_done()
    {
        await HearAsync("poison:5");

        var letter = Assert.Single(await ListAsync());
        Assert.Equal(
            ("google.protobuf.StringValue", "accounts/x", "POISON: Not this one.", 1, State.Waiting),
            (letter.EventType, letter.Subject, letter.Reason, letter.Attempts, letter.State));
        Assert.Null(await SumAsync("all"));
    }

    [Theory]
    [InlineData("bomb:1", "InvalidOperationException: Bang.")]
    [InlineData("no number:x", "FormatException: The input string 'x' was not in a correct format.")]
    public async Task An_event_that_throws_is_kept_and_others_go_on(string text, string reason)
    {
        await HearAsync(text);
        await HearAsync("anna:3");

        Assert.Equal(reason, Assert.Single(await ListAsync()).Reason);
        Assert.Equal(3, await SumAsync("anna"));
    }

    [Fact]
    public async Task A_retry_takes_the_event_in_once_the_reason_is_gone()
    {
        await HearAsync("poison:5");
        var name = (await ListAsync())[0].Name;
        var inVain = await _letters.RetryDeadLetterAsync(new RetryDeadLetterRequest { Name = name });
        await CureAsync();

        var handled = await _letters.RetryDeadLetterAsync(new RetryDeadLetterRequest { Name = name });

        Assert.Equal((State.Waiting, 2), (inVain.State, inVain.Attempts));
        Assert.Equal((State.Handled, 3), (handled.State, handled.Attempts));
        Assert.Equal((5L, 5L), (await SumAsync("poison"), await SumAsync("all")));
        await Assert.ThrowsAsync<RpcException>(async () => await _letters.RetryDeadLetterAsync(new RetryDeadLetterRequest { Name = name }));
        Assert.Equal(5, await SumAsync("all"));
    }

    [Fact]
    public async Task A_repeated_retry_with_its_request_id_gets_the_same_answer()
    {
        await HearAsync("poison:5");
        var retry = new RetryDeadLetterRequest { Name = (await ListAsync())[0].Name, RequestId = "5e0a3f2e-8a4f-4a55-8a2f-9a1f7c1d2b3c" };
        await CureAsync();

        var first = await _letters.RetryDeadLetterAsync(retry);

        Assert.Equal(first, await _letters.RetryDeadLetterAsync(retry));
    }

    [Fact]
    public async Task A_discarded_event_is_given_up_and_stays_listed_with_its_reason()
    {
        await HearAsync("bomb:5");
        var name = (await ListAsync())[0].Name;

        await _letters.DiscardDeadLetterAsync(new DiscardDeadLetterRequest { Name = name, Reason = "test event" });

        var letter = Assert.Single(await ListAsync());
        Assert.Equal((State.Discarded, "test event"), (letter.State, letter.Reason));
        var again = await Assert.ThrowsAsync<RpcException>(async () => await _letters.RetryDeadLetterAsync(new RetryDeadLetterRequest { Name = name }));
        Assert.Equal(StatusCode.FailedPrecondition, again.StatusCode);
    }

    [Fact]
    public async Task Dead_letters_come_in_pages_oldest_first()
    {
        foreach (var i in Enumerable.Range(0, 5))
        {
            await HearAsync($"poison:{i}");
        }

        var names = new List<string>();
        var token = string.Empty;
        do
        {
            var page = await _letters.ListDeadLettersAsync(new ListDeadLettersRequest { Parent = "services/audit", PageSize = 2, PageToken = token });
            names.AddRange(page.DeadLetters.Select(letter => letter.Name));
            token = page.NextPageToken;
        }
        while (token.Length > 0);

        Assert.Equal(5, names.Distinct().Count());
        Assert.Equal(names, (await ListAsync()).Select(letter => letter.Name));
    }

    [Theory]
    [InlineData("services/nobody")]
    [InlineData("audit")]
    public async Task Dead_letters_of_no_service_are_not_found(string parent)
    {
        var exception = await Assert.ThrowsAsync<RpcException>(async () => await _letters.ListDeadLettersAsync(new ListDeadLettersRequest { Parent = parent }));

        Assert.Equal(StatusCode.NotFound, exception.StatusCode);
    }

    [Fact]
    public async Task Only_an_operator_sees_dead_letters()
    {
        var others = new DeadLetterService.DeadLetterServiceClient(_app!.Grpc(Roles.Officer));

        var exception = await Assert.ThrowsAsync<RpcException>(async () => await others.ListDeadLettersAsync(new ListDeadLettersRequest { Parent = "services/audit" }));

        Assert.Equal(StatusCode.PermissionDenied, exception.StatusCode);
    }

    private async Task<IReadOnlyList<Contracts.Operations.V1.DeadLetter>> ListAsync() =>
        (await _letters.ListDeadLettersAsync(new ListDeadLettersRequest { Parent = "services/audit" })).DeadLetters;

    private Task HearAsync(string text) => BankApp.HearAsync(
        _app!.Services.GetRequiredService<EngineHost<AuditDefinition>>(), text, Guid.CreateVersion7(TimeProvider.System.GetUtcNow()));

    private Task CureAsync() => _app!.Services.GetRequiredService<IEngine<AuditDefinition>>().SendAsync(
        Ledgers.Tallies, "poison", new Cure(), BankApp.By("nurse"), tally => new Int64Value { Value = tally.Count }, CancellationToken.None);

    private async Task<long?> SumAsync(string key) => (await _app!.Services.GetRequiredService<IReader<AuditDefinition>>()
        .FindAsync(Ledgers.Tallies, key, CancellationToken.None))?.State.Sum;
}

public sealed class SqliteDeadLetterTests() : DeadLetterTests(Provider.Sqlite);

[Trait("Needs", "servers")]
public sealed class PostgreSqlDeadLetterTests() : DeadLetterTests(Provider.PostgreSql);
