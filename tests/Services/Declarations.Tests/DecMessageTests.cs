using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Clearance.Contracts.Declaration.V1;
using Clearance.Declarations.DecMessages;
using Clearance.Declarations.Domain;
using Clearance.Declarations.Domain.Form;
using Clearance.Declarations.Generated;
using Google.Api;
using Google.Protobuf;
using Declaration = Clearance.Contracts.Declaration.V1.Declaration;
using LicenceDocument = Clearance.Contracts.Declaration.V1.LicenceDocument;

namespace Clearance.Declarations.Tests;

/// <summary>A form becomes a message and the same form again; a message becomes a form and the same message again.</summary>
public sealed class DecMessageTests(Window window) : IClassFixture<Window>
{
    private const int Forms = 1000;
    private static readonly Encoding[] s_encodings = [DecEncoding.Utf8, DecEncoding.Chinese];

    public static TheoryData<string> Samples() => new(Directory.EnumerateFiles(Path.Combine(Window.Root, "tests"), "*.xml", SearchOption.AllDirectories)
        .Where(file => !file.Contains("/bin/", StringComparison.Ordinal) && File.ReadAllText(file).Contains("<DecMessage", StringComparison.Ordinal))
        .Select(file => Path.GetRelativePath(Window.Root, file)));

    [Fact]
    public void A_generated_form_comes_back_from_its_message()
    {
        var generator = new FormGenerator(410);
        for (var number = 0; number < Forms; number++)
        {
            // The message has no place for these two.
            var form = generator.Next() with { StatedTax = null, Security = null };
            var bytes = DecWriter.Write(DecForm.MessageOf(form), s_encodings[number % 2]);
            var import = DecMessageImport.Read(bytes);

            Assert.Empty(import.Malformed);
            Assert.Equal(JsonOf(form), JsonOf(import.Form));
            Assert.Empty(import.Warnings);
        }
    }

