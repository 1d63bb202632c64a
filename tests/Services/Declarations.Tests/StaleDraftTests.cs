using System.Globalization;
using System.Text;
using Clearance.Contracts.Declaration.V1;
using Clearance.Declarations.Domain.Codes;
using Clearance.Kernel;
using Google.Protobuf;
using Google.Type;
using Grpc.Core;

namespace Clearance.Declarations.Tests;

/// <summary>A draft binds nobody: what was right when it was saved is judged anew on the day of its submission.</summary>
public sealed class StaleDraftTests(Window window) : IClassFixture<Window>
{
    [Fact]
    public async Task A_draft_is_judged_by_the_codes_of_the_day_of_its_submission()
    {
        var form = Window.Form("STALE-1");
        var draft = await window.AsAgent.CreateDeclarationAsync(new CreateDeclarationRequest { Declaration = form });
        Assert.Null(await FaultOfAsync(new SubmitDeclarationRequest { Name = draft.Name, ValidateOnly = true }));

        var others = CodeLists.Of("package-kinds").Entries.Where(entry => entry.Code != form.PackageKind)
            .Select(entry => string.Create(CultureInfo.InvariantCulture, $"{entry.Code},\"{entry.English}\",\"{entry.Chinese}\",,\n"));
        await new CodeListService.CodeListServiceClient(window.App.Grpc(Roles.Officer)).ImportCodeTableAsync(new ImportCodeTableRequest
        {
            Parent = "codeLists/package-kinds",
            CodeTableId = "without-one",
            EffectiveDate = new Date { Year = 2018, Month = 10, Day = 23 },
            Content = ByteString.CopyFrom(Encoding.UTF8.GetBytes("code,name_en,name_zh,valid_from,valid_to\n" + string.Concat(others))),
        });

        foreach (var validateOnly in new[] { true, false })
        {
            var fault = await FaultOfAsync(new SubmitDeclarationRequest { Name = draft.Name, ValidateOnly = validateOnly });
            var violation = Assert.Single(fault!.GetRpcStatus()!.GetDetail<Google.Rpc.BadRequest>()!.FieldViolations);
            Assert.Equal("declaration.package_kind", violation.Field);
        }

        Assert.Equal(Declaration.Types.State.Draft, (await window.AsAgent.GetDeclarationAsync(new GetDeclarationRequest { Name = draft.Name })).State);
    }

    private async Task<RpcException?> FaultOfAsync(SubmitDeclarationRequest request)
    {
        try
        {
            await window.AsAgent.SubmitDeclarationAsync(request);
            return null;
        }
        catch (RpcException fault)
        {
            return fault;
        }
    }
}
