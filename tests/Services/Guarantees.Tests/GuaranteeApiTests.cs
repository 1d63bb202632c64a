using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Clearance.Contracts.Guarantee.V1;
using Clearance.Hosting;
using Clearance.Kernel;
using Grpc.Core;
using WireGuarantee = Clearance.Contracts.Guarantee.V1.Guarantee;

namespace Clearance.Guarantees.Tests;

public sealed class GuaranteeApiTests
{
    [Fact]
    public async Task A_registered_guarantee_is_read_back_as_it_was_filed()
    {
        await using var app = await Sample.StartAsync();

        var created = await app.RegisterAsync();
        var read = await app.Guarantees().GetGuaranteeAsync(new GetGuaranteeRequest { Name = created.Name });

        Assert.Equal(created, read);
        Assert.Equal(Sample.Insurer, read.Guarantor);
        Assert.Equal((WireGuarantee.Types.State.Active, 1000m, 0m), (read.State, read.AvailableAmount.Amount(), read.ReservedAmount.Amount()));
        Assert.Equal(Sample.Policy().Uses, read.Uses);
    }

    [Fact]
    public async Task Registering_and_reading_work_over_rest()
    {
        await using var app = await Sample.StartAsync();
        var http = app.Http(Roles.Guarantor, Sample.Insurer);

        var created = await http.PostAsJsonAsync("/v1/guarantees", new
        {
            instrumentNumber = "POL-7",
            kind = "KIND_BANK_LETTER",
            scope = "SCOPE_GENERAL",
            uses = new[] { "USE_TAX" },
            insured = Sample.Firm,
            beneficiaryOffice = "0900",
            amount = new { currencyCode = "CNY", units = "5000000", nanos = 0 },
            validFromDate = new { year = 2018, month = 10, day = 1 },
            validToDate = new { year = 2020, month = 10, day = 1 },
            claimUntilDate = new { year = 2021, month = 1, day = 1 },
        });

        Assert.Equal(HttpStatusCode.OK, created.StatusCode);
        var name = (await created.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("name").GetString();
        var read = await app.Http(Roles.Declarant, Sample.Firm).GetFromJsonAsync<JsonElement>($"/v1/{name}");
        Assert.Equal("5000000", read.GetProperty("availableAmount").GetProperty("units").GetString());
    }

    [Fact]
    public async Task Every_wrong_field_is_named_at_once_and_nothing_is_stored()
    {
        await using var app = await Sample.StartAsync();
        var wrong = new WireGuarantee
        {
            InstrumentNumber = new string('x', 65),
            Kind = (WireGuarantee.Types.Kind)9,
            Uses = { WireGuarantee.Types.Use.Tax, WireGuarantee.Types.Use.Unspecified },
            Insured = Sample.Firm[..17] + (Sample.Firm[17] == '0' ? '1' : '0'),
            BeneficiaryOffice = "09X0",
            Amount = Money.Cny(-1m).ToWire(),
            ValidFromDate = new Google.Type.Date { Year = 2018, Month = 2, Day = 30 },
        };

        var (code, reason, fields) = await Sample.RefusalAsync(app.Guarantees().CreateGuaranteeAsync(new CreateGuaranteeRequest { Guarantee = wrong }));

        Assert.Equal((StatusCode.InvalidArgument, "FIELDS_INVALID"), (code, reason));
        Assert.Equal(
            [
                "guarantee.instrument_number TEXT_TOO_LONG",
                "guarantee.kind VALUE_UNKNOWN",
                "guarantee.scope FIELD_REQUIRED",
                "guarantee.uses[1] FIELD_REQUIRED",
                "guarantee.insured USCC_INVALID",
                "guarantee.beneficiary_office OFFICE_INVALID",
                "guarantee.amount AMOUNT_NOT_POSITIVE",
                "guarantee.valid_from_date DATE_INVALID",
                "guarantee.valid_to_date FIELD_REQUIRED",
                "guarantee.claim_until_date FIELD_REQUIRED",
            ],
            fields);
        Assert.Empty((await app.Guarantees(Roles.Officer).ListGuaranteesAsync(new ListGuaranteesRequest())).Guarantees);
    }

    [Theory]
    [InlineData("USD", 100, 0, "CURRENCY_NOT_CNY")]
    [InlineData("CNY", 0, 0, "AMOUNT_NOT_POSITIVE")]
    [InlineData("CNY", 1, 1_000_000, "AMOUNT_TOO_FINE")]
    [InlineData("CNY", 100_000_000_001, 0, "AMOUNT_TOO_LARGE")]
    [InlineData("CNY", 1, -1, "AMOUNT_INVALID")]
    [InlineData("yuan", 1, 0, "AMOUNT_INVALID")]
    public async Task An_absurd_amount_is_refused_with_its_own_code(string currency, long units, int nanos, string expected)
    {
        await using var app = await Sample.StartAsync();
        var policy = Sample.Policy();
        policy.Amount = new Google.Type.Money { CurrencyCode = currency, Units = units, Nanos = nanos };

        var (_, _, fields) = await Sample.RefusalAsync(app.Guarantees().CreateGuaranteeAsync(new CreateGuaranteeRequest { Guarantee = policy }));

        Assert.Equal([$"guarantee.amount {expected}"], fields);
    }

    [Fact]
    public async Task The_days_are_checked_with_the_other_fields()
    {
        await using var app = await Sample.StartAsync();
        var policy = Sample.Policy();
        policy.Insured = "nobody";
        policy.ValidToDate = new DateOnly(2020, 1, 1).ToWire();

        var (_, _, fields) = await Sample.RefusalAsync(app.Guarantees().CreateGuaranteeAsync(new CreateGuaranteeRequest { Guarantee = policy }));

        Assert.Equal(["guarantee.insured USCC_INVALID", "guarantee.claim_until_date DATE_BEFORE_END", "guarantee.valid_to_date TERM_TOO_LONG"], fields);
    }

    [Fact]
    public async Task A_repeated_request_gets_the_first_answer_and_other_content_is_refused()
    {
        await using var app = await Sample.StartAsync();
        var request = new CreateGuaranteeRequest { Guarantee = Sample.Policy(), RequestId = "7f3c2f1e-6c0a-4c43-9d2e-5b8a8f6b1c11" };

        var first = await app.Guarantees().CreateGuaranteeAsync(request);
        var second = await app.Guarantees().CreateGuaranteeAsync(request);
        request.Guarantee.BeneficiaryOffice = "0901";
        var (code, reason, _) = await Sample.RefusalAsync(app.Guarantees().CreateGuaranteeAsync(request));

        Assert.Equal(first, second);
        Assert.Equal((StatusCode.AlreadyExists, "REQUEST_ID_REUSED"), (code, reason));
    }

    [Fact]
    public async Task An_instrument_is_registered_once()
    {
        await using var app = await Sample.StartAsync();
        await app.RegisterAsync();

        var (code, reason, _) = await Sample.RefusalAsync(app.Guarantees().CreateGuaranteeAsync(new CreateGuaranteeRequest { Guarantee = Sample.Policy() }));

        Assert.Equal((StatusCode.AlreadyExists, "INSTRUMENT_REGISTERED"), (code, reason));
    }

    [Theory]
    [InlineData(Roles.Declarant)]
    [InlineData(Roles.Officer)]
    [InlineData(Roles.Bank)]
    public async Task Only_a_guarantor_registers(string role)
    {
        await using var app = await Sample.StartAsync();

        var (code, reason, _) = await Sample.RefusalAsync(app.Guarantees(role, Sample.Firm).CreateGuaranteeAsync(new CreateGuaranteeRequest { Guarantee = Sample.Policy() }));

        Assert.Equal((StatusCode.PermissionDenied, "ROLE_MISSING"), (code, reason));
    }

    [Fact]
    public async Task Everybody_sees_what_concerns_them_and_nothing_else()
    {
        await using var app = await Sample.StartAsync();
        var name = (await app.RegisterAsync()).Name;
        await app.PublishAsync(Sample.Assessed("d1", name, 100m));
        GuaranteeService.GuaranteeServiceClient[] seeing =
            [app.Guarantees(), app.Guarantees(Roles.Declarant, Sample.Firm), app.Guarantees(Roles.Officer), app.Guarantees(Roles.Supervisor), app.Guarantees(Roles.Operator)];
        GuaranteeService.GuaranteeServiceClient[] blind =
            [app.Guarantees(Roles.Guarantor, Sample.OtherInsurer), app.Guarantees(Roles.Declarant, Sample.OtherFirm), app.Guarantees(Roles.Declarant, Sample.Insurer)];

        foreach (var client in seeing)
        {
            Assert.Single((await client.ListGuaranteesAsync(new ListGuaranteesRequest())).Guarantees);
            Assert.Equal(name, (await client.GetGuaranteeAsync(new GetGuaranteeRequest { Name = name })).Name);
            Assert.Single((await client.ListReservationsAsync(new ListReservationsRequest { Parent = name })).Reservations);
            Assert.Equal("declarations/d1", (await client.GetReservationAsync(new GetReservationRequest { Name = $"{name}/reservations/d1" })).Declaration);
            Assert.Equal(4, (await client.ListEntriesAsync(new ListEntriesRequest { Parent = name })).Entries.Count);
        }

        foreach (var client in blind)
        {
            Assert.Empty((await client.ListGuaranteesAsync(new ListGuaranteesRequest())).Guarantees);
            Assert.Equal(StatusCode.NotFound, (await Sample.RefusalAsync(client.GetGuaranteeAsync(new GetGuaranteeRequest { Name = name }))).Code);
            Assert.Equal(StatusCode.NotFound, (await Sample.RefusalAsync(client.ListReservationsAsync(new ListReservationsRequest { Parent = name }))).Code);
            Assert.Equal(StatusCode.NotFound, (await Sample.RefusalAsync(client.GetReservationAsync(new GetReservationRequest { Name = $"{name}/reservations/d1" }))).Code);
            Assert.Equal(StatusCode.NotFound, (await Sample.RefusalAsync(client.ListEntriesAsync(new ListEntriesRequest { Parent = name }))).Code);
        }
    }

    [Fact]
    public async Task Another_guarantor_changes_nothing()
    {
        await using var app = await Sample.StartAsync();
        var name = (await app.RegisterAsync()).Name;
        var other = app.Guarantees(Roles.Guarantor, Sample.OtherInsurer);

        Assert.Equal(StatusCode.NotFound, (await Sample.RefusalAsync(other.CancelGuaranteeAsync(new CancelGuaranteeRequest { Name = name }))).Code);
        Assert.Equal(StatusCode.NotFound, (await Sample.RefusalAsync(other.SuspendGuaranteeAsync(new SuspendGuaranteeRequest { Name = name }))).Code);
        Assert.Equal(
            StatusCode.NotFound,
            (await Sample.RefusalAsync(other.ChangeGuaranteeAsync(new ChangeGuaranteeRequest { Name = name, Amount = Money.Cny(1m).ToWire() }))).Code);
        Assert.Equal(WireGuarantee.Types.State.Active, (await app.Guarantees().GetGuaranteeAsync(new GetGuaranteeRequest { Name = name })).State);
    }

    [Fact]
    public async Task Lists_are_filtered_and_paged()
    {
        await using var app = await Sample.StartAsync();
        for (var i = 0; i < 5; i++)
        {
            var created = await app.RegisterAsync(Sample.Policy(number: $"POL-{i}"));
            if (i == 0)
            {
                await app.Guarantees().SuspendGuaranteeAsync(new SuspendGuaranteeRequest { Name = created.Name });
            }
        }

        var client = app.Guarantees();
        var first = await client.ListGuaranteesAsync(new ListGuaranteesRequest { PageSize = 3 });
        var second = await client.ListGuaranteesAsync(new ListGuaranteesRequest { PageSize = 3, PageToken = first.NextPageToken });

        Assert.Equal((3, 2, ""), (first.Guarantees.Count, second.Guarantees.Count, second.NextPageToken));
        Assert.Equal(5, first.Guarantees.Concat(second.Guarantees).Select(guarantee => guarantee.Name).Distinct().Count());
        Assert.Single((await client.ListGuaranteesAsync(new ListGuaranteesRequest { State = WireGuarantee.Types.State.Suspended })).Guarantees);
        Assert.Empty((await client.ListGuaranteesAsync(new ListGuaranteesRequest { Insured = Sample.OtherFirm })).Guarantees);
        Assert.Equal(
            StatusCode.InvalidArgument,
            (await Sample.RefusalAsync(client.ListGuaranteesAsync(new ListGuaranteesRequest { State = (WireGuarantee.Types.State)77 }))).Code);
    }

    [Fact]
    public async Task A_guarantor_changes_suspends_resumes_and_cancels_over_rest()
    {
        await using var app = await Sample.StartAsync();
        var name = (await app.RegisterAsync()).Name;
        var http = app.Http(Roles.Guarantor, Sample.Insurer);

        Assert.Equal("1500", (await PostAsync("change", new { amount = new { currencyCode = "CNY", units = "1500" } })).GetProperty("amount").GetProperty("units").GetString());
        Assert.Equal("STATE_SUSPENDED", (await PostAsync("suspend", new { })).GetProperty("state").GetString());
        Assert.Equal("STATE_ACTIVE", (await PostAsync("resume", new { })).GetProperty("state").GetString());
        Assert.Equal("STATE_CANCELLED", (await PostAsync("cancel", new { })).GetProperty("state").GetString());
        var refused = await http.PostAsJsonAsync($"/v1/{name}:resume", new { });
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Equal("GUARANTEE_CANCELLED", (await refused.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("reason").GetString());

        async Task<JsonElement> PostAsync(string verb, object body)
        {
            var answer = await http.PostAsJsonAsync($"/v1/{name}:{verb}", body);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            return await answer.Content.ReadFromJsonAsync<JsonElement>();
        }
    }

    [Fact]
    public async Task A_change_of_nothing_and_a_stale_etag_are_refused()
    {
        await using var app = await Sample.StartAsync();
        var created = await app.RegisterAsync();

        var nothing = await Sample.RefusalAsync(app.Guarantees().ChangeGuaranteeAsync(new ChangeGuaranteeRequest { Name = created.Name }));
        var stale = await Sample.RefusalAsync(app.Guarantees().ChangeGuaranteeAsync(
            new ChangeGuaranteeRequest { Name = created.Name, Amount = Money.Cny(2000m).ToWire(), Etag = "99" }));

        Assert.Equal((StatusCode.InvalidArgument, "FIELDS_INVALID"), (nothing.Code, nothing.Reason));
        Assert.Equal((StatusCode.Aborted, "ETAG_STALE"), (stale.Code, stale.Reason));
    }
}
