namespace Clearance.Declarations.DecMessages;

/// <summary>One element of a message: its name, attributes, text, and children in order. A name of a foreign namespace is written <c>{namespace}name</c>.</summary>
internal sealed class DecElement(string name)
{
    /// <summary>Pseudo-attribute of the root of a message without a namespace.</summary>
    public const string NamespaceAttribute = "xmlns";

    private List<DecElement>? _children;
    private Dictionary<string, string>? _attributes;

    public string Name { get; } = name;

    /// <summary>The text as it stands; empty where there are children.</summary>
    public string Raw { get; init; } = string.Empty;

    /// <summary>The text without blanks around it.</summary>
    public string Text => Raw.Trim();

    public IReadOnlyList<DecElement> Children => _children ?? [];

    public IReadOnlyDictionary<string, string>? Attributes => _attributes;

    /// <summary>The first child of a name; null when there is none.</summary>
    public DecElement? Child(string name) => _children?.Find(child => child.Name == name);

    /// <summary>Children of a name.</summary>
    public IEnumerable<DecElement> All(string name) => Children.Where(child => child.Name == name);

    public void Add(DecElement child) => (_children ??= []).Add(child);

    /// <summary>Puts a child in place of one that is there.</summary>
    public void Insert(int index, DecElement child) => (_children ??= []).Insert(index, child);

    public void Set(string attribute, string value) => (_attributes ??= new(StringComparer.Ordinal))[attribute] = value;
}
