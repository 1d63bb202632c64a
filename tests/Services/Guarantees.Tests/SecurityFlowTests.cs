using Clearance.Contracts.Declaration.Events.V1;
using Clearance.Contracts.Guarantee.Events.V1;
using Clearance.Contracts.Guarantee.V1;
using Clearance.Hosting;
using Clearance.Kernel;
using Clearance.Testing;
using Grpc.Core;
using Microsoft.Extensions.Time.Testing;
using WireClaim = Clearance.Contracts.Guarantee.V1.Claim;
using WireGuarantee = Clearance.Contracts.Guarantee.V1.Guarantee;
using WireReservation = Clearance.Contracts.Guarantee.V1.Reservation;

namespace Clearance.Guarantees.Tests;

public sealed class SecurityFlowTests
{
    [Fact]
    public async Task A_declaration_is_secured_and_gives_the_limit_back_when_both_duties_are_done()
    {
        await using var app = await Sample.StartAsync();
        var name = (await app.RegisterAsync()).Name;

        await app.PublishAsync(Sample.Assessed("d1", name, 400m, tax: true, documents: true));

        var secured = await app.Events.WaitForAsync<DeclarationSecured>();
        Assert.Equal(("declarations/d1", $"{name}/reservations/d1", 400m), (secured.Declaration, secured.Reservation, secured.Amount.Amount()));
        Assert.True(secured.SecuresTax && secured.SecuresDocuments);
        Assert.Equal(new DateOnly(2018, 12, 31), secured.ValidToDate.ToKernel());
        Assert.Equal(600m, (await GetAsync(app, name)).AvailableAmount.Amount());

        await app.PublishAsync(Sample.Settled("d1"));
        Assert.Equal(WireReservation.Types.State.Reserved, (await ReservationAsync(app, name, "d1")).State);
        await app.PublishAsync(Sample.Completed("d1"));

        var released = await app.Events.WaitForAsync<SecurityReleased>();
        Assert.Equal(("declarations/d1", 400m), (released.Declaration, released.Amount.Amount()));
        Assert.Equal(1000m, (await GetAsync(app, name)).AvailableAmount.Amount());
        Assert.Equal(WireReservation.Types.State.Released, (await ReservationAsync(app, name, "d1")).State);
    }

    [Fact]
    public async Task Facts_in_the_wrong_order_and_delivered_twice_end_in_the_same_place()
    {
        await using var app = await Sample.StartAsync();
        var name = (await app.RegisterAsync()).Name;

        await app.PublishAsync(Sample.Settled("d1"));
        var id = await app.PublishAsync(Sample.Assessed("d1", name, 400m, tax: true, documents: true));
        await app.PublishAsync(Sample.Assessed("d1", name, 400m, tax: true, documents: true), id);
        await app.PublishAsync(Sample.Assessed("d1", name, 400m, tax: true, documents: true));
        Assert.Equal(600m, (await GetAsync(app, name)).AvailableAmount.Amount());
        await app.PublishAsync(Sample.Completed("d1"));
        await app.PublishAsync(Sample.Completed("d1"));

        Assert.Equal(1000m, (await GetAsync(app, name)).AvailableAmount.Amount());
        Assert.Single(app.Events.All<DeclarationSecured>());
        Assert.Single(app.Events.All<SecurityReleased>());
    }

