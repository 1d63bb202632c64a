namespace Clearance.Releases.Domain.Tests;

/// <summary>The condition table of the README, row by row.</summary>
public sealed class ConditionTests
{
    private static readonly DeclarationAccepted s_missing = new(Given.Key,
        Given.Profile with { MissingDocuments = ["4"], SecuresDocuments = true, SecuresTax = true, Guarantee = "guarantees/g1" }, "seed");

    public static TheoryData<string, ReleaseCaseMessage[], ConditionKind, ConditionVerdict, string, string> Table => new()
    {
        { "nothing declared", [Given.Arrived], ConditionKind.Declared, ConditionVerdict.Open, "", "declarant" },
        { "declared", [Given.Accepted], ConditionKind.Declared, ConditionVerdict.Holds, "DeclarationAccepted", "" },
        { "documents unknown", [Given.Arrived], ConditionKind.Documents, ConditionVerdict.Open, "", "declarant" },
        { "documents complete at acceptance", [Given.Accepted], ConditionKind.Documents, ConditionVerdict.Holds,
            "DeclarationAccepted", "" },
        { "documents missing, guarantee asked", [s_missing], ConditionKind.Documents, ConditionVerdict.Open, "", "guarantor" },
        { "documents missing, guarantee refused", [s_missing, Given.Refused], ConditionKind.Documents, ConditionVerdict.Open,
            "", "declarant" },
        { "documents missing, tax alone secured", [s_missing, Given.Secured(true, false)], ConditionKind.Documents,
            ConditionVerdict.Open, "", "declarant" },
        { "documents secured", [s_missing, Given.Secured(false, true)], ConditionKind.Documents, ConditionVerdict.Secured,
            "DeclarationSecured", "" },
        { "documents secured until yesterday", [s_missing, Given.Secured(false, true, -1)], ConditionKind.Documents,
            ConditionVerdict.Open, "", "declarant" },
        { "documents secured until today", [s_missing, Given.Secured(false, true, 0)], ConditionKind.Documents,
            ConditionVerdict.Secured, "DeclarationSecured", "" },
        { "documents completed", [s_missing, Given.Secured(false, true), Given.Documents], ConditionKind.Documents,
            ConditionVerdict.Holds, "DocumentsCompleted", "" },
        { "tax not computed", [Given.Accepted], ConditionKind.Tax, ConditionVerdict.Open, "", "operator" },
        { "tax computed", [Given.Accepted, Given.Assessed], ConditionKind.Tax, ConditionVerdict.Open, "", "declarant" },
        { "tax computed, guarantee asked", [s_missing, Given.Assessed], ConditionKind.Tax, ConditionVerdict.Open, "", "guarantor" },
        { "tax computed, guarantee refused", [s_missing, Given.Assessed, Given.Refused], ConditionKind.Tax,
            ConditionVerdict.Open, "", "declarant" },
        { "tax secured", [Given.Accepted, Given.Assessed, Given.Secured()], ConditionKind.Tax, ConditionVerdict.Secured,
            "DeclarationSecured", "" },
        { "tax secured until yesterday", [Given.Accepted, Given.Assessed, Given.Secured(true, false, -1)], ConditionKind.Tax,
            ConditionVerdict.Open, "", "declarant" },
        { "tax settled", [Given.Accepted, Given.Assessed, Given.Secured(), Given.Settled], ConditionKind.Tax,
            ConditionVerdict.Holds, "TaxSettled", "" },
        { "tax taken back", [Given.Accepted, Given.Assessed, Given.Settled, Given.Reversed], ConditionKind.Tax, ConditionVerdict.Open, "", "declarant" },
        { "tax taken back, secured", [Given.Accepted, Given.Assessed, Given.Settled, Given.Reversed, Given.Secured()], ConditionKind.Tax,
            ConditionVerdict.Secured, "DeclarationSecured", "" },
        { "tax settled once more", [Given.Accepted, Given.Assessed, Given.Settled, Given.Reversed, Given.SettledAgain], ConditionKind.Tax,
            ConditionVerdict.Holds, "TaxSettled", "" },
        { "tax settled once more, the reversal heard last", [Given.Accepted, Given.Assessed, Given.SettledAgain, Given.Settled, Given.Reversed],
            ConditionKind.Tax, ConditionVerdict.Holds, "TaxSettled", "" },
        { "no lane yet", [Given.Accepted], ConditionKind.Control, ConditionVerdict.Open, "", "operator" },
        { "green", [Given.Accepted, Given.Lane(Lane.Green)], ConditionKind.Control, ConditionVerdict.NotRequired, "ControlDecided", "" },
        { "review ordered", [Given.Accepted, Given.Lane(Lane.DocumentReview)], ConditionKind.Control, ConditionVerdict.Open, "",
            "officer" },
        { "inspection ordered, no goods", [Given.Accepted, Given.Lane(Lane.Inspection)], ConditionKind.Control,
            ConditionVerdict.Open, "", "terminal" },
        { "inspection ordered, goods there", [Given.Accepted, Given.Lane(Lane.Inspection), Given.Arrived],
            ConditionKind.Control, ConditionVerdict.Open, "", "officer" },
        { "passed", [Given.Accepted, Given.Lane(Lane.DocumentReview), Given.Result(true)], ConditionKind.Control,
            ConditionVerdict.Holds, "ControlCompleted", "" },
        { "failed", [Given.Accepted, Given.Lane(Lane.DocumentReview), Given.Result(false)], ConditionKind.Control,
            ConditionVerdict.Failed, "ControlCompleted", "supervisor" },
        { "not arrived", [Given.Accepted], ConditionKind.Arrived, ConditionVerdict.Open, "", "terminal" },
        { "arrived", [Given.Accepted, Given.Arrived], ConditionKind.Arrived, ConditionVerdict.Holds, "GoodsArrived", "" },
    };

