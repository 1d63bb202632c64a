using Clearance.Declarations.Domain.Documents;
using Clearance.Declarations.Domain.Enterprises;
using Clearance.Declarations.Domain.Form;
using Clearance.Kernel;

namespace Clearance.Declarations.Domain.Tests;

/// <summary>Slots, release before replenishing, and its deadline.</summary>
public sealed class DocumentTests
{
    [Fact]
    public void An_import_by_sea_needs_invoice_and_bill_of_lading()
    {
        var slots = World.WithAccepted().Declaration.Documents;

        Assert.Equal([DocumentKind.Invoice, DocumentKind.BillOfLading], slots.Where(slot => slot.Required).Select(slot => slot.Kind));
        Assert.All(slots, slot => Assert.NotNull(slot.File));
        Assert.Equal("A-INVOICE.pdf", slots[0].File!.Reference);
    }

    [Fact]
    public void An_export_needs_none() => Assert.Empty(World.WithAccepted(Forms.SeaExport).Declaration.Documents);

    [Fact]
    public void An_import_by_road_needs_its_cargo_list()
    {
        var form = Forms.SeaImport with { Transport = new Transport("4", "辽B12345", "", ""), Attachments = [], Containers = [] };
        var codes = World.WithFirms().Lodge(form)!.Violations.Select(violation => violation.TextZh);

        Assert.Equal(["缺少发票。", "缺少载货清单。"], codes);
    }

    [Fact]
    public void Forms_before_the_rules_needed_nothing() =>
        Assert.Empty(DocumentSlots.For(Forms.SeaImport with { Attachments = [] }, [], new DateTimeOffset(2018, 7, 31, 0, 0, 0, TimeSpan.Zero)));

    [Fact]
    public void A_file_in_a_draft_may_be_replaced_and_stays_when_the_draft_is_changed()
    {
        var world = World.WithFirms();
        Assert.Null(world.Save(Forms.SeaImport with { Attachments = [] }));
        Assert.Null(world.Upload(DocumentKind.Invoice, "01"));
        Assert.Null(world.Upload(DocumentKind.Invoice, "02"));
        Assert.Null(world.Tell(new UpdateDeclaration(new DeclarationForm { Remarks = "x" }, ["remarks"], [], "")));

        Assert.Equal("02", world.Declaration.Documents.Single(slot => slot.Kind == DocumentKind.Invoice).File!.Sha256);
        Assert.Equal([DocumentKind.BillOfLading], world.Declaration.MissingDocuments);
        Assert.Null(world.Upload(DocumentKind.BillOfLading));
        Assert.Null(world.Tell(new SubmitDeclaration()));
        Assert.IsType<DeclarationAccepted>(Assert.Single(world.Facts));
    }

    [Fact]
    public void A_file_of_an_accepted_form_is_not_replaced()
    {
        var world = World.WithAccepted();

        Assert.Equal("DOCUMENT_ALREADY_UPLOADED", world.Upload(DocumentKind.Invoice)!.Reason);
        Assert.Null(world.Upload(DocumentKind.Contract, "01"));
        Assert.Null(world.Upload(DocumentKind.Contract, "01"));
        Assert.Equal("DOCUMENT_ALREADY_UPLOADED", world.Upload(DocumentKind.Contract, "02")!.Reason);
    }

    [Fact]
    public void A_certified_firm_may_give_the_invoice_after_release()
    {
        var world = World.WithAccepted(Forms.AirWithoutInvoice);

        Assert.Equal([DocumentKind.Invoice], world.Declaration.MissingDocuments);
        Assert.Equal(new DateOnly(2018, 11, 6), world.Declaration.ReplenishDueDate);
        Assert.IsType<DeclarationAccepted>(Assert.Single(world.Facts));
    }

    [Fact]
    public void The_period_counts_from_the_release_once_it_is_known()
    {
        var world = World.WithAccepted(Forms.AirWithoutInvoice);
        Assert.Null(world.Declaration.ReplenishmentEnd);

        Assert.Null(world.Tell(Facts.Released(provisional: true) with { Time = new DateTimeOffset(2018, 10, 25, 20, 0, 0, TimeSpan.Zero) }));

        Assert.Equal(new DateOnly(2018, 11, 9), world.Declaration.ReplenishDueDate);
        Assert.Equal(CustomsTime.StartOf(new DateOnly(2018, 11, 10)), world.Declaration.ReplenishmentEnd);
    }