    [Theory]
    [InlineData("unknown", "GUARANTEE_UNKNOWN")]
    [InlineData("foreign", "GUARANTEE_NOT_YOURS")]
    [InlineData("expired", "GUARANTEE_EXPIRED")]
    [InlineData("early", "GUARANTEE_NOT_YET_VALID")]
    [InlineData("small", "LIMIT_EXCEEDED")]
    [InlineData("use", "USE_NOT_COVERED")]
    [InlineData("suspended", "GUARANTEE_SUSPENDED")]
    [InlineData("cancelled", "GUARANTEE_CANCELLED")]
    public async Task A_guarantee_that_cannot_secure_says_why_and_nothing_is_taken(string fault, string reason)
    {
        await using var app = await Sample.StartAsync();
        var policy = Sample.Policy();
        policy.Insured = fault == "foreign" ? Sample.OtherFirm : policy.Insured;
        policy.ValidFromDate = fault == "early" ? new DateOnly(2018, 11, 1).ToWire() : policy.ValidFromDate;
        var name = (await app.RegisterAsync(policy)).Name;
        var client = app.Guarantees();
        switch (fault)
        {
            case "suspended": await client.SuspendGuaranteeAsync(new SuspendGuaranteeRequest { Name = name }); break;
            case "cancelled": await client.CancelGuaranteeAsync(new CancelGuaranteeRequest { Name = name }); break;
            case "expired": app.Clock.Advance(TimeSpan.FromDays(70)); break;
            default: break;
        }

        if (fault == "use")
        {
            var other = Sample.Policy(number: "POL-2");
            other.Uses.Remove(WireGuarantee.Types.Use.Documents);
            name = (await app.RegisterAsync(other)).Name;
        }

        var named = fault == "unknown" ? "guarantees/nowhere" : name;
        await app.PublishAsync(Sample.Assessed("d1", named, fault == "small" ? 1000.01m : 10m, documents: fault == "use"));

        var refused = await app.Events.WaitForAsync<SecurityRefused>();
        Assert.Equal((reason, named, "declarations/d1"), (refused.Reason, refused.Guarantee, refused.Declaration));
        Assert.NotEmpty(refused.Text);
        Assert.Empty(app.Events.All<DeclarationSecured>());
        Assert.Equal(0m, (await GetAsync(app, name)).ReservedAmount.Amount());
        Assert.True(Enum.TryParse<ErrorReason>(string.Concat(reason.Split('_').Select(word => word[0] + word[1..].ToLowerInvariant())), out _));
    }

    [Fact]
    public async Task A_form_that_owes_nothing_has_its_documents_secured()
    {
        await using var app = await Sample.StartAsync();
        var name = (await app.RegisterAsync()).Name;

        await app.PublishAsync(Sample.Assessed("d1", name, 0m, tax: false, documents: true));
        await app.PublishAsync(Sample.Settled("d1"));

        Assert.True((await app.Events.WaitForAsync<DeclarationSecured>()).SecuresDocuments);
        Assert.Equal(WireReservation.Types.State.Reserved, (await ReservationAsync(app, name, "d1")).State);
        await app.PublishAsync(Sample.Completed("d1"));
        Assert.Equal(0m, (await app.Events.WaitForAsync<SecurityReleased>()).Amount.Amount());
        Assert.Equal(WireReservation.Types.State.Released, (await ReservationAsync(app, name, "d1")).State);
    }

    [Fact]
    public async Task A_declaration_without_a_guarantee_is_of_no_concern()
    {
        await using var app = await Sample.StartAsync();

        await app.PublishAsync(Sample.Assessed("d1", string.Empty, 10m, tax: false));
        await app.PublishAsync(Sample.Settled("d1"));

        Assert.Empty(app.Events.All<SecurityRefused>());
        Assert.Empty(app.Events.All<DeclarationSecured>());
    }

