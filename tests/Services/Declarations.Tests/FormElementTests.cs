using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Clearance.Contracts.Declaration.V1;
using Clearance.Declarations.Domain.Codes;
using Google.Api;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Catalogue = Clearance.Declarations.Domain.Form;

namespace Clearance.Declarations.Tests;

/// <summary>The form as data: every element is in the catalogue, in the contract and in the mapping of messages.</summary>
public sealed partial class FormElementTests(Window window) : IClassFixture<Window>
{
    private static readonly Dictionary<string, string> s_values = new(StringComparer.Ordinal)
    {
        ["DecHead/IEFlag"] = "I", ["DecHead/Type"] = "CLZ", ["DecHead/PromiseItmes"] = "11111", ["DecHead/SpecDeclFlag"] = "1", ["DecHead/NoOtherPack"] = "0",
        ["DecHead/TradeCode"] = "2102460001", ["DecHead/TradeCoScc"] = Window.Trader, ["DecHead/OwnerCode"] = "2102460001", ["DecHead/OwnerCodeScc"] = Window.Trader,
        ["DecHead/AgentCode"] = "2102980002", ["DecHead/AgentCodeScc"] = Window.Agent, ["DecList/CodeTS"] = "8482102000", ["DecList/GNo"] = "1", ["DecList/GModel"] = "4|3|a",
        ["DecList/DestCode"] = "210213", ["DecList/CiqCode"] = "101", ["DecList/Uncode"] = "1203", ["DecList/GoodsAttr"] = "31", ["Container/ContainerId"] = "EXMU1234569",
        ["Container/GoodsNo"] = "1", ["DecGoodsLimitVin/BillLadDate"] = "20181018", ["DecGoodsLimit/LicTypeCode"] = "408", ["DecHead/IEPort"] = "0908",
    };

    private static readonly string[] s_carried =
        [.. Catalogue.FormCatalogue.Fields.Where(known => known.Import != Catalogue.Need.System).SelectMany(known => known.MessageElements).Distinct()];

    [Fact]
    public void Every_element_is_in_the_catalogue() => Assert.Empty(Gaps(Catalogue.FormCatalogue.Elements));

    [Fact]
    public void Every_field_of_the_catalogue_is_in_the_contract() => Assert.Empty(Strangers(Catalogue.FormCatalogue.Fields));

    [Fact]
    public void Every_code_list_of_the_catalogue_is_there() =>
        Assert.Empty(Catalogue.FormCatalogue.Fields.Where(field => field.List.Length > 0 && !CodeLists.All.ContainsKey(field.List)).Select(field => field.List));

    [Fact]
    public void The_comments_of_the_contract_name_every_element() => Assert.Empty(Enumerable.Range(1, 105).Except(Named(Comments())));

    [Fact]
    public void The_rules_see_an_offender()
    {
        var fields = Catalogue.FormCatalogue.Fields;
        Assert.Equal([71], Gaps([.. Catalogue.FormCatalogue.Elements.Where(element => element.Number != 71)]));
        Assert.Equal([1], Gaps([.. Catalogue.FormCatalogue.Elements.Select(element => element.Number == 1 ? element with { Fields = [] } : element)]));
        Assert.Equal(["items.colour"], Strangers([.. fields, fields[0] with { Path = "items.colour" }]));
        Assert.DoesNotContain(71, Named("// Commodity code. (element 72), (elements 1 to 5)"));
        var wire = new Declaration();
        Assert.Contains("customs_office", Empty(wire, fields.Where(field => field.Import != Catalogue.Need.System)));
    }

    [Theory]
    [InlineData("I")]
    [InlineData("E")]
    public async Task A_message_with_every_element_fills_every_field(string direction)
    {
        var answer = await window.AsAgent.ImportDecMessageAsync(new ImportDecMessageRequest
        {
            Message = new HttpBody { ContentType = "application/xml", Data = ByteString.CopyFromUtf8(Whole(direction)) },
        });

        Assert.Empty(answer.Warnings);
        var expected = Catalogue.FormCatalogue.Fields.Where(field => field.Import != Catalogue.Need.System && field.MessageElements.Length > 0);
        Assert.Empty(Empty(answer.Declaration, expected));
    }

    [Theory]
    [InlineData("I", "OverseasConsignee")]
    [InlineData("E", "OverseasConsignorCode OverseasConsignorEname")]
    public void A_form_with_every_field_writes_every_element(string direction, string others)
    {
        var form = DecMessages.DecMessageImport.Read(Encoding.UTF8.GetBytes(Whole(direction))).Form;

        var missing = s_carried.Except(Written(DecMessages.DecForm.MessageOf(form))).Where(name => !others.Split(' ').Any(other => name.Contains(other, StringComparison.Ordinal)));
        Assert.Empty(missing);
        Assert.NotEmpty(s_carried.Except(Written(DecMessages.DecForm.MessageOf(form with { Items = [] }))));
    }

    [Fact]
    public void Every_element_has_its_place_in_the_message()
    {
        // The state is told by the channel of a receipt, the day of acceptance by D_DATE; containers and certificates are tables of their own.
        int[] told = [2, 10, 34, 35];
        Assert.Equal(told, Catalogue.FormCatalogue.Elements.Where(element => element.Fields.All(field => field.MessageElements.IsEmpty)).Select(element => element.Number));
        Assert.All(
            Catalogue.FormCatalogue.Fields.SelectMany(field => field.MessageElements).Select(name => name.Split('/')),
            name => Assert.Contains(name[1], DecMessages.DecLayout.Of(name[0])!));
    }

