using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Clearance.Contracts.Declaration.V1;
using Google.Api;
using Google.Protobuf;
using Grpc.Core;

namespace Clearance.Declarations.Tests;

/// <summary>DecMessage files through REST and gRPC: right ones, incomplete ones, hostile ones.</summary>
public sealed class ImportTests(Window window) : IClassFixture<Window>
{
    private const string Route = "/v1/declarations:importDecMessage";
    private static readonly string s_sample = File.ReadAllText(Path.Combine(Window.Root, "tests/Services/Declarations.Tests/sample-decmessage.xml"));

    [Fact]
    public async Task The_sample_message_is_accepted_as_it_stands()
    {
        var answer = await ImportAsync(Window.Raw(s_sample));

        Assert.Equal(Declaration.Types.State.Accepted, answer.Declaration.State);
        Assert.Equal("EX2018102300000001", answer.Declaration.ClientReference);
        Assert.Equal("EXMU1234569", Assert.Single(answer.Declaration.Containers).Number);
        Assert.Equal("018W", answer.Declaration.Transport.Voyage);
        Assert.Empty(answer.Warnings);
        Assert.Empty(answer.Declaration.MissingDocuments);
        Assert.Equal(["invoice", "bill-of-lading"], answer.Declaration.Documents.Select(document => document.Name.Split('/')[^1]));
    }

    [Fact]
    public async Task The_message_gives_the_form_that_JSON_gives()
    {
        var imported = (await ImportAsync(Window.Raw(s_sample))).Declaration;
        var sent = imported.Clone();

        var lodged = await window.LodgeAsync(sent);

        foreach (var form in (Declaration[])[imported, lodged])
        {
            (form.Name, form.Uid, form.Etag, form.DeclarationNumber, form.UnifiedNumber) = ("", "", "", "", "");
            (form.CreateTime, form.UpdateTime, form.AcceptTime) = (null, null, null);
            form.Documents.Clear();
        }

        Assert.Equal(imported, lodged);
    }

    [Theory]
    [InlineData("gb2312")]
    [InlineData("GB18030")]
    [InlineData("GBK")]
    public async Task A_message_in_a_Chinese_encoding_is_read(string name)
    {
        var text = s_sample.Replace("UTF-8", name, StringComparison.Ordinal);
        var bytes = CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!.GetBytes(text);

        var answer = await ImportAsync(Window.Raw(bytes, "application/xml"));

        Assert.Equal("示例进口有限公司", answer.Declaration.Trader.Name);
        Assert.Equal("深沟球轴承", answer.Declaration.Items[0].GoodsName);
    }

    [Fact]
    public async Task A_message_comes_by_gRPC_too()
    {
        var request = new ImportDecMessageRequest { Message = new HttpBody { Data = ByteString.CopyFromUtf8("\uFEFF" + s_sample) } };

        Assert.Equal(Declaration.Types.State.Accepted, (await window.AsAgent.ImportDecMessageAsync(request)).Declaration.State);
    }

