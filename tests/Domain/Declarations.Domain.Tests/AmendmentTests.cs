using Clearance.Declarations.Domain.Form;
using Clearance.Kernel;
using CsCheck;

namespace Clearance.Declarations.Domain.Tests;

/// <summary>Amendments, returns and the day of entry of early declarations.</summary>
public sealed class AmendmentTests
{
    [Fact]
    public void Remarks_come_into_force_at_once_and_make_a_version()
    {
        var world = World.WithAccepted();

        Assert.Null(world.Tell(Remarks(world, "new")));

        var version = Assert.Single(world.Declaration.Versions!.Value);
        Assert.Equal([new FieldChange("remarks", Forms.SeaImport.Remarks, "new")], version.Changes);
        Assert.Equal((Roles.Declarant, "typing mistake", "new"), (version.Actor, version.Reason, world.Declaration.Form.Remarks));
        Assert.Equal(1, Assert.IsType<DeclarationAmended>(world.Facts[^1]).Declaration.Version);
    }

    [Fact]
    public void What_taxes_hang_on_waits_for_an_officer()
    {
        var world = World.WithAccepted();
        Assert.Null(world.Tell(Goods(world, "other goods")));
        Assert.Equal(0, world.Declaration.Version);
        Assert.Equal("AMENDMENT_PENDING", world.Tell(Remarks(world, "x"))!.Reason);

        Assert.Null(world.Tell(new ApproveAmendment("proof seen"), Worlds.Officer));

        Assert.Equal((1, "other goods", null), (world.Declaration.Version, world.Declaration.Form.Items[0].GoodsName, world.Declaration.Amendment));
        Assert.Equal("items[0].goods_name", Assert.Single(world.Declaration.Versions!.Value[0].Changes).Field);
        Assert.Equal("NO_AMENDMENT_PENDING", world.Tell(new ApproveAmendment(""), Worlds.Officer)!.Reason);
    }

    [Fact]
    public void An_officer_of_another_office_decides_nothing()
    {
        var world = World.WithAccepted();
        Assert.Null(world.Tell(Goods(world, "other goods")));
        OfficerMessage[] messages = [new ApproveAmendment(""), new RefuseAmendment("no proof"), new ReturnDeclaration("value"), new RejectDeclaration("class")];

        foreach (var message in messages)
        {
            Assert.Equal("OFFICE_NOT_YOURS", world.Tell(message with { Offices = ["0902", "0901"] }, Worlds.Officer)!.Reason);
        }

        Assert.NotNull(world.Declaration.Amendment);
        Assert.Null(world.Tell(messages[0] with { Offices = ["0902", world.Declaration.Form.CustomsOffice] }, Worlds.Officer));
    }

    [Fact]
    public void A_refused_amendment_leaves_the_form()
    {
        var world = World.WithAccepted();
        Assert.Null(world.Tell(Goods(world, "other goods")));
        Assert.Equal("FIELDS_INVALID", world.Tell(new RefuseAmendment(""), Worlds.Officer)!.Reason);

        Assert.Null(world.Tell(new RefuseAmendment("no proof"), Worlds.Officer));

        Assert.Equal((0, Forms.SeaImport, null), (world.Declaration.Version, world.Declaration.Form, world.Declaration.Amendment));
    }

    [Fact]
    public void Everything_waits_once_the_goods_are_released()
    {
        var world = Worlds.In(DeclarationState.Closed);

        Assert.Null(world.Tell(Remarks(world, "new")));

        Assert.NotNull(world.Declaration.Amendment);
        Assert.Null(world.Tell(new ApproveAmendment(""), Worlds.Officer));
        Assert.Equal(DeclarationState.ReleasedProvisionally, world.Declaration.State);
        Assert.Null(world.Tell(new TaxSettled(world.Now, Money.Cny(5)) { Version = 1 }, Actor.System));
        Assert.Equal(DeclarationState.Closed, world.Declaration.State);
    }