    [Fact]
    public async Task Everybody_may_read_the_elements()
    {
        var elements = await new FormElementService.FormElementServiceClient(window.App.Grpc(Kernel.Roles.Officer)).ListFormElementsAsync(new ListFormElementsRequest());
        Assert.Equal(Enumerable.Range(1, 105), elements.FormElements.Select(element => element.Number));

        var element = JsonNode.Parse(await window.Rest.GetStringAsync("/v1/formElements/71"))!;
        Assert.Equal("商品编号", element["chineseName"]!.GetValue<string>());
        Assert.Equal("RULE_MUST", element["importRule"]!.GetValue<string>());
        Assert.Equal("DecList/CodeTS", element["fields"]![0]!["messageElements"]![0]!.GetValue<string>());
        Assert.Equal(10, element["fields"]![0]!["length"]!.GetValue<int>());

        using var none = await window.Rest.GetAsync("/v1/formElements/106");
        Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
    }

    private static IEnumerable<string> Written(DecMessages.DecElement table) =>
        table.Children.SelectMany(child => Written(child).Append($"{table.Name}/{child.Name}"));

    private static IEnumerable<int> Gaps(IReadOnlyCollection<Catalogue.FormElement> elements) =>
        Enumerable.Range(1, 105).Where(number => elements.SingleOrDefault(element => element.Number == number) is not { Fields.Length: > 0, English.Length: > 0, Chinese.Length: > 0, Guidance.Length: > 0, GuidanceZh.Length: > 0 });

    private static IEnumerable<string> Strangers(IEnumerable<Catalogue.FormField> fields) =>
        fields.Select(field => field.Path).Where(path => !IsIn(Declaration.Descriptor, path.Split('.'))).Distinct();

    private static bool IsIn(MessageDescriptor? message, ReadOnlySpan<string> path) =>
        path.IsEmpty || (message?.FindFieldByName(path[0]) is { } field && IsIn(field.FieldType == FieldType.Message ? field.MessageType : null, path[1..]));

    private static IEnumerable<string> Empty(IMessage wire, IEnumerable<Catalogue.FormField> fields) =>
        fields.Where(field => !IsFilled(wire, field.Path.Split('.'))).Select(field => field.Path);

    private static bool IsFilled(object? value, ReadOnlySpan<string> path)
    {
        if (value is System.Collections.IList rows)
        {
            return rows.Count > 0 && IsFilled(rows[0], path);
        }

        if (path.IsEmpty)
        {
            return value is not (null or "" or 0 or false) && (value is not System.Enum answer || Convert.ToInt32(answer, CultureInfo.InvariantCulture) != 0);
        }

        return value is IMessage message && IsFilled(message.Descriptor.FindFieldByName(path[0]).Accessor.GetValue(message), path[1..]);
    }

    private static HashSet<int> Named(string comments)
    {
        var numbers = new HashSet<int>();
        foreach (var match in Elements().Matches(comments).Cast<Match>())
        {
            var found = Number().Matches(match.Value).Select(number => int.Parse(number.Value, CultureInfo.InvariantCulture)).ToArray();
            numbers.UnionWith(match.Value.Contains(" to ", StringComparison.Ordinal) && found.Length == 2 ? Enumerable.Range(found[0], found[1] - found[0] + 1) : found);
        }

        return numbers;
    }

    private static string Comments() => string.Concat(
        ((string[])["declaration.proto", "quarantine.proto"]).Select(file => File.ReadAllText(Path.Combine(Window.Root, "protos/clearance/declaration/v1", file))));

    /// <summary>A draft with every element that the catalogue knows.</summary>
    private static string Whole(string direction)
    {
        XNamespace dec = "http://www.chinaport.gov.cn/dec";
        var rows = Catalogue.FormCatalogue.Fields
            .Where(field => field.Import != Catalogue.Need.System)
            .SelectMany(field => field.MessageElements.Select(element => (Table: element.Split('/')[0], Name: element.Split('/')[1], Value: ValueOf(field, element))))
            .DistinctBy(row => (row.Table, row.Name))
            .ToLookup(row => row.Table, row => new XElement(dec + row.Name, row.Value));
        XElement Table(string name, params XElement[] more) => new(dec + name, rows[name], more);
        var permit = Table("DecGoodsLimit", Table("DecGoodsLimitVin"));
        return new XElement(
            dec + "DecMessage",
            Table("DecHead", new XElement(dec + "IEFlag", direction)),
            new XElement(dec + "DecLists", Table("DecList", new XElement(dec + "DecGoodsLimits", permit))),
            new XElement(dec + "DecContainers", Table("Container")),
            new XElement(dec + "DecLicenseDocus", Table("LicenseDocu")),
            new XElement(dec + "DecRequestCerts", Table("DecRequestCert")),
            new XElement(dec + "DecOtherPacks", Table("DecOtherPack")),
            new XElement(dec + "DecCopLimits", Table("DecCopLimit")),
            new XElement(dec + "DecUsers", Table("DecUser")),
            new XElement(dec + "DecMarkLobs", Table("DecMarkLob")),
            Table("DecFreeTxt"),
            Table("DecSign", new XElement(dec + "OperType", "G")),
            Table("EdocRealation")).ToString();
    }

    private static string ValueOf(Catalogue.FormField field, string element) => s_values.TryGetValue(element, out var value)
        ? value
        : field.Kind switch
        {
            "number" or "count" => "2",
            "date" => "20181018",
            "flag" => "1",
            _ when field.List.Length > 0 => CodeLists.Of(field.List).Codes[0],
            _ => "1",
        };

    [GeneratedRegex(@"elements? [0-9]+((, [0-9]+)* and [0-9]+| to [0-9]+)?", RegexOptions.ExplicitCapture)]
    private static partial Regex Elements();

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Number();
}