    [Fact]
    public async Task An_overdue_tax_is_claimed_and_what_the_guarantor_pays_uses_the_limit_up()
    {
        await using var app = await Sample.StartAsync();
        var name = (await app.RegisterAsync()).Name;
        await app.PublishAsync(Sample.Assessed("d1", name, 400m));

        await app.PublishAsync(Sample.Overdue("d1", "taxBills/b1", 150m));

        var claimed = await app.Events.WaitForAsync<GuaranteeClaimed>();
        Assert.Equal(("claims/d1", 150m, "TAX_OVERDUE"), (claimed.Claim, claimed.Amount.Amount(), claimed.Reason));
        var claim = Assert.Single((await app.Claims().ListClaimsAsync(new ListClaimsRequest { State = WireClaim.Types.State.Open, Guarantee = name })).Claims);
        Assert.Equal(new DateOnly(2018, 10, 30), claim.PayDueDate.ToKernel());
        Assert.Equal([WireClaim.Types.Ground.TaxOverdue], claim.Grounds);

        var paid = await app.Claims().ReportClaimAsync(
            new ReportClaimRequest { Name = claim.Name, Result = ReportClaimRequest.Types.Result.Paid, PaidAmount = Money.Cny(150m).ToWire() });
        Assert.Equal(WireClaim.Types.State.Paid, paid.State);
        await app.PublishAsync(Sample.Settled("d1"));

        var guarantee = await GetAsync(app, name);
        Assert.Equal((850m, 0m, 150m), (guarantee.AvailableAmount.Amount(), guarantee.ReservedAmount.Amount(), guarantee.PaidAmount.Amount()));
        Assert.Equal(250m, (await app.Events.WaitForAsync<SecurityReleased>()).Amount.Amount());
        Assert.Equal(WireReservation.Types.State.Settled, (await ReservationAsync(app, name, "d1")).State);
    }

    [Fact]
    public async Task Late_documents_are_claimed_and_the_claim_is_withdrawn_when_they_come_after_all()
    {
        await using var app = await Sample.StartAsync();
        var name = (await app.RegisterAsync()).Name;
        await app.PublishAsync(Sample.Assessed("d1", name, 400m, tax: false, documents: true));

        await app.PublishAsync(new ReplenishmentOverdue { Declaration = "declarations/d1", OccurTime = Sample.Start.ToWire(), MissingDocuments = { "3" } });
        var claimed = await app.Events.WaitForAsync<GuaranteeClaimed>();
        Assert.Equal((400m, "REPLENISHMENT_OVERDUE"), (claimed.Amount.Amount(), claimed.Reason));
        var disputed = await app.Claims().ReportClaimAsync(
            new ReportClaimRequest { Name = "claims/d1", Result = ReportClaimRequest.Types.Result.Disputed, Reason = "They are on their way." });
        Assert.Equal((WireClaim.Types.State.Disputed, "They are on their way."), (disputed.State, disputed.DisputeReason));

        await app.PublishAsync(Sample.Completed("d1"));

        Assert.Equal(WireClaim.Types.State.Withdrawn, (await app.Claims().GetClaimAsync(new GetClaimRequest { Name = "claims/d1" })).State);
        Assert.Equal(1000m, (await GetAsync(app, name)).AvailableAmount.Amount());
    }

    [Fact]
    public async Task A_withdrawn_declaration_frees_its_reservation()
    {
        await using var app = await Sample.StartAsync();
        var name = (await app.RegisterAsync()).Name;
        await app.PublishAsync(Sample.Assessed("d1", name, 400m));

        await app.PublishAsync(new DeclarationWithdrawn { Declaration = "declarations/d1", OccurTime = Sample.Start.ToWire(), Reason = "Wrong consignee." });

        await app.Events.WaitForAsync<SecurityReleased>();
        Assert.Equal(WireReservation.Types.State.Voided, (await ReservationAsync(app, name, "d1")).State);
        Assert.Equal(1000m, (await GetAsync(app, name)).AvailableAmount.Amount());
    }

    [Fact]
    public async Task A_reservation_is_found_under_its_own_guarantee_only()
    {
        await using var app = await Sample.StartAsync();
        var name = (await app.RegisterAsync()).Name;
        var other = (await app.RegisterAsync(Sample.Policy(number: "POL-2"))).Name;
        await app.PublishAsync(Sample.Assessed("d1", name, 400m));

        var refusal = await Sample.RefusalAsync(app.Guarantees().GetReservationAsync(new GetReservationRequest { Name = $"{other}/reservations/d1" }));

        Assert.Equal((StatusCode.NotFound, "RESOURCE_NOT_FOUND"), (refusal.Code, refusal.Reason));
        Assert.Equal(400m, (await ReservationAsync(app, name, "d1")).ReservedAmount.Amount());
    }

