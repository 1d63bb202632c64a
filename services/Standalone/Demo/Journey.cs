using System.Text;
using System.Text.Json.Nodes;
using Clearance.Contracts.Declaration.V1;
using Clearance.Contracts.Payment.V1;
using Google.Api;
using Google.Protobuf;

namespace Clearance.Standalone.Demo;

/// <summary>One declaration from its sample file to its end, as a declarant lives it on one of the four roads.</summary>
internal sealed class Journey(Play play, DemoRoad road, SampleForm form)
{
    private static readonly JsonParser Reader = new(JsonParser.Settings.Default.WithIgnoreUnknownFields(true));
    private readonly Random dice = play.Dice($"{form.Road}/{form.Name}");

    /// <summary>The road.</summary>
    public DemoRoad Road => road;

    /// <summary>The file.</summary>
    public SampleForm Form => form;

    /// <summary>Resource name of the declaration; null before it is lodged.</summary>
    public string? Declaration { get; private set; }

    /// <summary>Travels to the end.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await (road == Roads.EarlySea ? EarlyAsync(cancellationToken)
            : road == Roads.ReplenishAir ? ReplenishAsync(cancellationToken)
            : road == Roads.SelfPayment ? SelfPayAsync(cancellationToken)
            : TraditionalAsync(cancellationToken));
    }

    /// <summary>Declared and paid while the ship is at sea; the arrival report releases.</summary>
    private async Task EarlyAsync(CancellationToken cancellationToken)
    {
        await OfficeAsync(0.5, 6, cancellationToken);
        await using var followed = await LodgeAsync(Body(), cancellationToken);
        await OfficeAsync(1, 6, cancellationToken);
        await PayAsync(followed, cancellationToken);
        await LeaveAsync(followed, cancellationToken);
    }

    /// <summary>Released on a policy while papers are missing; papers and tax follow.</summary>
    private async Task ReplenishAsync(CancellationToken cancellationToken)
    {
        await play.ArrivalAsync(form.Bill, cancellationToken);
        await WaitAsync(0.3, 1.5, cancellationToken);
        var body = Body();
        body["declaration"]!["security"]!["guarantee"] = play.Policies[form.Trader];
        await using var followed = await LodgeAsync(body, cancellationToken);
        await followed.UntilAsync(now => now.Release is not null, cancellationToken);
        await OfficeAsync(6, 12, cancellationToken);
        await ReplenishPapersAsync(followed, cancellationToken);
        await OfficeAsync(1, 4, cancellationToken);
        await PayAsync(followed, cancellationToken);
        await LeaveAsync(followed, cancellationToken);
    }

    /// <summary>The firm lets the suite compute, confirms, pays at once, and is released.</summary>
    private async Task SelfPayAsync(CancellationToken cancellationToken)
    {
        await play.ArrivalAsync(form.Bill, cancellationToken);
        await WaitAsync(0.3, 2, cancellationToken);
        var body = Body();
        body["declaration"]!["statedTax"] = await PreviewAsync(body["declaration"]!.AsObject(), cancellationToken);
        await using var followed = await LodgeAsync(body, cancellationToken);
        await WaitAsync(0.1, 0.6, cancellationToken);
        await PayAsync(followed, cancellationToken);
        await LeaveAsync(followed, cancellationToken);
    }

    /// <summary>Arrive, unload and tally, declare, be reviewed or inspected, pay, be released.</summary>
    private async Task TraditionalAsync(CancellationToken cancellationToken)
    {
        await play.ArrivalAsync(form.Bill, cancellationToken);
        await WaitAsync(6, 16, cancellationToken);
        await OfficeAsync(1, 5, cancellationToken);
        await using var followed = await LodgeAsync(Body(), cancellationToken);
        await followed.UntilAsync(now => now.Control is { Passed: true } or { Lane: ControlSummary.Types.Lane.Green }, cancellationToken);
        await OfficeAsync(2, 7, cancellationToken);
        await PayAsync(followed, cancellationToken);
        await LeaveAsync(followed, cancellationToken);
    }

    private JsonObject Body() => form.IsDecMessage ? [] : JsonNode.Parse(form.Content)!.AsObject();

    private async Task<Followed> LodgeAsync(JsonObject body, CancellationToken cancellationToken)
    {
        var declarant = play.Cast.Firm(form.Declarant);
        using (play.Clock.Hold())
        {
            var lodged = form.IsDecMessage
                ? Reader.Parse<ImportDecMessageResponse>(
                    await declarant.PostAsync("/v1/declarations:importDecMessage", form.Content, "application/xml", Play.RequestId(), cancellationToken)).Declaration
                : Reader.Parse<Declaration>(
                    await declarant.PostAsync("/v1/declarations:lodge", body.ToJsonString(), "application/json", Play.RequestId(), cancellationToken));
            Declaration = lodged.Name;
            var followed = new Followed(declarant, lodged);
            var known = await followed.UntilAsync(
                now => now.Control is { Lane: not ControlSummary.Types.Lane.Unspecified } && now.Tax is { State: not TaxSummary.Types.State.Unspecified }, cancellationToken);
            play.Say($"{road.Folder}: {known.DeclarationNumber} {form.Name} accepted, {known.Control.Lane}, tax {known.Tax.Assessed?.Units ?? 0} CNY");
            return followed;
        }
    }

    private async Task<JsonNode> PreviewAsync(JsonObject declaration, CancellationToken cancellationToken)
    {
        var request = new JsonObject();
        foreach (var field in (ReadOnlySpan<string>)["direction", "terms", "freight", "insurance", "otherCharges", "grossWeight"])
        {
            if (declaration[field] is { } value)
            {
                request[field] = value.DeepClone();
            }
        }

        string[] ofItem = ["number", "commodityCode", "totalPrice", "firstQuantity", "firstUnit", "secondQuantity", "secondUnit", "originCountry", "levyMode"];
        request["items"] = new JsonArray([.. declaration["items"]!.AsArray().Select(item =>
            new JsonObject(ofItem.Select(field => KeyValuePair.Create(field, item![field]?.DeepClone())).Where(field => field.Value is not null)))]);
        var answer = await play.Cast.Firm(form.Trader).PostAsync("/v1/taxes:preview", request.ToJsonString(), "application/json", Play.RequestId(), cancellationToken);
        return JsonNode.Parse(answer)!["computation"]!["total"]!.DeepClone();
    }

    private async Task PayAsync(Followed followed, CancellationToken cancellationToken)
    {
        if (followed.Latest.Tax.State != TaxSummary.Types.State.Settled)
        {
            await play.TellAsync(
                async () =>
                {
                    await play.Cast.Firm(form.Trader).TaxBills.PayTaxBillsAsync(
                        new PayTaxBillsRequest { TaxBills = { followed.Latest.Tax.TaxBills }, Agreement = play.Agreements[form.Trader], RequestId = Play.RequestId().ToString() },
                        cancellationToken: cancellationToken);
                    return true;
                },
                cancellationToken);
        }

        await followed.UntilAsync(now => now.Tax.State == TaxSummary.Types.State.Settled, cancellationToken);
    }

    private async Task ReplenishPapersAsync(Followed followed, CancellationToken cancellationToken)
    {
        foreach (var kind in followed.Latest.MissingDocuments)
        {
            await play.TellAsync(
                async () => await play.Cast.Firm(form.Declarant).Declarations.UploadDocumentAsync(
                    new UploadDocumentRequest
                    {
                        Name = $"{followed.Latest.Name}/documents/{kind.ToLowerInvariant().Replace('_', '-')}",
                        File = new HttpBody { ContentType = "application/pdf", Data = ByteString.CopyFrom(Encoding.ASCII.GetBytes($"%PDF-1.4\n% {kind} of {form.Name}, made up\n%%EOF\n")) },
                        FileName = $"{kind.ToLowerInvariant()}.pdf",
                        RequestId = Play.RequestId().ToString(),
                    },
                    cancellationToken: cancellationToken),
                cancellationToken);
        }

        play.Say($"{road.Folder}: {followed.Latest.DeclarationNumber} papers replenished");
    }

    /// <summary>Waits for the release, fetches the goods at the gate, and waits until nothing is open any more.</summary>
    private async Task LeaveAsync(Followed followed, CancellationToken cancellationToken)
    {
        var released = await followed.UntilAsync(now => now.Release is not null, cancellationToken);
        await WaitAsync(0.5, 3, cancellationToken);
        var gate = await Carriers.LeaveAsync(play, released.Transport.Mode, released.Name, cancellationToken);
        if (gate.Verdict != Contracts.Release.V1.CheckGatePassResponse.Types.Verdict.Lift)
        {
            throw new InvalidOperationException($"{released.DeclarationNumber} is released, but the gate says {gate.Reason}: {gate.Text}");
        }

        await followed.UntilAsync(now => now.State == Contracts.Declaration.V1.Declaration.Types.State.Closed, cancellationToken);
    }

    private Task WaitAsync(double least, double most, CancellationToken cancellationToken) =>
        play.Clock.UntilAsync(play.Clock.GetUtcNow() + dice.Hours(least, most), cancellationToken);

    private Task OfficeAsync(double least, double most, CancellationToken cancellationToken) =>
        play.Clock.UntilAsync(OfficeHours.Done(play.Clock.GetUtcNow(), dice.Hours(least, most)), cancellationToken);
}
