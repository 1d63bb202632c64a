using System.Collections.Immutable;
using Clearance.Declarations.Domain.Enterprises;
using Clearance.Declarations.Domain.Form;
using Clearance.Kernel;

namespace Clearance.Declarations.Domain.Tests;

/// <summary>Two-step declarations: what a summary may leave out, what completes it, and what happens when nobody does.</summary>
public sealed class TwoStepTests
{
    /// <summary>Everything that the second step brings.</summary>
    internal static ImmutableArray<string> SecondStep { get; } =
    [
        .. FormPatch.Paths.Except(["direction", "customs_office", "trader", "declarant", "transport", "security", "self_payment", "summary", "entry_date"]).Order(StringComparer.Ordinal),
    ];

    [Fact]
    public void A_summary_is_accepted_with_a_third_of_the_form_and_no_papers()
    {
        var world = Accepted();

        Assert.Equal((DeclarationState.Accepted, 18), (world.Declaration.State, world.Declaration.DeclarationNumber.Length));
        Assert.Empty(world.Declaration.MissingDocuments);
        Assert.True(Assert.Single(world.Facts.OfType<DeclarationAccepted>()).Declaration.Form.Summary);

        var whole = World.WithFirms();
        whole.Now = Forms.SummaryTime;
        Assert.Equal("FORM_INVALID", whole.Lodge(Forms.Summary with { Summary = null })!.Reason);
    }

    [Theory]
    [InlineData("declaration.summary", "TWO_STEP_NOT_FOR_GOODS")]
    [InlineData("declaration.security.purposes", "TWO_STEP_WITH_REPLENISHMENT")]
    [InlineData("declaration.supervision_mode", "SUPERVISION_MODE_REQUIRED")]
    [InlineData("declaration.transport.bill_of_lading", "BILL_OF_LADING_REQUIRED")]
    [InlineData("declaration.gross_weight", "GROSS_WEIGHT_REQUIRED")]
    [InlineData("declaration.terms", "TERMS_REQUIRED")]
    [InlineData("declaration.items", "ITEMS_REQUIRED")]
    [InlineData("declaration.items[0].total_price", "TOTAL_PRICE_REQUIRED")]
    [InlineData("declaration.items[0].origin_country", "ORIGIN_COUNTRY_REQUIRED")]
    [InlineData("declaration.items[0].first_quantity", "FIRST_QUANTITY_REQUIRED")]
    public void What_a_summary_must_say(string field, string code)
    {
        var (form, item) = (Forms.Summary, Forms.Summary.Items[0]);
        form = field switch
        {
            "declaration.summary" => form with { Direction = Direction.Export },
            "declaration.security.purposes" => form with { Security = new Security("guarantees/1", [SecurityPurpose.Documents]) },
            "declaration.supervision_mode" => form with { SupervisionMode = "" },
            "declaration.transport.bill_of_lading" => form with { Transport = form.Transport with { BillOfLading = "" } },
            "declaration.gross_weight" => form with { GrossWeight = null },
            "declaration.terms" => form with { Terms = "" },
            "declaration.items" => form with { Items = [] },
            "declaration.items[0].total_price" => form with { Items = [item with { TotalPrice = null }] },
            "declaration.items[0].origin_country" => form with { Items = [item with { OriginCountry = "" }] },
            _ => form with { Items = [item with { FirstQuantity = null }] },
        };
        var world = World.WithFirms();
        world.Now = Forms.SummaryTime;

        var refusal = world.Lodge(form);

        Assert.Contains(refusal!.Violations, violation => violation.Field == field && violation.Code == code && violation.TextZh?.Length > 0);
        Assert.Empty(world.Declarations);
    }

    [Theory]
    [InlineData("2019-12-31T15:59:59Z", CreditClass.General, "TWO_STEP_NOT_YET")]
    [InlineData("2019-12-31T16:00:00Z", CreditClass.General, null)]
    [InlineData("2020-03-02T01:00:00Z", CreditClass.Discredited, "TWO_STEP_NOT_FOR_CREDIT_CLASS")]
    public void Who_may_when(string now, CreditClass @class, string? code)
    {
        var world = World.WithFirms(@class);
        world.Now = DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture);

