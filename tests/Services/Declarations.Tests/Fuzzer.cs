using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Clearance.Declarations.DecMessages;
using Clearance.Declarations.Generated;
using Clearance.Declarations.Grpc;

namespace Clearance.Declarations.Tests;

/// <summary>Makes hostile bodies out of good ones, by structure: the same seed makes the same bodies.</summary>
internal sealed class Fuzzer
{
    private const int Bases = 60;

    private static readonly string[] s_values =
    [
        "", " ", "0", "-1", "1e400", "NaN", "79228162514264337593543950335", "0.0000000000000000000000000001", "99999999999999999999999999999999", "2018-10-23", "20181332", "I", "E", "X",
        "生僻字𠮷", "\uFFFD", "\u200B", "<x/>", "]]>", "' or 1=1 --", "../../etc/passwd", "{0}", "%s%n", "null", "true", "1,2,3", "9,9;9", "\u0085", "\t\r\n", "\u202Eabc", "1111111111111",
    ];

    private readonly Random _dice;
    private readonly string[] _messages;
    private readonly string[] _forms;

    public Fuzzer(int seed)
    {
        _dice = new Random(seed);
        var generator = new FormGenerator(seed);
        var forms = Enumerable.Range(0, 4 * Bases).Select(_ => generator.Next()).Where(form => form.Items.Length < 4).Take(Bases).ToArray();
        _messages = [.. forms.Select(form => Encoding.UTF8.GetString(DecWriter.Write(DecForm.MessageOf(form), DecEncoding.Utf8)))];
        _forms = [.. forms.Select(form => Window.Json(FormWriter.Write(form)).ToJsonString())];
    }

    /// <summary>Bytes that are more or less a DecMessage.</summary>
    public byte[] Xml()
    {
        var document = XDocument.Parse(One(_messages));
        for (var changes = _dice.Next(4); changes > 0; changes--)
        {
            var elements = document.Root!.DescendantsAndSelf().ToArray();
            Change(document.Root, One(elements));
        }

        return Bytes(Text($"<?xml version=\"1.0\" encoding=\"{One("UTF-8", "UTF-8", "UTF-8", "UTF-8", "UTF-8", "UTF-8", "UTF-8", "UTF-8", "UTF-8", "GB18030", "GB18030", "gb2312", "UTF-16", "x")}\"?>{document.ToString(SaveOptions.DisableFormatting)}"));
    }

    /// <summary>Text that is more or less the JSON of a form.</summary>
    public string Json()
    {
        var form = JsonNode.Parse(One(_forms))!;
        for (var changes = _dice.Next(1, 4); changes > 0; changes--)
        {
            Change(One(ObjectsOf(form).ToArray()));
        }

        var text = form.ToJsonString();
        return _dice.Next(12) switch
        {
            0 => text[.._dice.Next(text.Length)],
            1 => text.Insert(_dice.Next(text.Length), One("\"", "{", "}", "[", ",", ":", "\\", "\u0000", "1", "\\ud800", "//")),
            2 => text.Replace("\"items\":", "\"items\":[],\"items\":", StringComparison.Ordinal),
            3 => $"{new string('[', 200)}{text}",
            _ => text,
        };
    }

    private void Change(XElement root, XElement element)
    {
        var name = element.Name.Namespace + One(DecLayout.Of(element.Name.LocalName)?.ToArray() ?? ["X"]);
        switch (_dice.Next(36))
        {
            case 0 or > 11 when !element.HasElements:
                element.Value = Clean(One(s_values));
                break;
            case 3 when !element.HasElements:
                element.Value = new string(One('9', 'A', '字', ' '), _dice.Next(3000));
                break;
            case 4 when element != root:
                element.AddAfterSelf(new XElement(element));
                break;
            case 5 when element != root:
                element.Remove();
                break;
            case 6:
                element.Add(new XElement(name, Clean(One(s_values))));
                break;
            case 7:
                element.Add(Enumerable.Range(0, _dice.Next(40)).Select(number => new XAttribute($"a{number}", number)).Where(attribute => element.Attribute(attribute.Name) is null));
                break;
            case 8:
                element.Add(Enumerable.Range(0, _dice.Next(12)).Aggregate(new XElement("deep", "x"), (inner, _) => new XElement("deep", inner)));
                break;
            case 9 when element != root:
                element.Name = XName.Get(element.Name.LocalName, One("", "urn:other"));
                break;
            case 10:
                element.AddFirst(new XText("between"));
                break;
            case 11 when element != root && _dice.Next(20) == 0:
                element.AddAfterSelf(Enumerable.Range(0, 300).Select(_ => new XElement(element)).ToArray<object>());
                break;
            default:
                break;
        }
    }

