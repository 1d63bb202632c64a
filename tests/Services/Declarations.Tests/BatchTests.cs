using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Clearance.Contracts.Declaration.V1;
using Grpc.Core;
using LodgeResult = Clearance.Contracts.Declaration.V1.BatchLodgeDeclarationsResponse.Types.LodgeResult;

namespace Clearance.Declarations.Tests;

/// <summary>Many forms in one call.</summary>
public sealed class BatchTests(Window window) : IClassFixture<Window>
{
    [Fact]
    public async Task Five_hundred_forms_each_for_itself_and_a_repeat_lodges_none_again()
    {
        var request = new BatchLodgeDeclarationsRequest { RequestId = "0b7f8a36-0c0f-4d7c-9a40-111111111111" };
        for (var number = 0; number < 500; number++)
        {
            var form = Window.Form($"BATCH{number:000}");
            form.ClientReference = $"R{number:000}";
            form.Terms = number % 10 == 3 ? "" : form.Terms;
            request.Requests.Add(new LodgeDeclarationRequest { Declaration = form });
        }

        var first = (await window.AsAgent.BatchLodgeDeclarationsAsync(request)).Results;
        var again = (await window.AsAgent.BatchLodgeDeclarationsAsync(request)).Results;

        Assert.Equal(500, first.Count);
        for (var number = 0; number < 500; number++)
        {
            if (number % 10 == 3)
            {
                Assert.Equal("FORM_INVALID", first[number].Refusal.Reason);
                Assert.Contains(first[number].Refusal.Violations, violation => violation.Field == "declaration.terms");
            }
            else
            {
                Assert.Equal($"R{number:000}", first[number].Declaration.ClientReference);
                Assert.Equal(first[number], again[number]);
            }
        }

        Assert.Equal(450, first.Where(IsLodged).Select(result => result.Declaration.DeclarationNumber).Distinct().Count());
        Assert.Single((await window.AsAgent.ListDeclarationsAsync(new ListDeclarationsRequest { BillOfLading = "BATCH007" })).Declarations);
        Assert.Empty((await window.AsAgent.ListDeclarationsAsync(new ListDeclarationsRequest { BillOfLading = "BATCH003" })).Declarations);
    }

    [Fact]
    public async Task Every_form_has_its_own_request_id_caller_and_rehearsal()
    {
        var id = "0b7f8a36-0c0f-4d7c-9a40-222222222222";
        var stranger = Window.Form("BATCH-D");
        stranger.Declarant = stranger.Trader;
        var results = (await window.AsAgent.BatchLodgeDeclarationsAsync(new BatchLodgeDeclarationsRequest
        {
            Requests =
            {
                new LodgeDeclarationRequest { Declaration = Window.Form("BATCH-A"), RequestId = id },
                new LodgeDeclarationRequest { Declaration = Window.Form("BATCH-B"), RequestId = "no uuid" },
                new LodgeDeclarationRequest { Declaration = Window.Form("BATCH-C"), ValidateOnly = true },
                new LodgeDeclarationRequest { Declaration = stranger },
                new LodgeDeclarationRequest(),
            },
        })).Results;

        Assert.True(IsLodged(results[0]));
        Assert.Equal("REQUEST_ID_MALFORMED", results[1].Refusal.Reason);
        Assert.Equal((true, ""), (IsLodged(results[2]), results[2].Declaration.Name));
        Assert.Equal("DECLARANT_IS_NOT_CALLER", results[3].Refusal.Reason);
        Assert.Equal("FORM_INVALID", results[4].Refusal.Reason);
        var single = await window.AsAgent.LodgeDeclarationAsync(new LodgeDeclarationRequest { Declaration = Window.Form("BATCH-A"), RequestId = id });
        Assert.Equal(results[0].Declaration.Name, single.Name);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(501)]
    public async Task Too_few_and_too_many_are_refused(int count)
    {
        var request = new BatchLodgeDeclarationsRequest { Requests = { Enumerable.Repeat(new LodgeDeclarationRequest(), count) } };

        var fault = await Assert.ThrowsAsync<RpcException>(() => window.AsAgent.BatchLodgeDeclarationsAsync(request).ResponseAsync);

        Assert.Equal((StatusCode.InvalidArgument, "BATCH_SIZE_INVALID"), (fault.StatusCode, Errors.ReasonOf(fault)));
    }

    [Fact]
    public async Task It_is_the_same_by_rest()
    {
        var form = Window.Json(Window.Form("BATCH-REST"));
        using var answer = await window.Rest.PostAsJsonAsync("/v1/declarations:batchLodge", new JsonObject { ["requests"] = new JsonArray(new JsonObject { ["declaration"] = form }) });

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Matches("^0906", JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["results"]![0]!["declaration"]!["declarationNumber"]!.GetValue<string>());
    }

    private static bool IsLodged(LodgeResult result) => result.OutcomeCase == LodgeResult.OutcomeOneofCase.Declaration;
}