    [Fact]
    public async Task A_message_that_asks_to_save_becomes_a_draft()
    {
        var answer = await ImportAsync(Window.Raw(s_sample.Replace("<OperType>C<", "<OperType>G<", StringComparison.Ordinal)));

        Assert.Equal(Declaration.Types.State.Draft, answer.Declaration.State);
        Assert.StartsWith("I2018", answer.Declaration.UnifiedNumber, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_not_carried_is_told()
    {
        var text = s_sample.Replace("<Risk/>", "<Risk/><Extra>1</Extra>", StringComparison.Ordinal)
            .Replace("<ApprNo/>", "<ApprNo>B1</ApprNo>", StringComparison.Ordinal)
            .Replace("<DecContainers>", "<SddTax><GrossWt>1</GrossWt></SddTax><DecContainers>", StringComparison.Ordinal);

        var answer = await ImportAsync(Window.Raw(text));

        Assert.Equal(
            [("DecMessage/DecHead/ApprNo", "ELEMENT_NOT_CARRIED"), ("DecMessage/DecHead/Extra", "ELEMENT_UNKNOWN"), ("DecMessage/SddTax[1]", "ELEMENT_NOT_CARRIED")],
            answer.Warnings.Select(warning => (warning.Path, warning.Code)));
    }

    [Fact]
    public async Task On_export_the_two_countries_change_places()
    {
        var text = s_sample.Replace("<IEFlag>I<", "<IEFlag>E<", StringComparison.Ordinal).Replace("<OperType>C<", "<OperType>G<", StringComparison.Ordinal);

        var item = (await ImportAsync(Window.Raw(text))).Declaration.Items[0];

        Assert.Equal(("CHN", "JPN"), (item.OriginCountry, item.DestinationCountry));
    }

    [Fact]
    public async Task Validate_only_checks_and_stores_nothing()
    {
        var before = await CountAsync();
        using var good = await window.Rest.PostAsync($"{Route}?validateOnly=true", Window.Raw(s_sample));
        using var bad = await window.Rest.PostAsync($"{Route}?validateOnly=true", Window.Raw(s_sample.Replace("<GrossWet>5200", "<GrossWet>1,000", StringComparison.Ordinal)));

        Assert.Equal(HttpStatusCode.OK, good.StatusCode);
        Assert.Empty(ImportDecMessageResponse.Parser.ParseJson(await good.Content.ReadAsStringAsync()).Declaration.Name);
        Assert.Equal(HttpStatusCode.BadRequest, bad.StatusCode);
        Assert.Equal(before, await CountAsync());
    }

    [Fact]
    public async Task The_same_request_id_gives_the_first_answer_again()
    {
        var before = await CountAsync();
        var (first, again) = (new List<string>(), Guid.CreateVersion7(DateTimeOffset.UnixEpoch).ToString());
        for (var i = 0; i < 2; i++)
        {
            using var message = new HttpRequestMessage(HttpMethod.Post, Route) { Content = Window.Raw(s_sample), Headers = { { "Idempotency-Key", again } } };
            using var response = await window.Rest.SendAsync(message);
            first.Add(ImportDecMessageResponse.Parser.ParseJson(await response.Content.ReadAsStringAsync()).Declaration.Name);
        }

        Assert.Equal(first[0], first[1]);
        Assert.Equal(before + 1, await CountAsync());
    }

    public static TheoryData<string, string> Wrong() => new()
    {
        { "<GrossWet>5200<|<GrossWet>1e400<", "declaration.gross_weight NUMBER_MALFORMED" },
        { "<DespDate>20181018<|<DespDate>20181399<", "declaration.departure_date DATE_MALFORMED" },
        { "<IEFlag>I<|<IEFlag>X<", "declaration.direction VALUE_UNKNOWN" },
        { "<PromiseItmes>000<|<PromiseItmes>0x0<", "declaration.promises.price_influenced VALUE_UNKNOWN" },
        { "<PackNo>20<|<PackNo>2.5<", "declaration.package_count NUMBER_MALFORMED" },
        { "<CodeTS>8482102000<|<CodeTS>84821020<", "declaration.items[0].commodity_code COMMODITY_CODE_MALFORMED" },
        { "<TradeCoScc>91210242MA0UAAAA1Y<|<TradeCoScc>91210242MA0UAAAA1X<", "declaration.trader.uscc USCC_CHECK_DIGIT_WRONG" },
        { "<EntyPortCode>210201<|<EntyPortCode>?<", "declaration.entry_port ENTRY_PORT_MALFORMED" },
        { "<DeclTotal>50000.0000<|<DeclTotal>99999999999999999999999999<", "declaration.items[0].total_price TOTAL_PRICE_OUT_OF_RANGE" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task A_wrong_value_is_named_by_its_field(string change, string violation)
    {
        var parts = change.Split('|');
        var before = await CountAsync();
        using var response = await window.Rest.PostAsync(Route, Window.Raw(s_sample.Replace(parts[0], parts[1], StringComparison.Ordinal)));
        var problem = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        Assert.Contains(violation.Split(' ')[1], problem.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(before, await CountAsync());
    }

    public static TheoryData<string, string> Hostile() => new()
    {
        { "empty", "DEC_MESSAGE_MALFORMED" },
        { "text", "DEC_MESSAGE_MALFORMED" },
        { "json", "DEC_MESSAGE_MALFORMED" },
        { "unclosed", "DEC_MESSAGE_MALFORMED" },
        { "external entity", "DEC_MESSAGE_MALFORMED" },
        { "billion laughs", "DEC_MESSAGE_MALFORMED" },
        { "external dtd", "DEC_MESSAGE_MALFORMED" },
        { "deep", "DEC_MESSAGE_MALFORMED" },
        { "many elements", "DEC_MESSAGE_MALFORMED" },
        { "two heads", "DEC_MESSAGE_MALFORMED" },
        { "field twice", "DEC_MESSAGE_MALFORMED" },
        { "other root", "DEC_MESSAGE_MALFORMED" },
        { "foreign namespace", "DEC_MESSAGE_MALFORMED" },
        { "no head", "DEC_MESSAGE_MALFORMED" },
        { "utf-16", "DEC_MESSAGE_MALFORMED" },
        { "wrong bytes", "DEC_MESSAGE_MALFORMED" },
        { "too large", "FILE_TOO_LARGE" },
        { "transit", "OPERATION_UNSUPPORTED" },
        { "other operation", "OPERATION_UNSUPPORTED" },
        { "51 lines", "FORM_INVALID" },
    };

    [Theory]
    [MemberData(nameof(Hostile))]
    public async Task A_hostile_message_is_refused_and_nothing_is_stored(string kind, string reason)
    {
        var before = await CountAsync();
        using var response = await window.Rest.PostAsync(Route, Window.Raw(BytesOf(kind), "application/xml"));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains(reason, await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(before, await CountAsync());
    }

    [Fact]
    public async Task Bytes_at_random_are_refused_as_bad_input()
    {
        var random = new Random(20181023);
        var sample = Encoding.UTF8.GetBytes(s_sample);
        for (var i = 0; i < 300; i++)
        {
            var bytes = (byte[])sample.Clone();
            for (var n = random.Next(1, 6); n > 0; n--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            try
            {
                await window.AsAgent.ImportDecMessageAsync(new ImportDecMessageRequest { Message = new HttpBody { Data = ByteString.CopyFrom(bytes) }, ValidateOnly = true });
            }
            catch (RpcException fault)
            {
                Assert.Contains(fault.StatusCode, (StatusCode[])[StatusCode.InvalidArgument, StatusCode.PermissionDenied]);
            }
        }
    }

    private static byte[] BytesOf(string kind)
    {
        const string head = "<DecHead><IEFlag>I</IEFlag></DecHead>";
        var text = kind switch
        {
            "empty" => "",
            "text" => "hello",
            "json" => "{\"a\":1}",
            "unclosed" => s_sample[..1000],
            "external entity" => $"<!DOCTYPE DecMessage [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><DecMessage>{head}&x;</DecMessage>",
            "billion laughs" => "<!DOCTYPE D [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;\">]>" + $"<DecMessage>{head}&c;</DecMessage>",
            "external dtd" => $"<!DOCTYPE DecMessage SYSTEM \"http://127.0.0.1:9/x.dtd\"><DecMessage>{head}</DecMessage>",
            "deep" => $"<DecMessage>{head}{string.Concat(Enumerable.Repeat("<a>", 5000))}{string.Concat(Enumerable.Repeat("</a>", 5000))}</DecMessage>",
            "many elements" => $"<DecMessage>{head}<DecLists>{string.Concat(Enumerable.Repeat("<DecList/>", 50_001))}</DecLists></DecMessage>",
            "two heads" => $"<DecMessage>{head}{head}</DecMessage>",
            "field twice" => "<DecMessage><DecHead><IEFlag>I</IEFlag><IEFlag>E</IEFlag></DecHead></DecMessage>",
            "other root" => $"<Dec>{head}</Dec>",
            "foreign namespace" => $"<DecMessage xmlns=\"http://example.com/\">{head}</DecMessage>",
            "no head" => "<DecMessage/>",
            "utf-16" => $"<?xml version=\"1.0\" encoding=\"UTF-16\"?><DecMessage>{head}</DecMessage>",
            "too large" => $"<DecMessage>{new string(' ', (4 * 1024 * 1024) + 1)}</DecMessage>",
            "transit" => s_sample.Replace("<DeclTrnRel>0<", "<DeclTrnRel>1<", StringComparison.Ordinal),
            "other operation" => s_sample.Replace("<OperType>C<", "<OperType>D<", StringComparison.Ordinal),
            "51 lines" => s_sample.Replace("</DecLists>", string.Concat(Enumerable.Repeat("<DecList><GNo>2</GNo></DecList>", 50)) + "</DecLists>", StringComparison.Ordinal),
            _ => "",
        };
        return kind == "wrong bytes" ? [.. Encoding.UTF8.GetBytes($"<DecMessage>{head}"), 0xFF, 0xFE, .. Encoding.UTF8.GetBytes("</DecMessage>")] : Encoding.UTF8.GetBytes(text);
    }

    private async Task<ImportDecMessageResponse> ImportAsync(HttpContent content)
    {
        using var response = await window.Rest.PostAsync(Route, content);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, text);
        return ImportDecMessageResponse.Parser.ParseJson(text);
    }

    private async Task<int> CountAsync() =>
        (await window.AsOfficer.ListDeclarationsAsync(new ListDeclarationsRequest { PageSize = 200 })).Declarations.Count;
}
