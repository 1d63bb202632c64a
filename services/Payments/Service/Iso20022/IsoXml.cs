using System.Xml;
using System.Xml.Linq;
using Clearance.Kernel;
using Clearance.Payments.Domain;

namespace Clearance.Payments.Iso20022;

/// <summary>
/// Reads a message of ISO 20022 within limits: no document type, no entities, nothing from outside of the bytes, and never more than
/// its own shape needs of size, depth and elements.
/// </summary>
internal static class IsoXml
{
    private const int MostBytes = 4 * 1024 * 1024;
    private const int MostElements = 200_000;

    /// <summary>Document/CstmrPmtStsRpt/OrgnlPmtInfAndSts/TxInfAndSts/OrgnlTxRef/... has 14 levels at most.</summary>
    private const int MostDepth = 20;

    private static readonly XmlReaderSettings s_settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = MostBytes,
        MaxCharactersFromEntities = 1024,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        IgnoreWhitespace = true,
    };

    /// <summary>The element below Document, of a message of the given kind, e.g. <c>pain.002.001.</c>.</summary>
    /// <exception cref="RefusedException">The bytes are no such message.</exception>
    public static XElement Read(ReadOnlyMemory<byte> bytes, string kind, string root)
    {
        if (bytes.Length is 0 or > MostBytes)
        {
            throw Malformed($"the file has {bytes.Length} bytes; 1 to {MostBytes} are allowed.");
        }

        try
        {
            Measure(bytes);
            using var reader = XmlReader.Create(new MemoryStream(bytes.ToArray(), writable: false), s_settings);
            var document = XElement.Load(reader);
            return document.Name.LocalName == "Document" && document.Name.NamespaceName.StartsWith($"urn:iso:std:iso:20022:tech:xsd:{kind}", StringComparison.Ordinal)
                && document.Element(document.Name.Namespace + root) is { } message
                ? message
                : throw Malformed($"it is no Document of {kind}xx with a {root}.");
        }
        catch (XmlException fault)
        {
            throw Malformed(fault.Message);
        }
    }

    /// <summary>The refusal of a file that cannot be read.</summary>
    public static RefusedException Malformed(string what) => new(
        Refusal.Invalid(Reasons.IsoMessageMalformed, $"The message cannot be read: {what}") with { MessageZh = "ISO 20022报文格式错误，无法读取。" });

    /// <summary>Children of a name, in the namespace of the message.</summary>
    public static IEnumerable<XElement> All(this XElement element, string name) => element.Elements(element.Name.Namespace + name);

    /// <summary>Text at a path below an element; empty when there is none.</summary>
    public static string Text(this XElement element, params ReadOnlySpan<string> path)
    {
        XElement? at = element;
        foreach (var name in path)
        {
            at = at?.Element(element.Name.Namespace + name);
        }

        return at is { HasElements: false } ? at.Value.Trim() : string.Empty;
    }

    // Before a tree is made of it: the reader itself keeps nothing, whatever the depth.
    private static void Measure(ReadOnlyMemory<byte> bytes)
    {
        using var reader = XmlReader.Create(new MemoryStream(bytes.ToArray(), writable: false), s_settings);
        for (var count = 0; reader.Read();)
        {
            if (reader.Depth > MostDepth || (reader.NodeType == XmlNodeType.Element && ++count > MostElements))
            {
                throw Malformed($"more than {MostElements} elements, or nested deeper than {MostDepth}.");
            }
        }
    }
}