        Assert.Equal(code, world.Lodge(Forms.Summary)?.Violations.Single().Code);
    }

    [Fact]
    public void The_second_step_makes_a_version_and_is_told()
    {
        var world = Accepted();

        Assert.Null(Complete(world));

        var declaration = world.Declaration;
        Assert.Equal((1, null, world.Now, false), (declaration.Version, declaration.Form.Summary, declaration.Completion!.Time, declaration.Completion.Overdue));
        Assert.Equal(5000m, declaration.Form.NetWeight);
        Assert.Contains(declaration.Versions!.Value[0].Changes, change => change.Field == "net_weight");
        Assert.Equal(1, Assert.IsType<DeclarationAmended>(world.Facts[^1]).Declaration.Version);
        Assert.Equal(TimelineKind.Completed, declaration.Timeline[^1].Kind);
        Assert.Equal("DECLARATION_NOT_SUMMARY", Complete(world)!.Reason);
    }

    [Fact]
    public void The_second_step_is_judged_like_a_whole_form_and_by_its_summary()
    {
        var world = Accepted();
        var line = Forms.Whole.Items[0];

        Assert.Contains(Complete(world, Forms.Whole with { NetWeight = null })!.Violations, violation => violation.Code == "NET_WEIGHT_REQUIRED");
        Assert.Contains(Complete(world, Forms.Whole with { Attachments = [] })!.Violations, violation => violation.Code == "DOCUMENT_MISSING");
        Assert.Contains(Complete(world, Forms.Whole with { Items = [line with { OriginCountry = "KOR" }] })!.Violations, violation => violation is { Code: "SUMMARY_DIFFERS", Field: "declaration.items[0].origin_country" });
        Assert.Contains(Complete(world, Forms.Whole with { Items = [line, line with { Number = 2 }] })!.Violations, violation => violation is { Code: "SUMMARY_DIFFERS", Field: "declaration.items" });
        Assert.Contains(
            world.Tell(new CompleteDeclaration(Forms.Whole with { CustomsOffice = "0902" }, [.. SecondStep, "customs_office"], ""))!.Violations,
            violation => violation is { Code: "FIELD_FIXED", Field: "declaration.customs_office" });
        Assert.Equal("ETAG_STALE", world.Tell(new CompleteDeclaration(Forms.Whole, SecondStep, "") { Judged = 1 })!.Reason);
        Assert.Equal(0, world.Declaration.Version);
    }

    [Fact]
    public void An_amendment_does_not_complete_a_summary()
    {
        var world = Accepted();

        var refusal = world.Tell(new AmendDeclaration(Forms.Whole, ["summary", "remarks"], "typing mistake", ""));

        Assert.Contains(refusal!.Violations, violation => violation is { Code: "FIELD_FIXED", Field: "declaration.summary" });
        Assert.Null(world.Tell(new AmendDeclaration(Forms.Summary with { Remarks = "new" }, ["remarks"], "typing mistake", "")));
        Assert.True(world.Declaration.Form.Summary);
    }

    [Fact]
    public void Released_and_paid_it_stays_open_until_it_is_complete()
    {
        var world = Accepted();
        world.Tell(new TaxSettled(world.Now, Money.Cny(5)), Actor.System);
        world.Tell(Facts.Released(provisional: false), Actor.System);
        Assert.Equal(DeclarationState.Released, world.Declaration.State);

        Assert.Null(Complete(world));
        Assert.Equal(DeclarationState.Released, world.Declaration.State);
        world.Tell(new TaxSettled(world.Now, Money.Cny(6)) { Version = 1 }, Actor.System);

        Assert.Equal(DeclarationState.Closed, world.Declaration.State);
    }

    [Fact]
    public void Fourteen_days_after_the_entry_it_is_overdue_and_the_privilege_is_gone()
    {
        var world = Accepted();
        Assert.Equal((null, typeof(ArrivalDue)), (world.Declaration.CompletionDueDate, world.Declaration.Due!.Value.Message.GetType()));
        world.Now = new DateTimeOffset(2020, 3, 4, 2, 0, 0, TimeSpan.Zero);
        Assert.Null(world.Tell(new GoodsArrived(world.Now, "EXMPL2018100001"), Actor.System));

        var due = world.Declaration.Due!.Value;
        Assert.Equal((new DateOnly(2020, 3, 18), CustomsTime.StartOf(new DateOnly(2020, 3, 19)), typeof(CompletionDue)), (world.Declaration.CompletionDueDate, due.Time, due.Message.GetType()));
        world.Now = due.Time.AddTicks(-1);
        world.Tell(new CompletionDue(), Actor.System);
        Assert.Null(world.Declaration.Completion);
        world.Now = due.Time;
        world.Tell(new CompletionDue(), Actor.System);
        world.Tell(new CompletionDue(), Actor.System);

        Assert.Equal(new Completion(null, true), world.Declaration.Completion);
        Assert.Null(world.Declaration.Due);
        Assert.Single(world.Declaration.Timeline, entry => entry.Kind == TimelineKind.CompletionOverdue);
        Assert.NotNull(world.Enterprises[Forms.Trader].Suspension);
        Assert.Equal("PRIVILEGE_SUSPENDED", Assert.Single(world.Lodge(Forms.Summary, "02")!.Violations).Code);

        Assert.Null(Complete(world));
        Assert.Equal((world.Now, true), (world.Declaration.Completion!.Time, world.Declaration.Completion.Overdue));
    }

    [Fact]
    public void Not_while_the_goods_are_inspected_or_an_amendment_waits()
    {
        var world = Accepted();
        world.Tell(new ControlDecided(world.Now, ControlLane.Inspection, []), Actor.System);
        Assert.Equal("UNDER_INSPECTION", Complete(world)!.Reason);

        world = Accepted();
        Assert.Null(world.Tell(new AmendDeclaration(Forms.Summary with { GrossWeight = 5300m }, ["gross_weight"], "weighed", "")));
        Assert.Equal("AMENDMENT_PENDING", Complete(world)!.Reason);
    }

    private static World Accepted() => Worlds.In(DeclarationState.Accepted, Forms.Summary);

    private static Refusal? Complete(World world, DeclarationForm? form = null) => world.Tell(new CompleteDeclaration(form ?? Forms.Whole, SecondStep, "") { Judged = world.Declaration.Version });
}