    [Fact]
    public void A_spoiled_message_comes_back_as_it_was()
    {
        var generator = new FormGenerator(411);
        var spoiler = new MessageSpoiler(411);
        for (var number = 0; number < Forms; number++)
        {
            var message = spoiler.Spoil(XDocument.Parse(Encoding.UTF8.GetString(DecWriter.Write(DecForm.MessageOf(generator.Next()), DecEncoding.Utf8)), LoadOptions.PreserveWhitespace));
            AssertReturns(Encoding.UTF8.GetBytes(message.ToString(SaveOptions.DisableFormatting)), s_encodings[number % 2]);
        }
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void A_sample_comes_back_as_it_was(string file) => AssertReturns(File.ReadAllBytes(Path.Combine(Window.Root, file)), DecEncoding.Chinese);

    [Theory]
    [InlineData("")]
    [InlineData("?encoding=MESSAGE_ENCODING_GB18030")]
    public async Task A_message_goes_in_and_comes_out_unchanged(string query)
    {
        var sample = File.ReadAllText(Path.Combine(Window.Root, "tests/Services/Declarations.Tests/sample-decmessage.xml"))
            .Replace("<Risk/>", "<Risk/><Extra kind=\"x\">生僻字𠮷</Extra>", StringComparison.Ordinal)
            .Replace("<DecSign>", "<Own xmlns=\"urn:example\"><A>1</A><A>2</A></Own><Eco><B/><B>1</B></Eco><DecSign>", StringComparison.Ordinal);
        var lodged = await window.AsAgent.ImportDecMessageAsync(new ImportDecMessageRequest { Message = new HttpBody { Data = ByteString.CopyFromUtf8(sample) } });

        using var answer = await window.Rest.GetAsync($"/v1/{lodged.Declaration.Name}:decMessage{query}");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(query.Length == 0 ? "utf-8" : "gb18030", answer.Content.Headers.ContentType!.CharSet!, ignoreCase: true);
        Assert.Equal(Canonical(XDocument.Parse(sample, LoadOptions.PreserveWhitespace)), Canonical(Parse(await answer.Content.ReadAsByteArrayAsync())));

        var numbered = Parse((await new DecMessageService.DecMessageServiceClient(window.App.Grpc(Kernel.Roles.Officer)).GetDecMessageAsync(
            new GetDecMessageRequest { Name = lodged.Declaration.Name, Numbers = true })).Data.ToByteArray());
        Assert.Equal(lodged.Declaration.DeclarationNumber, numbered.Descendants(Dec("EntryId")).Single().Value);
        Assert.Equal(lodged.Declaration.UnifiedNumber, numbered.Descendants(Dec("SeqNo")).Single().Value);
    }

    [Fact]
    public async Task A_form_that_came_as_JSON_goes_out_as_a_message_and_in_again()
    {
        var lodged = await window.LodgeAsync(Window.Form("OUT-1"));
        using var answer = await window.Rest.GetAsync($"/v1/{lodged.Name}:decMessage");

        var again = await window.AsAgent.ImportDecMessageAsync(new ImportDecMessageRequest { Message = new HttpBody { Data = ByteString.CopyFrom(await answer.Content.ReadAsByteArrayAsync()) } });

        Assert.Empty(again.Warnings);
        Assert.Equal(Declaration.Types.State.Accepted, again.Declaration.State);
        Assert.Equal(lodged.Items, again.Declaration.Items);
        Assert.Equal(lodged.Attachments, again.Declaration.Attachments);
        Assert.Equal(lodged.Freight, again.Declaration.Freight);
    }

    [Fact]
    public async Task What_was_changed_since_is_as_the_form_says_and_the_rest_stays()
    {
        var sample = File.ReadAllText(Path.Combine(Window.Root, "tests/Services/Declarations.Tests/sample-decmessage.xml"))
            .Replace("<OperType>C<", "<OperType>G<", StringComparison.Ordinal).Replace("<GrossWet>5200<", "<GrossWet>05200.0<", StringComparison.Ordinal)
            .Replace("<ApprNo/>", "<ApprNo>B1</ApprNo>", StringComparison.Ordinal).Replace("<BillNo>EXMPL2018100001<", "<BillNo> EXMPL2018100001 <", StringComparison.Ordinal);
        var draft = (await window.AsAgent.ImportDecMessageAsync(new ImportDecMessageRequest { Message = new HttpBody { Data = ByteString.CopyFromUtf8(sample) } })).Declaration;
        var change = Window.Json(new Declaration { Marks = "CHANGED", Licences = { new LicenceDocument { Code = "r", Number = "X1" } }, GrossWeight = new Google.Type.Decimal { Value = "5300" } });
        using var content = new StringContent(change.ToJsonString(), Encoding.UTF8, "application/json");
        using var patched = await window.Rest.PatchAsync($"/v1/{draft.Name}?updateMask=marks,licences,grossWeight", content);
        patched.EnsureSuccessStatusCode();

        var message = Parse(await window.Rest.GetByteArrayAsync($"/v1/{draft.Name}:decMessage"));

        Assert.Equal("CHANGED", message.Descendants(Dec("MarkNo")).Single().Value);
        Assert.Equal("X1", message.Descendants(Dec("LicenseDocu")).Single().Element(Dec("CertCode"))!.Value);
        Assert.Equal("5300", message.Descendants(Dec("GrossWet")).Single().Value);
        Assert.Equal("B1", message.Descendants(Dec("ApprNo")).Single().Value);
        Assert.Equal(" EXMPL2018100001 ", message.Descendants(Dec("BillNo")).Single().Value);
    }

    [Fact]
    public async Task Only_who_may_see_a_declaration_gets_its_message()
    {
        var lodged = await window.LodgeAsync(Window.Form("OUT-2"));

        using var stranger = await window.App.Http(Kernel.Roles.Declarant, Window.Stranger).GetAsync($"/v1/{lodged.Name}:decMessage");
        Assert.Equal(HttpStatusCode.NotFound, stranger.StatusCode);
        using var wrong = await window.Rest.GetAsync($"/v1/{lodged.Name}:decMessage?encoding=7");
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
    }

    [Fact]
    public void An_ordinary_form_keeps_nothing_beside_itself()
    {
        var lodge = new LodgeDeclaration("k", new FormGenerator(1).Next(), []);
        Assert.False(JsonNode.Parse(DeclarationsJson.TextOf(lodge))!.AsObject().ContainsKey("message_rest"));
    }

    private static void AssertReturns(byte[] bytes, Encoding encoding)
    {
        var import = DecMessageImport.Read(bytes);
        var again = DecMessageExport.Of(new Domain.Declaration { Form = import.Form }, DecRest.Unpack(import.Rest), numbers: false);
        Assert.Equal(Canonical(Parse(bytes)), Canonical(Parse(DecWriter.Write(again, encoding))));
    }

    private static XName Dec(string name) => XName.Get(name, DecLimits.Namespace);

    private static XDocument Parse(byte[] bytes) => XDocument.Parse(DecEncoding.Decode(bytes), LoadOptions.PreserveWhitespace);

    private static string JsonOf(DeclarationForm form) => JsonSerializer.Serialize(form, DeclarationsJson.Default.DeclarationForm);

    /// <summary>Names, attributes, order and texts; neither prefixes nor blanks between elements.</summary>
    private static string Canonical(XDocument document)
    {
        var lines = new StringBuilder();
        Write(document.Root!, 0);
        return lines.ToString();

        void Write(XElement element, int depth)
        {
            lines.Append(CultureInfo.InvariantCulture, $"{new string(' ', depth)}{element.Name}");
            foreach (var attribute in element.Attributes().Where(attribute => !attribute.IsNamespaceDeclaration).OrderBy(attribute => attribute.Name.ToString(), StringComparer.Ordinal))
            {
                lines.Append(CultureInfo.InvariantCulture, $" {attribute.Name}={attribute.Value}");
            }

            lines.AppendLine(element.HasElements ? string.Empty : $" [{element.Value}]");
            foreach (var child in element.Elements())
            {
                Write(child, depth + 1);
            }
        }
    }
}
