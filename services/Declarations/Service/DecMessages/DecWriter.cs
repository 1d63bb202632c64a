using System.Text;
using System.Xml;

namespace Clearance.Declarations.DecMessages;

/// <summary>Writes a message as bytes.</summary>
internal static class DecWriter
{
    /// <summary>The message in UTF-8 without a byte order mark, or in another encoding that has every sign.</summary>
    public static byte[] Write(DecElement message, Encoding encoding)
    {
        using var bytes = new MemoryStream();
        using (var writer = XmlWriter.Create(bytes, new XmlWriterSettings { Encoding = encoding, Indent = true, NewLineChars = "\n", NewLineHandling = NewLineHandling.Entitize, CheckCharacters = false }))
        {
            writer.WriteStartDocument();
            Write(writer, message, message.Attributes?.ContainsKey(DecElement.NamespaceAttribute) == true ? string.Empty : DecLimits.Namespace);
        }

        return bytes.ToArray();
    }

    private static void Write(XmlWriter writer, DecElement element, string own)
    {
        var (ns, name) = Split(element.Name, own);
        writer.WriteStartElement(name, ns);
        foreach (var (attribute, value) in element.Attributes ?? new Dictionary<string, string>())
        {
            if (attribute != DecElement.NamespaceAttribute)
            {
                var (attributeNs, attributeName) = Split(attribute, string.Empty);
                writer.WriteAttributeString(attributeName, attributeNs, Clean(value));
            }
        }

        if (element.Raw.Length > 0)
        {
            writer.WriteString(Clean(element.Raw));
        }

        foreach (var child in element.Children)
        {
            Write(writer, child, own);
        }

        writer.WriteEndElement();
    }

    private static (string Namespace, string Name) Split(string name, string own) =>
        name[0] == '{' && name.LastIndexOf('}') is var end ? (name[1..end], name[(end + 1)..]) : (own, name);

    /// <summary>A form that came as JSON may hold signs that XML cannot.</summary>
    private static string Clean(string text)
    {
        for (var index = 0; index < text.Length; index++)
        {
            if (!IsXml(text, index))
            {
                return string.Concat(text.Select((sign, at) => IsXml(text, at) ? sign : '\uFFFD'));
            }
        }

        return text;
    }

    private static bool IsXml(string text, int at) => char.IsSurrogate(text[at])
        ? char.IsHighSurrogate(text[at]) ? at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]) : at > 0 && char.IsHighSurrogate(text[at - 1])
        : XmlConvert.IsXmlChar(text[at]);
}