    private string Text(string text) => _dice.Next(16) switch
    {
        0 => text[.._dice.Next(text.Length)],
        1 => text.Insert(text.IndexOf("?>", StringComparison.Ordinal) + 2, "<!DOCTYPE d [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;\"><!ENTITY x SYSTEM \"file:///etc/passwd\">]>"),
        2 => text.Insert(_dice.Next(text.Length), One("<", ">", "&", "&x;", "&#0;", "&#xD800;", "\u0000", "\uFFFF", "<![CDATA[", "<!--", "<?x?>", "\"", "</DecHead>")),
        _ => text,
    };

    private byte[] Bytes(string text)
    {
        var bytes = text.Contains("GB18030", StringComparison.Ordinal) && _dice.Next(3) > 0 ? DecEncoding.Chinese.GetBytes(text) : Encoding.UTF8.GetBytes(text);
        for (var flips = _dice.Next(12) == 0 ? _dice.Next(1, 8) : 0; flips > 0 && bytes.Length > 0; flips--)
        {
            bytes[_dice.Next(bytes.Length)] = (byte)_dice.Next(256);
        }

        return bytes;
    }

    private void Change(JsonObject record)
    {
        var names = record.Select(field => field.Key).ToArray();
        if (names.Length == 0)
        {
            return;
        }

        var name = One(names);
        record[name] = _dice.Next(30) switch
        {
            > 9 when record[name] is JsonArray rows => new JsonArray([.. Enumerable.Repeat(rows, _dice.Next(3)).SelectMany(row => row).Select(row => row?.DeepClone())]),
            > 9 when record[name] is JsonValue value && value.GetValueKind() == System.Text.Json.JsonValueKind.Number => JsonValue.Create(_dice.Next(int.MinValue, int.MaxValue)),
            > 9 when record[name] is JsonValue => JsonValue.Create(One(s_values)),
            > 9 or 0 => null,
            1 => JsonValue.Create(_dice.NextInt64(long.MinValue, long.MaxValue)),
            2 => new JsonArray(JsonValue.Create(1), null, JsonValue.Create("x")),
            3 => new JsonObject { ["value"] = One(s_values), [One("units", "nanos", "year", "unknown")] = _dice.Next(int.MinValue, int.MaxValue) },
            4 => JsonValue.Create(new string(One('9', 'A', '字'), _dice.Next(3000))),
            5 => JsonValue.Create(_dice.Next(2) == 0),
            6 when record[name] is JsonArray rows => new JsonArray([.. Enumerable.Repeat(rows, 30).SelectMany(row => row).Select(row => row?.DeepClone())]),
            7 => Enumerable.Range(0, _dice.Next(120)).Aggregate((JsonNode)new JsonObject(), (inner, _) => new JsonObject { ["a"] = inner }),
            _ => JsonValue.Create(One(s_values)),
        };
        if (_dice.Next(8) == 0)
        {
            record[One("unknownField", "@type", "name", "etag", "state", "declarationNumber", "", "items")] = One(s_values);
        }
    }

    private static IEnumerable<JsonObject> ObjectsOf(JsonNode? node) => node switch
    {
        JsonObject record => record.SelectMany(field => ObjectsOf(field.Value)).Append(record),
        JsonArray rows => rows.SelectMany(ObjectsOf),
        _ => [],
    };

    private static string Clean(string text) => text.Replace("\u0085", "", StringComparison.Ordinal);

    private T One<T>(params T[] values) => values[_dice.Next(values.Length)];
}
