using System.Text;
using System.Xml;
using Clearance.Kernel;

namespace Clearance.Declarations.DecMessages;

/// <summary>
/// Reads a whole message within limits. A document type, entities, depth beyond the message's own, an element twice where the message has one,
/// text between elements, or anything that is not well-formed is refused; nothing outside of the bytes is ever read.
/// </summary>
internal sealed class DecReader
{
    private readonly DecElement _root = new(string.Empty);
    private readonly Stack<Open> _open = [];
    private readonly StringBuilder _text = new();
    private string _namespace = DecLimits.Namespace;
    private int _elements;

    private DecReader() => _open.Push(new Open(_root.Name));

    /// <summary>The root element.</summary>
    /// <exception cref="RefusedException">The bytes are no such message.</exception>
    public static DecElement Read(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.Length > DecLimits.MostBytes)
        {
            throw TooLarge($"The message has {bytes.Length} bytes; {DecLimits.MostBytes} are allowed.");
        }

        try
        {
            using var text = new StringReader(DecEncoding.Decode(bytes));
            using var reader = XmlReader.Create(text, DecLimits.Settings);
            return new DecReader().Read(reader);
        }
        catch (XmlException fault)
        {
            throw Malformed(fault.Message);
        }
        catch (DecoderFallbackException)
        {
            throw Malformed("the bytes are not text of the encoding that it names.");
        }
    }

    public static RefusedException Malformed(string what) => new(Refusal.Invalid(
        "DEC_MESSAGE_MALFORMED",
        $"The message cannot be read: {what}",
        new Violation("message", "DEC_MESSAGE_MALFORMED", $"The message cannot be read: {what}", "Send one well-formed DecMessage in UTF-8 or GB18030, without a document type.") { TextZh = "报文格式错误，无法读取。" })
        with { MessageZh = "报文格式错误，无法读取。" });

    public static RefusedException TooLarge(string what) => new(Refusal.Invalid(
        "FILE_TOO_LARGE", what, new Violation("message", "FILE_TOO_LARGE", what, "Send less in one message.") { TextZh = "报文过大。" }) with { MessageZh = "报文过大。" });

    private DecElement Read(XmlReader reader)
    {
        while (reader.Read())
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Element:
                    Begin(reader);
                    break;
                case XmlNodeType.EndElement:
                    End();
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace:
                    _text.Append(reader.Value);
                    break;
                default:
                    break;
            }
        }

        return _open.Peek().Children[0];
    }

    private void Begin(XmlReader reader)
    {
        if (++_elements > DecLimits.MostElements || _open.Count > DecLimits.MostDepth)
        {
            throw Malformed($"more than {DecLimits.MostElements} elements, or nested deeper than {DecLimits.MostDepth}, at {Path(reader.LocalName)}.");
        }

        RefuseTextBetween();
        if (_open.Count == 1)
        {
            _namespace = reader.NamespaceURI is "" ? "" : DecLimits.Namespace;
        }

        var opened = new Open(NameOf(reader, _namespace));
        if (!_open.Peek().Names.Add(opened.Name) && !DecLimits.MayRepeat(opened.Name) && DecLayout.Of(_open.Peek().Name)?.Contains(opened.Name) == true)
        {
            throw Malformed($"{Path(reader.LocalName)} stands there more than once.");
        }

        if (_open.Count == 1 && _namespace.Length == 0)
        {
            opened.Attributes.Add((DecElement.NamespaceAttribute, string.Empty));
        }

        var isEmpty = reader.IsEmptyElement;
        Attributes(reader, opened);
        _open.Push(opened);
        if (isEmpty)
        {
            End();
        }
    }

    private void End()
    {
        if (_open.Peek().Children.Count > 0)
        {
            RefuseTextBetween();
        }

        var closed = _open.Pop();
        _open.Peek().Children.Add(closed.Close(_text.ToString()));
        _text.Clear();
    }

    private void RefuseTextBetween()
    {
        if (_text.Length > 0 && !string.IsNullOrWhiteSpace(_text.ToString()))
        {
            throw Malformed($"{Path("text()")} stands between elements.");
        }

        _text.Clear();
    }

    private void Attributes(XmlReader reader, Open opened)
    {
        if (reader.AttributeCount > DecLimits.MostAttributes)
        {
            throw Malformed($"{Path(reader.LocalName)} has more than {DecLimits.MostAttributes} attributes.");
        }

        while (reader.MoveToNextAttribute())
        {
            if (reader.NamespaceURI != "http://www.w3.org/2000/xmlns/")
            {
                opened.Attributes.Add((NameOf(reader, string.Empty), reader.Value));
            }
        }
    }

    /// <summary>An element of a foreign namespace is none of the message's, whatever its name.</summary>
    private static string NameOf(XmlReader reader, string own) => reader.NamespaceURI == own ? reader.LocalName : $"{{{reader.NamespaceURI}}}{reader.LocalName}";

    private string Path(string last) => string.Join('/', _open.Reverse().Select(open => open.Name).Where(name => name.Length > 0).Append(last));

    /// <summary>An element whose end has not been read yet.</summary>
    private sealed class Open(string name)
    {
        public string Name { get; } = name;

        public HashSet<string> Names { get; } = new(StringComparer.Ordinal);

        public List<DecElement> Children { get; } = [];

        public List<(string Name, string Value)> Attributes { get; } = [];

        public DecElement Close(string text)
        {
            var element = new DecElement(Name) { Raw = Children.Count == 0 ? text : string.Empty };
            Children.ForEach(element.Add);
            Attributes.ForEach(attribute => element.Set(attribute.Name, attribute.Value));
            return element;
        }
    }
}
