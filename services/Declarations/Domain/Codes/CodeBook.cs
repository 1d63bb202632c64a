using System.Collections.Frozen;

namespace Clearance.Declarations.Domain.Codes;

/// <summary>All code lists as they stand at one time. A form is checked against the book before it is sent to be decided, so that a decision never depends on a later import.</summary>
public sealed class CodeBook
{
    private readonly FrozenDictionary<string, CodeList> _lists;

    private CodeBook(FrozenDictionary<string, CodeList> lists) => _lists = lists;

    /// <summary>The lists that the suite ships.</summary>
    public static CodeBook Shipped { get; } = new(CodeLists.All);

    /// <summary>The lists, by name.</summary>
    public IEnumerable<CodeList> Lists => _lists.Values.OrderBy(list => list.Name, StringComparer.Ordinal);

    /// <summary>The list with a name; null when there is none.</summary>
    public CodeList? Find(string name) => _lists.GetValueOrDefault(name);

    /// <summary>The book with one list in another's place.</summary>
    public CodeBook With(CodeList list) => new(_lists.Values.Where(other => other.Name != list.Name).Append(list).ToFrozenDictionary(entry => entry.Name, StringComparer.Ordinal));
}