    [Theory]
    [MemberData(nameof(Table), DisableDiscoveryEnumeration = true)]
    public void Condition_follows_from_the_facts(string row, ReleaseCaseMessage[] facts, ConditionKind kind,
        ConditionVerdict verdict, string fact, string owner)
    {
        var condition = Conditions.Of(Given.Case(facts).Case, Given.Now).Single(candidate => candidate.Kind == kind);

        Assert.Equal((row, verdict, fact, owner), (row, condition.Verdict, condition.Fact, condition.Owner));
        Assert.NotEmpty(condition.Text);
    }

    [Fact]
    public void Refused_guarantee_is_named_with_its_reason()
    {
        var tax = Conditions.Of(Given.Case(s_missing, Given.Assessed, Given.Refused).Case, Given.Now)[(int)ConditionKind.Tax];

        Assert.Contains("guarantees/g1 could not secure it: LIMIT_EXCEEDED", tax.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, false, false, true, Road.ReleaseBeforeReplenishing)]
    [InlineData(true, true, true, true, Road.ReleaseBeforeReplenishing)]
    [InlineData(true, true, true, false, Road.SelfPayment)]
    [InlineData(false, true, true, false, Road.SelfPayment)]
    [InlineData(false, true, false, true, Road.SelfPayment)]
    [InlineData(false, false, true, false, Road.EarlyDeclaration)]
    [InlineData(true, false, true, false, Road.EarlyDeclaration)]
    [InlineData(false, false, false, false, Road.Traditional)]
    [InlineData(true, false, false, false, Road.Traditional)]
    public void Road_follows_from_the_facts(bool missing, bool selfPayment, bool beforeArrival, bool secured, Road road)
    {
        var profile = Given.Profile with
        {
            MissingDocuments = missing ? ["4"] : [],
            SelfPayment = selfPayment,
            Time = beforeArrival ? Given.Now.AddHours(-10) : Given.Now.AddMinutes(-10),
        };
        ReleaseCaseMessage replenishment = secured ? Given.Secured(true, true) : Given.Documents;

        var (@case, published, _) = Given.Case(new DeclarationAccepted(Given.Key, profile, "s"), Given.Lane(Lane.Green),
            Given.Arrived, Given.Settled, replenishment);

        Assert.Equal(road, Roads.Of(@case, Given.Now));
        Assert.Equal(road, Assert.Single(published.OfType<GoodsReleased>()).Road);
    }

    [Fact]
    public void Road_stays_when_documents_come_after_the_release()
    {
        var missing = new DeclarationAccepted(Given.Key, Given.Profile with { MissingDocuments = ["4"] }, "seed");
        var later = new DocumentsCompleted(Given.Key, new DocumentsThere(Given.Now.AddDays(3)));

        var (@case, _, _) = Given.Case(missing, Given.Lane(Lane.Green), Given.Arrived, Given.Settled, Given.Secured(false, true), later);

        Assert.Equal(Road.ReleaseBeforeReplenishing, Roads.Of(@case, Given.Now.AddDays(4)));
        Assert.Equal(CaseState.Released, @case.State);
        Assert.Equal(later.Documents.Time, @case.SettleTime);
    }
}
