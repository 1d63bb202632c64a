using System.Globalization;
using System.Text;
using System.Xml.Linq;
using Clearance.Contracts.Payment.V1;
using Clearance.Hosting;
using Google.Api;
using Google.Protobuf;
using Grpc.Core;
using State = Clearance.Contracts.Payment.V1.PaymentInstruction.Types.State;

namespace Clearance.Payments.Tests;

/// <summary>The bank's side as files: pain.001 out, pain.002 in.</summary>
public sealed class Iso20022Tests : IAsyncLifetime
{
    private static readonly XNamespace s_pain001 = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09";

    // Order of the elements as the schema of pain.001.001.09 has them, for those that the file uses.
    private static readonly Dictionary<string, string[]> s_order = new(StringComparer.Ordinal)
    {
        ["Document"] = ["CstmrCdtTrfInitn"],
        ["CstmrCdtTrfInitn"] = ["GrpHdr", "PmtInf"],
        ["GrpHdr"] = ["MsgId", "CreDtTm", "NbOfTxs", "CtrlSum", "InitgPty"],
        ["PmtInf"] = ["PmtInfId", "PmtMtd", "NbOfTxs", "CtrlSum", "ReqdExctnDt", "Dbtr", "DbtrAcct", "DbtrAgt", "CdtTrfTxInf"],
        ["CdtTrfTxInf"] = ["PmtId", "Amt", "Cdtr", "RmtInf"],
        ["PmtId"] = ["EndToEndId", "UETR"],
        ["Dbtr"] = ["Nm", "Id"],
        ["DbtrAcct"] = ["Id", "Ccy"],
    };

    private PaymentsApp _app = null!;
    private string _agreement = null!;
    private string[] _bills = null!;

