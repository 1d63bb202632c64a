using System.Text.Json.Nodes;
using Clearance.Contracts.Declaration.V1;
using Clearance.Contracts.Guarantee.V1;
using Clearance.Contracts.Payment.V1;
using Clearance.Standalone.Demo;
using Google.Rpc;
using Grpc.Core;
using DeclarationState = Clearance.Contracts.Declaration.V1.Declaration.Types.State;

namespace Clearance.EndToEnd.Tests.BadInput;

/// <summary>Bad input: each mistake has a code of its own, says what to do, and leaves nothing behind.</summary>
public abstract class BadInputTests(StorySuite suite) : Story(suite.StartAsync)
{
    private const string Sample = "traditional/01-bearings-japan.json";

    public static TheoryData<string, string> Mistakes => new()
    {
        { "usccCheckDigit", "USCC_CHECK_DIGIT_WRONG" },
        { "unknownTerms", "TERMS_UNKNOWN" },
        { "unknownCurrency", "CURRENCY_UNKNOWN" },
        { "unknownPort", "DEPARTURE_PORT_UNKNOWN" },
        { "unknownOffice", "CUSTOMS_OFFICE_UNKNOWN" },
        { "unknownUnit", "UNIT_UNKNOWN" },
        { "malformedCommodity", "COMMODITY_CODE_MALFORMED" },
        { "unknownCommodity", "COMMODITY_CODE_UNKNOWN" },
        { "fiftyOneLines", "ITEMS_TOO_MANY" },
        { "negativePrice", "TOTAL_PRICE_NOT_POSITIVE" },
        { "absurdPrice", "TOTAL_PRICE_OUT_OF_RANGE" },
        { "negativeWeight", "GROSS_WEIGHT_NOT_POSITIVE" },
        { "containerCheckDigit", "CONTAINER_CHECK_DIGIT_WRONG" },
        { "nulInText", "TEXT_HAS_NUL" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public async Task Mistake_on_a_form_has_its_own_code_and_nothing_is_stored(string mistake, string code)
    {
        var body = suite.Form(Sample);
        Break(body["declaration"]!.AsObject(), mistake);

        var refused = await Assert.ThrowsAsync<RefusedByRestException>(() => suite.LodgeAsync(body));

        Assert.Equal(400, refused.Status);
        var problem = JsonNode.Parse(refused.Problem)!;
        Assert.Contains($"\"{code}\"", problem.ToJsonString(), StringComparison.Ordinal);
        Assert.NotEmpty(problem["errors"]!.AsArray());
        await NothingIsStoredAsync(body);
    }

    [Fact]
    public async Task All_mistakes_of_a_form_are_told_at_once()
    {
        var body = suite.Form(Sample);
        var declaration = body["declaration"]!.AsObject();
        Break(declaration, "usccCheckDigit");
        Break(declaration, "unknownTerms");
        Break(declaration, "negativePrice");
        Break(declaration, "containerCheckDigit");

        var refused = await Assert.ThrowsAsync<RefusedByRestException>(() => suite.LodgeAsync(body));

        string[] codes = ["USCC_CHECK_DIGIT_WRONG", "TERMS_UNKNOWN", "TOTAL_PRICE_NOT_POSITIVE", "CONTAINER_CHECK_DIGIT_WRONG"];
        Assert.All(codes, code => Assert.Contains($"\"{code}\"", refused.Problem, StringComparison.Ordinal));
        await NothingIsStoredAsync(body);
    }

    [Fact]
    public async Task A_NUL_deep_in_a_form_is_named_with_its_place()
    {
        var body = suite.Form(Sample);
        body["declaration"]!["items"]![0]!["goodsName"] = "a\0b";

        var refused = await Assert.ThrowsAsync<RefusedByRestException>(() => suite.LodgeAsync(body));

        var error = Assert.Single(JsonNode.Parse(refused.Problem)!["errors"]!.AsArray())!;
        Assert.Equal(("/declaration/items/0/goodsName", "TEXT_HAS_NUL"), (error["pointer"]!.GetValue<string>(), error["code"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Malformed_json_is_refused()
    {
        var declarant = suite.Cast.Firm(suite.Samples.Forms[0].Declarant);

        var refused = await Assert.ThrowsAsync<RefusedByRestException>(() =>
            declarant.PostAsync("/v1/declarations:lodge", "{\"declaration\": {\"direction\": ", "application/json", Play.RequestId(), default));

        Assert.Equal(400, refused.Status);
        Assert.Contains("BODY_MALFORMED", refused.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Xml_with_an_external_entity_is_refused()
    {
        const string bill = "XXEBILL000001";
        var xml = File.ReadAllText(Path.Combine(suite.Samples.Folder, "decmessage", "bearings-by-broker.xml"));
        xml = xml.Replace("<DecMessage", "<!DOCTYPE DecMessage [<!ENTITY f SYSTEM \"file:///etc/passwd\">]>\n<DecMessage", StringComparison.Ordinal)
            .Replace("<MarkNo>N/M</MarkNo>", "<MarkNo>&f;</MarkNo>", StringComparison.Ordinal);
        var form = SampleSet.Read("decmessage", Path.Combine(suite.Samples.Folder, "decmessage", "bearings-by-broker.xml"));
        xml = xml.Replace(form.Bill, bill, StringComparison.Ordinal);

        var refused = await Assert.ThrowsAsync<RefusedByRestException>(() => suite.ImportAsync(suite.Cast.Firm(form.Declarant), xml));

        Assert.Equal(400, refused.Status);
        Assert.Contains("DEC_MESSAGE_MALFORMED", refused.Problem, StringComparison.Ordinal);
        Assert.DoesNotContain("root:", refused.Problem, StringComparison.Ordinal);
        Assert.Empty((await suite.Cast.Operator.Declarations.ListDeclarationsAsync(new ListDeclarationsRequest { BillOfLading = bill })).Declarations);
    }

    [Fact]
    public async Task Repeated_request_gives_the_first_answer_and_other_content_is_refused()
    {
        var body = suite.Form(Sample);
        var request = Play.RequestId();
        var first = await suite.LodgeAsync(body, request);

        var again = await suite.LodgeAsync(body, request);
        Assert.Equal(first.Name, again.Name);
        Assert.Equal(first.DeclarationNumber, again.DeclarationNumber);

        body["declaration"]!["remarks"] = "other content";
        var refused = await Assert.ThrowsAsync<RefusedByRestException>(() => suite.LodgeAsync(body, request));
        Assert.Equal(409, refused.Status);
        Assert.Contains("REQUEST_ID_REUSED", refused.Problem, StringComparison.Ordinal);
        var listed = await suite.Cast.Operator.Declarations.ListDeclarationsAsync(new ListDeclarationsRequest { BillOfLading = first.Transport.BillOfLading });
        Assert.Single(listed.Declarations);
    }

    [Fact]
    public async Task Second_payment_is_refused_and_debits_nothing()
    {
        var lodged = await suite.LodgeAsync(suite.Form(Sample));
        var assessed = await suite.WhenAssessedAsync(lodged.Name);
        await suite.PayAsync(assessed);
        var firm = suite.Cast.Firm(lodged.Trader.Uscc);

        var refused = await Assert.ThrowsAsync<RpcException>(() => firm.TaxBills.PayTaxBillAsync(
            new PayTaxBillRequest { Name = assessed.Tax.TaxBills[0], Agreement = suite.Play.Agreements[lodged.Trader.Uscc], RequestId = Play.RequestId().ToString() }).ResponseAsync);

        Assert.Equal("TAX_BILL_ALREADY_PAID", ReasonOf(refused));
        var instructions = await firm.Instructions.ListPaymentInstructionsAsync(new ListPaymentInstructionsRequest { PageSize = 200 });
        Assert.Single(instructions.PaymentInstructions, instruction => instruction.TaxBill == assessed.Tax.TaxBills[0]);
    }

    [Fact]
    public async Task Other_firms_case_is_not_found()
    {
        var lodged = await suite.LodgeAsync(suite.Form(Sample));
        var stranger = suite.Cast.Firm(suite.Samples.Forms.First(form => form.Trader != lodged.Trader.Uscc && form.Trader != lodged.Declarant.Uscc).Trader);

        var refused = await Assert.ThrowsAsync<RpcException>(() => stranger.Declarations.GetDeclarationAsync(new GetDeclarationRequest { Name = lodged.Name }).ResponseAsync);
        var withdrawn = await Assert.ThrowsAsync<RpcException>(() => stranger.Declarations.WithdrawDeclarationAsync(
            new WithdrawDeclarationRequest { Name = lodged.Name, Reason = "not mine", RequestId = Play.RequestId().ToString() }).ResponseAsync);

        Assert.Equal("RESOURCE_NOT_FOUND", ReasonOf(refused));
        Assert.Equal("RESOURCE_NOT_FOUND", ReasonOf(withdrawn));
        Assert.Equal(DeclarationState.Accepted, (await suite.GetAsync(lodged.Name)).State);
    }

    [Theory]
    [InlineData("small", "LIMIT_EXCEEDED")]
    [InlineData("expired", "GUARANTEE_EXPIRED")]
    public async Task Guarantee_that_cannot_secure_reserves_nothing_and_says_why(string kind, string reason)
    {
        var body = suite.Form("replenish-air/05-aircraft-parts-france.json");
        var policy = suite.Samples.List("guarantees.json").Single(one => one["insured"]!.GetValue<string>() == body["declaration"]!["trader"]!["uscc"]!.GetValue<string>());
        policy["instrumentNumber"] = $"EX-BAD-{kind}";
        if (kind == "small")
        {
            policy["amount"]!["units"] = "1";
        }
        else
        {
            policy["validToDate"] = JsonNode.Parse("""{"year": 2018, "month": 10, "day": 23}""");
        }

        var answer = await suite.Cast.Insurer.PostAsync("/v1/guarantees", policy.ToJsonString(), "application/json", Play.RequestId(), default);
        var name = JsonNode.Parse(answer)!["name"]!.GetValue<string>();
        body["declaration"]!["security"]!["guarantee"] = name;
        if (kind == "expired")
        {
            await suite.PassDaysAsync(1);
        }

        var lodged = await suite.LodgeAsync(body);
        await suite.ArriveAsync(lodged);

        var refused = await suite.WhenAsync(lodged.Name, now => now.SecuritySummary is { State: SecuritySummary.Types.State.Refused });

        Assert.Equal(reason, refused.SecuritySummary.RefusalReason);
        Assert.Null(refused.Release);
        Assert.Empty((await suite.Cast.Insurer.Guarantees.ListReservationsAsync(new ListReservationsRequest { Parent = name })).Reservations);
    }

    [Theory]
    [InlineData("/v1/declarations:lodge")]
    [InlineData("/v1/taxBills/none:pay")]
    [InlineData("/v1/guarantees")]
    [InlineData("/v1/arrivals")]
    [InlineData("/v1/complaints")]
    public async Task Write_without_a_token_is_refused(string path)
    {
        using var answer = await suite.Doors.Http.PostAsync(path, new StringContent("{}", null, "application/json"));

        Assert.Equal(System.Net.HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        Assert.Contains("TOKEN_MISSING_OR_INVALID", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static string? ReasonOf(RpcException refused) => refused.GetRpcStatus()?.GetDetail<ErrorInfo>()?.Reason;

    private static void Break(JsonObject declaration, string mistake)
    {
        var item = declaration["items"]!.AsArray()[0]!.AsObject();
        Action breaking = mistake switch
        {
            "usccCheckDigit" => () => declaration["trader"]!["uscc"] = "91210242MA0UAAAA11",
            "nulInText" => () => declaration["clientReference"] = "a\0b",
            "unknownTerms" => () => declaration["terms"] = "9",
            "unknownCurrency" => () => item["totalPrice"]!["currencyCode"] = "XXX",
            "unknownPort" => () => declaration["departurePort"] = "JPN999",
            "unknownOffice" => () => declaration["customsOffice"] = "9999",
            "unknownUnit" => () => item["unit"] = "999",
            "unknownCommodity" => () => item["commodityCode"] = "8482999999",
            "malformedCommodity" => () => item["commodityCode"] = "0000000000",
            "fiftyOneLines" => () => declaration["items"] = new JsonArray([.. Enumerable.Range(1, 51).Select(number => Numbered(item, number))]),
            "negativePrice" => () => item["totalPrice"] = new JsonObject { ["currencyCode"] = "USD", ["units"] = "-5" },
            "absurdPrice" => () => item["totalPrice"] = new JsonObject { ["currencyCode"] = "USD", ["units"] = "900000000000000000" },
            "negativeWeight" => () => declaration["grossWeight"] = new JsonObject { ["value"] = "-1" },
            "containerCheckDigit" => () => declaration["containers"]!.AsArray()[0]!["number"] = "EXMU1234560",
            _ => throw new ArgumentOutOfRangeException(nameof(mistake), mistake, "No such mistake."),
        };
        breaking();
    }

    private static JsonNode Numbered(JsonObject item, int number)
    {
        var copy = item.DeepClone();
        copy["number"] = number;
        return copy;
    }

    private async Task NothingIsStoredAsync(JsonObject body)
    {
        var bill = body["declaration"]!["transport"]!["billOfLading"]!.GetValue<string>();
        Assert.Empty((await suite.Cast.Operator.Declarations.ListDeclarationsAsync(new ListDeclarationsRequest { BillOfLading = bill })).Declarations);
        Assert.Empty((await suite.Cast.Operator.Cases.ListReleaseCasesAsync(new() { BillOfLading = bill })).ReleaseCases);
    }
}
