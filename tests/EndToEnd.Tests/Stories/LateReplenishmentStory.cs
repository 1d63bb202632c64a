using Clearance.Contracts.Declaration.V1;
using Clearance.Contracts.Guarantee.V1;
using Clearance.Standalone.Demo;
using Clearance.Testing;
using DeclarationState = Clearance.Contracts.Declaration.V1.Declaration.Types.State;

namespace Clearance.EndToEnd.Tests.Stories;

/// <summary>Road 2 gone wrong: the papers do not come. It lets weeks pass, so it has a suite of its own.</summary>
public abstract class LateReplenishmentStory(StorySuite suite) : Story(suite.StartAsync)
{
    [Fact]
    public async Task Papers_that_do_not_come_cost_the_privilege_and_a_claim()
    {
        const string file = "replenish-air/08-chips-korea.json";
        var body = suite.Form(file);
        var trader = body["declaration"]!["trader"]!["uscc"]!.GetValue<string>();
        body["declaration"]!["security"]!["guarantee"] = suite.Play.Policies[trader];
        var lodged = await suite.LodgeAsync(body);
        await suite.ArriveAsync(lodged);
        var released = await suite.WhenAsync(lodged.Name, now => now.State == DeclarationState.ReleasedProvisionally);
        await suite.PayAsync(await suite.WhenAssessedAsync(lodged.Name));

        await suite.PassDaysAsync(16);

        var enterprise = await Eventually.GetAsync(
            () => suite.Cast.Operator.Enterprises.GetEnterpriseAsync(new GetEnterpriseRequest { Name = $"enterprises/{trader}" }).ResponseAsync,
            now => now.PrivilegeSuspended);
        Assert.NotEmpty(enterprise.SuspensionReason);
        var claims = await Eventually.GetAsync(
            () => suite.Cast.Insurer.Claims.ListClaimsAsync(new ListClaimsRequest()).ResponseAsync,
            now => now.Claims.Any(claim => claim.Declaration == lodged.Name));
        var claim = claims.Claims.Single(one => one.Declaration == lodged.Name);
        Assert.Contains(Claim.Types.Ground.ReplenishmentOverdue, claim.Grounds);
        await suite.WhenAsync(lodged.Name, now => now.SecuritySummary.State == SecuritySummary.Types.State.Claimed);

        var next = suite.Form(file);
        next["declaration"]!["security"]!["guarantee"] = suite.Play.Policies[trader];
        var refused = await Assert.ThrowsAsync<RefusedByRestException>(() => suite.LodgeAsync(next));
        Assert.Equal(400, refused.Status);
    }
}