    [Theory]
    [InlineData("customs_office")]
    [InlineData("trader")]
    [InlineData("declarant")]
    [InlineData("transport.bill_of_lading")]
    [InlineData("self_payment")]
    public void What_the_form_stands_on_cannot_be_amended(string field)
    {
        var world = World.WithAccepted();
        var form = Forms.SeaImport with
        {
            CustomsOffice = "0902",
            Trader = Forms.SeaImport.Trader with { Name = "其他公司" },
            Declarant = Forms.SeaImport.Declarant with { Name = "其他公司" },
            Transport = Forms.SeaImport.Transport with { BillOfLading = "OTHER2018" },
            SelfPayment = !Forms.SeaImport.SelfPayment,
        };

        var refusal = world.Tell(new AmendDeclaration(form, [field.Split('.')[0]], "mistake", ""));

        Assert.Contains(refusal!.Violations, violation => violation.Code == "FIELD_FIXED" && violation.Field == $"declaration.{field}");
    }

    [Fact]
    public void An_amendment_is_judged_by_the_rules_of_the_form()
    {
        var world = World.WithAccepted();

        Assert.Equal("FORM_INVALID", world.Tell(new AmendDeclaration(Forms.SeaImport with { GrossWeight = 1m, NetWeight = 9m }, ["gross_weight", "net_weight"], "x", ""))!.Reason);
        Assert.Equal("UPDATE_MASK_INVALID", world.Tell(new AmendDeclaration(Forms.SeaImport, ["nothing"], "x", ""))!.Reason);
        Assert.Equal("ETAG_STALE", world.Tell(Remarks(world, "new") with { Judged = 3 })!.Reason);
        Assert.Equal("ETAG_STALE", world.Tell(Remarks(world, "new") with { Etag = "old" })!.Reason);
        Assert.Equal("FIELDS_INVALID", world.Tell(Remarks(world, "new") with { Reason = "" })!.Reason);
        Assert.Equal(0, world.Declaration.Version);
    }

    [Fact]
    public void An_inspection_blocks_until_it_has_its_result()
    {
        var world = World.WithAccepted();
        Assert.Null(world.Tell(Goods(world, "other goods")));
        Assert.Null(world.Tell(new ControlDecided(world.Now, ControlLane.Inspection, ["r"]), Actor.System));

        Assert.Equal("UNDER_INSPECTION", world.Tell(new ApproveAmendment(""), Worlds.Officer)!.Reason);
        Assert.Null(world.Tell(new ControlCompleted(world.Now, true, "INSPECTION_PASSED", "inspections/1"), Actor.System));
        Assert.Null(world.Tell(new ApproveAmendment(""), Worlds.Officer));
    }

    [Fact]
    public void A_returned_form_is_answered_by_an_amendment_that_customs_approves()
    {
        var world = Worlds.In(DeclarationState.Returned);
        Assert.Equal(new DateOnly(2018, 10, 28), world.Declaration.Return!.AnswerDueDate);

        Assert.Null(world.Tell(Remarks(world, "answer")));
        Assert.Equal(DeclarationState.Returned, world.Declaration.State);
        Assert.Null(world.Tell(new ApproveAmendment(""), Worlds.Officer));

        Assert.Equal(DeclarationState.Accepted, world.Declaration.State);
    }

    [Fact]
    public void Customs_amends_by_itself_only_what_was_not_answered_in_time()
    {
        var world = Worlds.In(DeclarationState.Returned);
        world.Now = world.Now.AddDays(5);
        Assert.Equal("ANSWER_PERIOD_RUNS", world.Tell(Goods(world, "other goods"), Worlds.Officer)!.Reason);

        world.Now = world.Now.AddDays(1);
        Assert.Null(world.Tell(Goods(world, "other goods"), Worlds.Officer));

        Assert.Equal((1, DeclarationState.Accepted), (world.Declaration.Version, world.Declaration.State));
    }