    public async ValueTask InitializeAsync()
    {
        _app = await PaymentsApp.StartAsync();
        _agreement = await _app.AgreeAsync();
        var name = await _app.AcceptAsync();
        _bills = [PaymentsApp.Duty(name), PaymentsApp.Vat(name)];
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task What_waits_for_the_bank_is_a_pain_001_in_the_order_of_its_schema()
    {
        var order = await _app.OrderAsync(_agreement, _bills);

        var document = await PullAsync();

        Assert.Equal(s_pain001 + "Document", document.Name);
        Assert.All(document.DescendantsAndSelf(), element =>
        {
            if (s_order.TryGetValue(element.Name.LocalName, out var names))
            {
                var positions = element.Elements().Select(child => Array.IndexOf(names, child.Name.LocalName)).ToList();
                Assert.DoesNotContain(-1, positions);
                Assert.Equal(positions.Order(), positions);
            }
        });
        Assert.Equal(("2", "25280.00"), (Text(document, "GrpHdr", "NbOfTxs"), Text(document, "GrpHdr", "CtrlSum")));
        var block = Assert.Single(document.Descendants(s_pain001 + "PmtInf"));
        Assert.Equal((order.Name["paymentInstructions/".Length..], PaymentsApp.Account, "示例进口有限公司"), (block.Element(s_pain001 + "PmtInfId")!.Value, Text(block, "DbtrAcct", "Othr", "Id"), Text(block, "Dbtr", "Nm")));
        Assert.Equal(
            [("090620181000000001-A01/01", "8000.00", "090620181000000001-A01"), ("090620181000000001-L01/01", "17280.00", "090620181000000001-L01")],
            block.Descendants(s_pain001 + "CdtTrfTxInf").Select(one => (Text(one, "EndToEndId"), Text(one, "InstdAmt"), Text(one, "Ref"))));
        Assert.All(document.Descendants(s_pain001 + "InstdAmt"), amount => Assert.Equal("CNY", amount.Attribute("Ccy")!.Value));
        Assert.Equal(
            document.Descendants(s_pain001 + "UETR").Select(one => one.Value),
            (await PullAsync()).Descendants(s_pain001 + "UETR").Select(one => one.Value));
    }

    [Fact]
    public async Task Another_bank_pulls_nothing_of_it_and_what_has_an_outcome_is_pulled_no_more()
    {
        var order = await _app.OrderAsync(_agreement, _bills);

        var foreign = await _app.InstructionsOf(PaymentsApp.OtherBank).GetPain001Async(new GetPain001Request());
        Assert.Empty(XElement.Parse(foreign.Data.ToStringUtf8()).Descendants(s_pain001 + "PmtInf"));

        await ImportAsync(Pain002("M1", order, ("A01", "ACSC", "B1", null)));

        Assert.Equal("090620181000000001-L01/01", Assert.Single((await PullAsync()).Descendants(s_pain001 + "EndToEndId")).Value);
    }

    [Fact]
    public async Task Each_status_of_a_pain_002_is_the_outcome_of_its_transaction()
    {
        var order = await _app.OrderAsync(_agreement, _bills);

        var onTheWay = await ImportAsync(Pain002("M0", order, ("A01", "ACCP", "", null), ("L01", "ACSP", "", null)));
        var answer = await ImportAsync(Pain002("M1", order, ("A01", "ACSC", "B1", null), ("L01", "RJCT", "", "AM04")));

        Assert.Empty(onTheWay.Results);
        Assert.Equal(["090620181000000001-A01/01", "090620181000000001-L01/01"], answer.Results.Select(result => result.EndToEndId));
        Assert.Equal(State.PartlySucceeded, (await OrderOf(order)).State);
        Assert.Equal((TaxBill.Types.State.Settled, 8_000m), ((await _app.BillAsync(_bills[0])).State, (await _app.BillAsync(_bills[0])).Amount.ToKernel()!.Value.Amount));
        Assert.Equal((TaxBill.Types.State.Open, "AM04"), ((await _app.BillAsync(_bills[1])).State, (await _app.BillAsync(_bills[1])).FailureReason));
    }

    [Fact]
    public async Task A_status_of_the_block_is_that_of_all_its_transactions_and_pending_is_unknown()
    {
        var order = await _app.OrderAsync(_agreement, _bills);

        await ImportAsync(Document("M1", $"<OrgnlPmtInfAndSts><OrgnlPmtInfId>{Key(order)}</OrgnlPmtInfId><PmtInfSts>PDNG</PmtInfSts></OrgnlPmtInfAndSts>"));

        var unknown = await OrderOf(order);
        Assert.Equal((State.Unknown, true), (unknown.State, unknown.UnknownTime is not null));
        Assert.Equal("TAX_BILL_OUTCOME_UNKNOWN", (await PaymentsApp.RefusalOf(_app.PayAsync(_bills[0], _agreement))).Reason);
    }

    [Fact]
    public async Task A_file_that_comes_twice_changes_nothing_and_another_one_under_its_id_is_refused_as_a_whole()
    {
        var order = await _app.OrderAsync(_agreement, _bills);
        var file = Pain002("M1", order, ("A01", "ACSC", "B1", null));

        var (first, again) = (await ImportAsync(file), await ImportAsync(file));
        Assert.Equal(first, again);

        var other = await PaymentsApp.RefusalOf(ImportAsync(Pain002("M1", order, ("A01", "ACSC", "B9", null), ("L01", "ACSC", "B2", null))));
        Assert.Equal((StatusCode.AlreadyExists, "ISO_MESSAGE_DUPLICATE"), (other.Code, other.Reason));
        Assert.Equal(TaxBill.Types.State.Instructed, (await _app.BillAsync(_bills[1])).State);

        // Under an id of its own the contradiction is named, and the rest is taken.
        var mixed = await ImportAsync(Pain002("M2", order, ("A01", "ACSC", "B9", null), ("L01", "ACSC", "B2", null)));
        Assert.Equal(["BANK_REFERENCE_DIFFERS", ""], mixed.Results.Select(result => result.Reason));
    }

    [Fact]
    public async Task A_bank_says_nothing_of_the_orders_of_another()
    {
        var order = await _app.OrderAsync(_agreement, _bills);

        var answer = await _app.InstructionsOf(PaymentsApp.OtherBank).ImportPain002Async(
            new ImportPain002Request { File = Body(Pain002("M1", order, ("A01", "ACSC", "B1", null))) });

        Assert.Equal("RESOURCE_NOT_FOUND", Assert.Single(answer.Results).Reason);
        Assert.Equal(TaxBill.Types.State.Instructed, (await _app.BillAsync(_bills[0])).State);
    }

    public static TheoryData<string> Hostile => new(
        string.Empty,
        "no xml",
        "<Document/>",
        "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.001.001.09\"><CstmrPmtStsRpt/></Document>",
        "<!DOCTYPE d [<!ENTITY a \"b\"><!ENTITY c \"&a;&a;&a;&a;\">]><Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.002.001.10\">&c;</Document>",
        "<!DOCTYPE d SYSTEM \"file:///etc/passwd\"><Document/>",
        Document("M1", string.Concat(Enumerable.Repeat("<a>", 5_000))),
        Document("M1", string.Concat(Enumerable.Repeat("<a>", 50)) + string.Concat(Enumerable.Repeat("</a>", 50))),
        Document(string.Empty, "<OrgnlPmtInfAndSts/>"),
        Document(new string('M', 36), "<OrgnlPmtInfAndSts/>"),
        Document("M1", "<OrgnlGrpInfAndSts><GrpSts>ACSC</GrpSts></OrgnlGrpInfAndSts>"));

    [Theory]
    [MemberData(nameof(Hostile))]
    public async Task What_is_no_pain_002_is_refused_with_a_reason(string file)
    {
        var refusal = await PaymentsApp.RefusalOf(ImportAsync(file));

        Assert.Equal((StatusCode.InvalidArgument, "ISO_MESSAGE_MALFORMED"), (refusal.Code, refusal.Reason));
    }

    [Theory]
    [InlineData("ACSC", "", "FIELDS_INVALID")]
    [InlineData("XXXX", "B1", "FIELDS_INVALID")]
    [InlineData("ACSC", "B1234567890123456789012345678901234567890", "FIELDS_INVALID")]
    public async Task A_status_that_says_too_little_is_refused_by_itself(string status, string reference, string reason)
    {
        var order = await _app.OrderAsync(_agreement, _bills);

        var answer = await ImportAsync(Pain002("M1", order, ("A01", status, reference, null), ("L01", "ACSC", "B2", null)));

        Assert.Equal([reason, ""], answer.Results.Select(result => result.Reason));
    }

    private async Task<ReportPaymentInstructionsResponse> ImportAsync(string file) =>
        await _app.Instructions.ImportPain002Async(new ImportPain002Request { File = Body(file) });

    private async Task<XElement> PullAsync() => XElement.Parse((await _app.Instructions.GetPain001Async(new GetPain001Request())).Data.ToStringUtf8());

    private async Task<PaymentInstruction> OrderOf(PaymentInstruction order) =>
        await _app.Instructions.GetPaymentInstructionAsync(new GetPaymentInstructionRequest { Name = order.Name });

    private static string Text(XElement element, params string[] path)
    {
        var at = element.Descendants(s_pain001 + path[0]).First();
        return path.Skip(1).Aggregate(at, (found, name) => found.Descendants(s_pain001 + name).First()).Value;
    }

    private static string Key(PaymentInstruction order) => order.Name["paymentInstructions/".Length..];

    private static HttpBody Body(string file) => new() { ContentType = "application/xml", Data = ByteString.CopyFrom(Encoding.UTF8.GetBytes(file)) };

    private static string Pain002(string messageId, PaymentInstruction order, params (string Bill, string Status, string Reference, string? Reason)[] statuses) => Document(
        messageId,
        $"<OrgnlPmtInfAndSts><OrgnlPmtInfId>{Key(order)}</OrgnlPmtInfId>" + string.Concat(statuses.Select(one => string.Create(CultureInfo.InvariantCulture, $"""
            <TxInfAndSts><OrgnlEndToEndId>090620181000000001-{one.Bill}/01</OrgnlEndToEndId><TxSts>{one.Status}</TxSts>
            {(one.Reason is null ? "" : $"<StsRsnInf><Rsn><Cd>{one.Reason}</Cd></Rsn></StsRsnInf>")}<AcctSvcrRef>{one.Reference}</AcctSvcrRef></TxInfAndSts>
            """))) + "</OrgnlPmtInfAndSts>");

    private static string Document(string messageId, string content) =>
        $"<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.002.001.10\"><CstmrPmtStsRpt><GrpHdr><MsgId>{messageId}</MsgId></GrpHdr>{content}</CstmrPmtStsRpt></Document>";
}
