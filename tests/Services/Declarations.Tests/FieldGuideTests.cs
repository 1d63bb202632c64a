using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Clearance.Contracts.Declaration.V1;
using Clearance.Declarations.Domain.Form;
using Google.Protobuf.Reflection;
using FormField = Clearance.Declarations.Domain.Form.FormField;

namespace Clearance.Declarations.Tests;

/// <summary>What OpenAPI says of the fields of the form comes from its catalogue: names, number, length, need, code list, element of the message.</summary>
public sealed class FieldGuideTests(Window window) : IClassFixture<Window>
{
    private static readonly string s_file = Path.Combine(Window.Root, "protos/field-guide.txt");

    [Fact]
    public void The_guide_of_the_contract_is_that_of_the_catalogue()
    {
        var expected = Written();
        if (Environment.GetEnvironmentVariable("CLEARANCE_UPDATE") == "1")
        {
            File.WriteAllText(s_file, expected);
        }

        Assert.Equal(expected, File.ReadAllText(s_file));
    }

    [Fact]
    public async Task OpenAPI_tells_what_the_catalogue_knows()
    {
        var schemas = JsonNode.Parse(await window.Rest.GetStringAsync("/openapi/v1.json"))!["components"]!["schemas"]!;
        string TextOf(string message, string field) => schemas[$"declaration.v1.{message}"]!["properties"]![field]!["description"]!.GetValue<string>();

        Assert.Contains(
            "Element 71, 商品编号 (Commodity code): 10 signs; import: needed to save, export: needed to save; DecMessage DecList/CodeTS.",
            TextOf("GoodsItem", "commodityCode"), StringComparison.Ordinal);
        Assert.Contains("codes of GET /v1/codeLists/units/codes", TextOf("GoodsItem", "firstUnit"), StringComparison.Ordinal);
        Assert.Contains("19 digits, 5 of them decimals", TextOf("Declaration", "grossWeight"), StringComparison.Ordinal);
        foreach (var field in FormCatalogue.Fields)
        {
            var place = PlaceOf(field.Path);
            Assert.Contains(field.Chinese, TextOf(place.ContainingType.FullName["clearance.declaration.v1.".Length..], place.JsonName), StringComparison.Ordinal);
        }
    }

    private static string Written()
    {
        var guide = new StringBuilder("# What OpenAPI says of the form's fields beside their comments, from services/Declarations/Domain/Form.\n# Made anew by CLEARANCE_UPDATE=1 tests/run Declarations\n");
        foreach (var field in FormCatalogue.Fields)
        {
            guide.Append(CultureInfo.InvariantCulture, $"{PlaceOf(field.Path).FullName}|{TextOf(field)}\n");
        }

        return guide.ToString();
    }

    private static string TextOf(FormField field)
    {
        var element = field.Element is { } number ? $"Element {number}, " : string.Empty;
        var length = (field.Kind, field.Length) switch
        {
            (_, 0) => string.Empty,
            ("number", var digits) => $"{digits} digits, {field.Decimals} of them decimals; ",
            (_, var signs) => $"{signs} signs; ",
        };
        var list = field.List.Length == 0 ? string.Empty : $"; codes of GET /v1/codeLists/{field.List}/codes";
        var message = field.MessageElements.IsEmpty ? string.Empty : $"; DecMessage {string.Join(" or ", field.MessageElements)}";
        return $"{element}{field.Chinese} ({field.English}): {length}import: {NeedOf(field.Import)}, export: {NeedOf(field.Export)}{list}{message}.";
    }

    private static string NeedOf(Need need) => need switch
    {
        Need.Optional => "optional",
        Need.Declare => "needed to declare",
        Need.Save => "needed to save",
        Need.Never => "left out",
        _ => "set by the system",
    };

    private static FieldDescriptor PlaceOf(string path)
    {
        FieldDescriptor? place = null;
        foreach (var name in path.Split('.'))
        {
            // The currency of a total price is part of a type of Google's: its money is where it is told.
            if ((place?.MessageType ?? Declaration.Descriptor) is { File.Package: "clearance.declaration.v1" } message)
            {
                place = message.FindFieldByName(name);
            }
        }

        return place!;
    }
}