    [Fact]
    public async Task A_claim_is_reported_by_its_guarantor_only_and_within_what_is_open()
    {
        await using var app = await Sample.StartAsync();
        var name = (await app.RegisterAsync()).Name;
        await app.PublishAsync(Sample.Assessed("d1", name, 400m));
        await app.PublishAsync(Sample.Overdue("d1", "taxBills/b1", 150m));
        var request = new ReportClaimRequest { Name = "claims/d1", Result = ReportClaimRequest.Types.Result.Paid, PaidAmount = Money.Cny(150.01m).ToWire() };

        var tooMuch = await Sample.RefusalAsync(app.Claims().ReportClaimAsync(request));
        var foreign = await Sample.RefusalAsync(app.Claims(Roles.Guarantor, Sample.OtherInsurer).ReportClaimAsync(request));
        var empty = await Sample.RefusalAsync(app.Claims().ReportClaimAsync(new ReportClaimRequest { Name = "claims/d1" }));
        var unreasoned = await Sample.RefusalAsync(app.Claims().ReportClaimAsync(
            new ReportClaimRequest { Name = "claims/d1", Result = ReportClaimRequest.Types.Result.Disputed }));

        Assert.Equal((StatusCode.FailedPrecondition, "PAID_TOO_MUCH"), (tooMuch.Code, tooMuch.Reason));
        Assert.Equal((StatusCode.NotFound, "RESOURCE_NOT_FOUND"), (foreign.Code, foreign.Reason));
        Assert.Equal(["result FIELD_REQUIRED"], empty.Fields);
        Assert.Equal(["reason FIELD_REQUIRED"], unreasoned.Fields);
        Assert.Equal(StatusCode.NotFound, (await Sample.RefusalAsync(app.Claims(Roles.Declarant, Sample.OtherFirm).GetClaimAsync(new GetClaimRequest { Name = "claims/d1" }))).Code);
        Assert.Empty((await app.Claims(Roles.Guarantor, Sample.OtherInsurer).ListClaimsAsync(new ListClaimsRequest())).Claims);
        Assert.Single((await app.Claims(Roles.Declarant, Sample.Firm).ListClaimsAsync(new ListClaimsRequest())).Claims);
    }

    [Fact]
    public async Task A_guarantee_lapses_and_a_reservation_expires_by_the_clock()
    {
        await using var app = await Sample.StartAsync();
        var name = (await app.RegisterAsync()).Name;
        await app.PublishAsync(Sample.Assessed("d1", name, 400m));

        app.Clock.SetUtcNow(CustomsTime.StartOf(new DateOnly(2019, 1, 1)));
        var lapsed = await Eventually.GetAsync(() => GetAsync(app, name), guarantee => guarantee.State == WireGuarantee.Types.State.Expired);
        Assert.Equal(400m, lapsed.ReservedAmount.Amount());

        app.Clock.SetUtcNow(CustomsTime.StartOf(new DateOnly(2019, 4, 1)));
        await app.Events.WaitForAsync<SecurityReleased>();
        Assert.Equal(WireReservation.Types.State.Expired, (await ReservationAsync(app, name, "d1")).State);
    }