    [Fact]
    public void The_last_missing_document_completes_the_form()
    {
        var world = World.WithAccepted(Forms.AirWithoutInvoice);
        Assert.Null(world.Upload(DocumentKind.Invoice));

        Assert.Equal(new DocumentsCompleted(World.Key, world.Now), world.Facts[^1]);
        Assert.Empty(world.Declaration.MissingDocuments);
        Assert.Null(world.Declaration.ReplenishDueDate);
        Assert.Contains(world.Declaration.Timeline, entry => entry.Kind == TimelineKind.DocumentsCompleted);
    }

    [Fact]
    public void A_guarantee_for_documents_that_are_all_there_is_told_at_once()
    {
        var world = World.WithAccepted(Forms.AirWithoutInvoice with { Attachments = Forms.SeaImport.Attachments });

        Assert.IsType<DocumentsCompleted>(world.Facts[^1]);
    }

    [Fact]
    public void Documents_that_do_not_come_suspend_the_privilege_once()
    {
        var world = World.WithAccepted(Forms.AirWithoutInvoice);
        Assert.Null(world.Tell(Facts.Released(provisional: true)));
        var end = world.Declaration.ReplenishmentEnd!.Value;
        world.Now = end.AddTicks(-1);
        Assert.Null(world.Tell(new ReplenishmentDue(), Actor.System));
        Assert.False(world.Declaration.ReplenishmentOverdue);

        world.Now = end;
        Assert.Null(world.Tell(new ReplenishmentDue(), Actor.System));
        Assert.Null(world.Tell(new ReplenishmentDue(), Actor.System));

        var fact = Assert.IsType<ReplenishmentOverdue>(world.Facts[^1]);
        Assert.Equal((World.Key, end, DocumentKind.Invoice), (fact.Declaration, fact.Time, Assert.Single(fact.Missing)));
        Assert.Equal(2, world.Facts.Count);
        Assert.Contains("invoice", world.Enterprises[Forms.Trader].Suspension);
        Assert.Null(world.Declaration.ReplenishmentEnd);
        Assert.Equal("PRIVILEGE_SUSPENDED", Assert.Single(world.Lodge(Forms.AirWithoutInvoice, "02")!.Violations).Code);

        Assert.Null(world.Upload(DocumentKind.Invoice));
        Assert.IsType<DocumentsCompleted>(world.Facts[^1]);
    }

    [Theory]
    [InlineData(CreditClass.AdvancedCertified, null)]
    [InlineData(CreditClass.GeneralCertified, null)]
    [InlineData(CreditClass.General, "REPLENISHMENT_NOT_FOR_CREDIT_CLASS")]
    [InlineData(CreditClass.Discredited, "SECURITY_NOT_FOR_DISCREDITED,REPLENISHMENT_NOT_FOR_CREDIT_CLASS")]
    public void The_credit_class_decides_who_may_give_documents_later(CreditClass traderClass, string? codes)
    {
        var refusal = World.WithFirms(traderClass).Lodge(Forms.AirWithoutInvoice);

        Assert.Equal(codes, refusal is null ? null : string.Join(',', refusal.Violations.Select(violation => violation.Code)));
    }

    [Fact]
    public void Every_category_belongs_to_a_kind_and_every_kind_has_a_name_of_its_own()
    {
        Assert.All(DocumentKinds.Categories, category => Assert.NotNull(DocumentKinds.OfCategory(category)));
        Assert.Equal(DocumentKind.InspectionCertificate, DocumentKinds.OfCategory("20000017"));
        Assert.Null(DocumentKinds.OfCategory("20000028"));
        Assert.Null(DocumentKinds.OfCategory("1"));
        Assert.All(Enum.GetValues<DocumentKind>(), kind => Assert.Equal(kind, DocumentKinds.OfSlug(DocumentKinds.SlugOf(kind))));
        Assert.Equal("bill-of-lading", DocumentKinds.SlugOf(DocumentKind.BillOfLading));
        Assert.Null(DocumentKinds.OfSlug("Invoice"));
    }
}
