using System.Text;
using System.Xml;
using Clearance.Kernel;

namespace Clearance.Declarations.DecMessages;

/// <summary>One element of a message: its name, its text, its children in order.</summary>
internal sealed class DecElement(string name)
{
    private readonly List<DecElement> _children = [];

    public string Name { get; } = name;

    public string Text { get; private set; } = string.Empty;

    public IReadOnlyList<DecElement> Children => _children;

    /// <summary>The only child of a name; null when there is none.</summary>
    public DecElement? Child(string name) => _children.Find(child => child.Name == name);

    /// <summary>Children of a name.</summary>
    public IEnumerable<DecElement> All(string name) => _children.Where(child => child.Name == name);

    /// <summary>
    /// Reads a whole message within limits. A document type, entities, depth beyond the message's own, an element twice where the message has one,
    /// or anything that is not well-formed is refused; nothing outside of the bytes is ever read.
    /// </summary>
    /// <exception cref="RefusedException">The bytes are no such message.</exception>
    public static DecElement Parse(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.Length > DecLimits.MostBytes)
        {
            throw new RefusedException(Refusal.Invalid("FILE_TOO_LARGE", $"The message has {bytes.Length} bytes; {DecLimits.MostBytes} are allowed.") with { MessageZh = "报文超过4MB。" });
        }

        try
        {
            using var text = new StringReader(DecEncoding.Decode(bytes));
            using var reader = XmlReader.Create(text, DecLimits.Settings);
            return Read(reader);
        }
        catch (Exception fault) when (fault is XmlException or DecoderFallbackException)
        {
            throw Malformed(fault is XmlException { LineNumber: > 0 } xml ? $"{xml.Message}" : "The bytes are not text of the encoding that the message names.");
        }
    }

    public static RefusedException Malformed(string what) => new(
        Refusal.Invalid("DEC_MESSAGE_MALFORMED", $"The message cannot be read: {what}") with { MessageZh = "报文格式错误，无法读取。" });

    private static DecElement Read(XmlReader reader)
    {
        var root = new DecElement(string.Empty);
        var open = new Stack<DecElement>([root]);
        var text = new StringBuilder();
        for (var count = 0; reader.Read();)
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Element:
                    if (++count > DecLimits.MostElements || open.Count > DecLimits.MostDepth)
                    {
                        throw Malformed($"more than {DecLimits.MostElements} elements, or nested deeper than {DecLimits.MostDepth}.");
                    }

                    text.Clear();
                    var element = open.Peek().Add(reader);
                    if (!reader.IsEmptyElement)
                    {
                        open.Push(element);
                    }

                    break;
                case XmlNodeType.EndElement:
                    var closed = open.Pop();
                    closed.Text = closed.Children.Count == 0 ? text.ToString().Trim() : string.Empty;
                    text.Clear();
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA:
                    text.Append(reader.Value);
                    break;
                default:
                    break;
            }
        }

        return root.Children[0];
    }

    private DecElement Add(XmlReader reader)
    {
        // An element of a foreign namespace is none of the message's, whatever its name.
        var local = reader.NamespaceURI is "" or DecLimits.Namespace ? reader.LocalName : $"{{{reader.NamespaceURI}}}{reader.LocalName}";
        if (!DecLimits.MayRepeat(local) && Child(local) is not null)
        {
            throw Malformed($"{(Name.Length == 0 ? "the message" : Name)} has more than one {reader.LocalName}.");
        }

        var child = new DecElement(local);
        _children.Add(child);
        return child;
    }
}