    [Theory]
    [InlineData(0, null)]
    [InlineData(2, "2018-10-25")]
    public void The_day_of_entry_of_an_early_import_makes_a_version_with_its_rates(int days, string? entry)
    {
        var world = World.WithAccepted(Forms.SeaImport with { EntryDate = null });

        Assert.Null(world.Tell(new GoodsArrived(world.Now.AddDays(days), "EXMPL2018100001"), Actor.System));
        Assert.Null(world.Tell(new GoodsArrived(world.Now.AddDays(days), "EXMPL2018100001"), Actor.System));

        Assert.Equal(entry, world.Declaration.Form.EntryDate?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(entry is null ? 0 : 1, world.Facts.OfType<DeclarationAmended>().Count());
    }

    [Fact]
    public void An_early_declaration_whose_goods_stay_away_is_taken_back()
    {
        var world = World.WithAccepted();
        world.Now = world.Declaration.ArrivalEnd!.Value.AddSeconds(-1);
        Assert.Null(world.Tell(new ArrivalDue(), Actor.System));
        Assert.Equal(DeclarationState.Accepted, world.Declaration.State);

        world.Now = world.Now.AddSeconds(1);
        Assert.Null(world.Tell(new ArrivalDue(), Actor.System));
        Assert.True(Assert.IsType<WithdrawalRequested>(world.Facts[^1]).UnlessArrived);

        // They have arrived after all, before Releases closed its case: the form goes on.
        Assert.Null(world.Tell(new GoodsArrived(world.Now, "EXMPL2018100001"), Actor.System));
        Assert.Equal(DeclarationState.Accepted, world.Declaration.State);
    }

    [Fact]
    public void An_export_waits_three_days_for_its_goods() =>
        Assert.Equal(CustomsTime.StartOf(new DateOnly(2018, 10, 27)), World.WithAccepted(Forms.SeaExport).Declaration.ArrivalEnd);

    /// <summary>Whatever comes in whatever order: versions only ever grow, one by one, and applying their changes leads from one to the next.</summary>
    [Fact]
    public void Versions_are_monotone_without_gaps() => Gen.Int[0, 7].Array[1, 25].Sample(steps =>
    {
        var world = World.WithAccepted();
        var version = 0;
        var facts = 0;
        foreach (var (step, index) in steps.Select((step, index) => (step, index)))
        {
            var before = world.Declaration.Form;
            _ = step switch
            {
                0 => world.Tell(Remarks(world, $"{index}")),
                1 => world.Tell(Goods(world, $"goods {index}")),
                2 => world.Tell(new ApproveAmendment(""), Worlds.Officer),
                3 => world.Tell(new RefuseAmendment("no"), Worlds.Officer),
                4 => world.Tell(new ReturnDeclaration("value"), Worlds.Officer),
                5 => world.Tell(new GoodsArrived(world.Now.AddDays(1), "EXMPL2018100001"), Actor.System),
                6 => world.Tell(Facts.Released(provisional: index % 2 == 0), Actor.System),
                _ => world.Tell(new WithdrawDeclaration("mistake")),
            };
            Assert.InRange(world.Declaration.Version, version, version + 1);
            if (world.Declaration.Version > version)
            {
                Assert.Equal(FormDifference.Between(before, world.Declaration.Form), world.Declaration.Versions!.Value[^1].Changes);
                Assert.Equal(world.Declaration.Version, world.Facts.OfType<DeclarationAmended>().Last().Declaration.Version);
                facts++;
            }

            version = world.Declaration.Version;
        }

        Assert.Equal(facts, world.Facts.OfType<DeclarationAmended>().Count());
    });

    private static AmendDeclaration Remarks(World world, string text) =>
        new(new DeclarationForm { Remarks = text }, ["remarks"], "typing mistake", "") { Judged = world.Declaration.Version };

    private static AmendDeclaration Goods(World world, string name)
    {
        var items = world.Declaration.Form.Items;
        return new(new DeclarationForm { Items = items.SetItem(0, items[0] with { GoodsName = name }) }, ["items"], "typing mistake", "") { Judged = world.Declaration.Version };
    }
}