    [Fact]
    public async Task The_ledger_shows_every_movement_and_sums_to_zero_page_by_page()
    {
        await using var app = await Sample.StartAsync();
        var name = (await app.RegisterAsync()).Name;
        await app.PublishAsync(Sample.Assessed("d1", name, 400m));
        await app.PublishAsync(Sample.Overdue("d1", "taxBills/b1", 150m));
        await app.Guarantees().ChangeGuaranteeAsync(new ChangeGuaranteeRequest { Name = name, Amount = Money.Cny(1200m).ToWire() });
        await app.PublishAsync(Sample.Settled("d1"));

        var entries = new List<Entry>();
        var request = new ListEntriesRequest { Parent = name, PageSize = 3 };
        do
        {
            var page = await app.Guarantees().ListEntriesAsync(request);
            entries.AddRange(page.Entries);
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);

        Assert.Equal(0m, entries.Sum(entry => entry.Amount.Amount()));
        Assert.Equal(entries.Count, entries.Select(entry => entry.Name).Distinct().Count());
        Assert.All(entries.GroupBy(entry => entry.Transaction), lines => Assert.Equal(0m, lines.Sum(line => line.Amount.Amount())));
        Assert.Equal(1200m, Balance(Entry.Types.Account.Available));
        Assert.Equal(-1200m, Balance(Entry.Types.Account.Limit));
        Assert.Equal(0m, Balance(Entry.Types.Account.Reserved));
        Assert.Equal(0m, Balance(Entry.Types.Account.Claimed));
        Assert.Contains(entries, entry => entry.Declaration == "declarations/d1");
        var available = await app.Guarantees().ListEntriesAsync(new ListEntriesRequest { Parent = name, Account = Entry.Types.Account.Available });
        Assert.Equal([1000m, -400m, 200m, 400m], available.Entries.Select(entry => entry.Amount.Amount()));

        decimal Balance(Entry.Types.Account account) => entries.Where(entry => entry.Account == account).Sum(entry => entry.Amount.Amount());
    }

    [Fact]
    public async Task A_page_token_of_another_list_and_a_negative_page_are_refused()
    {
        await using var app = await Sample.StartAsync();
        var name = (await app.RegisterAsync()).Name;
        await app.PublishAsync(Sample.Assessed("d1", name, 400m));
        var page = await app.Guarantees().ListEntriesAsync(new ListEntriesRequest { Parent = name, PageSize = 1 });

        var other = await Sample.RefusalAsync(app.Guarantees().ListEntriesAsync(
            new ListEntriesRequest { Parent = name, PageToken = page.NextPageToken, Account = Entry.Types.Account.Reserved }));
        var negative = await Sample.RefusalAsync(app.Guarantees().ListEntriesAsync(new ListEntriesRequest { Parent = name, PageSize = -1 }));

        Assert.Equal((StatusCode.InvalidArgument, "PAGE_TOKEN_INVALID"), (other.Code, other.Reason));
        Assert.Equal(["page_size PAGE_SIZE_NEGATIVE"], negative.Fields);
    }

    [Fact]
    public async Task What_was_secured_is_still_secured_after_a_restart()
    {
        var directory = Directory.CreateTempSubdirectory("clearance-guarantees-").FullName;
        string name;
        await using (var app = await Sample.StartAsync(directory: directory))
        {
            name = (await app.RegisterAsync()).Name;
            await app.PublishAsync(Sample.Assessed("d1", name, 400m));
        }

        await using (var app = await Sample.StartAsync(new FakeTimeProvider(Sample.Start.AddDays(1)), directory))
        {
            await app.PublishAsync(Sample.Assessed("d1", name, 400m));
            Assert.Equal(600m, (await GetAsync(app, name)).AvailableAmount.Amount());
            await app.PublishAsync(Sample.Settled("d1"));
            Assert.Equal(1000m, (await GetAsync(app, name)).AvailableAmount.Amount());
        }

        Directory.Delete(directory, recursive: true);
    }

    private static Task<WireGuarantee> GetAsync(ServiceApp app, string name) =>
        app.Guarantees(Roles.Officer).GetGuaranteeAsync(new GetGuaranteeRequest { Name = name }).ResponseAsync;

    private static Task<WireReservation> ReservationAsync(ServiceApp app, string guarantee, string declaration) =>
        app.Guarantees(Roles.Officer).GetReservationAsync(new GetReservationRequest { Name = $"{guarantee}/reservations/{declaration}" }).ResponseAsync;
}
