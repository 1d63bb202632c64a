using System.Buffers.Text;
using System.Collections.Immutable;
using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Clearance.Declarations.DecMessages;

/// <summary>
/// What a message says beyond its form: unknown elements, the client's own bookkeeping, order, blanks, empty elements, how a number was
/// written. It is the message with everything cut out that the form says, so that form and rest give the message again; where the form
/// has changed since, the form is right.
/// </summary>
/// <param name="N">Name of the element.</param>
internal sealed record DecRest([property: JsonPropertyName("n")] string N)
{
    /// <summary>Text of its own; null where the form says the same.</summary>
    [JsonPropertyName("t")]
    public string? Text { get; init; }

    /// <summary>What the form said when the message came, where that is not the text.</summary>
    [JsonPropertyName("w")]
    public string? Was { get; init; }

    /// <summary>True for what the form does not know.</summary>
    [JsonPropertyName("o")]
    public bool IsOwn { get; init; }

    /// <summary>Given for what the form says and the message did not: as the form said it then.</summary>
    [JsonPropertyName("x")]
    public string? Absent { get; init; }

    [JsonPropertyName("a")]
    public IReadOnlyDictionary<string, string>? Attributes { get; init; }

    [JsonPropertyName("c")]
    public ImmutableArray<DecRest>? Children { get; init; }

    /// <summary>What a message says beyond the message that its form makes.</summary>
    public static DecRest Of(DecElement message, DecElement? plain)
    {
        var left = new Siblings(plain);
        var children = message.Children.Select(child => Of(child, left.Take(child.Name))).ToList();
        children.AddRange(left.Remaining.Select(child => new DecRest(child.Name) { Absent = TextOf(child) }));
        var isOther = plain is null ? message.Raw.Length > 0 : message.Raw != plain.Raw;
        return new DecRest(message.Name)
        {
            Text = isOther ? message.Raw : null,
            Was = isOther ? plain?.Raw : null,
            IsOwn = plain is null,
            Attributes = message.Attributes,
            Children = children.Count == 0 ? null : [.. children],
        };
    }

    /// <summary>The message again, from what its form makes now.</summary>
    public DecElement With(DecElement plain) => Restored(plain)!;

    /// <summary>As it is kept: packed, in base64.</summary>
    public string Pack()
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(this, DecRestJson.Default.DecRest);
        var packed = new byte[BrotliEncoder.GetMaxCompressedLength(json.Length)];
        return BrotliEncoder.TryCompress(json, packed, out var written, quality: 5, window: 18)
            ? Base64Url.EncodeToString(packed.AsSpan(0, written))
            : throw new InvalidOperationException("The rest of a message could not be packed.");
    }

    /// <summary>From what was kept.</summary>
    public static DecRest Unpack(string packed)
    {
        using var brotli = new BrotliStream(new MemoryStream(Base64Url.DecodeFromChars(packed)), CompressionMode.Decompress);
        return JsonSerializer.Deserialize(brotli, DecRestJson.Default.DecRest) ?? throw new InvalidOperationException("The rest of a message is null.");
    }

    private DecElement? Restored(DecElement? plain)
    {
        if (plain is null && !IsOwn)
        {
            return null;
        }

        var isLeaf = plain is { Children.Count: 0, Raw.Length: > 0 } || (plain is null or { Children.Count: 0 } && Children is null);
        var element = new DecElement(N) { Raw = !isLeaf ? string.Empty : plain is null ? Text ?? string.Empty : Text is not null && Was == plain.Raw ? Text : plain.Raw };
        foreach (var (name, value) in Attributes ?? new Dictionary<string, string>())
        {
            element.Set(name, value);
        }

        if (!isLeaf)
        {
            Fill(element, plain);
        }

        return element;
    }

    private void Fill(DecElement element, DecElement? plain)
    {
        var left = new Siblings(plain);
        var places = new Dictionary<DecElement, DecElement>();
        var skipped = new HashSet<DecElement>();
        foreach (var child in Children ?? [])
        {
            var said = left.Take(child.N);
            if (child.Absent is not null)
            {
                if (said is not null && TextOf(said) == child.Absent)
                {
                    skipped.Add(said);
                }
            }
            else if (child.Restored(said) is { } restored)
            {
                element.Add(restored);
                if (said is not null)
                {
                    places.Add(said, restored);
                }
            }
        }

        // What the form says by now and the message did not: behind what stands before it in a message of the form alone.
        var index = 0;
        foreach (var child in plain?.Children ?? [])
        {
            if (places.TryGetValue(child, out var placed))
            {
                index = IndexOf(element, placed) + 1;
            }
            else if (!skipped.Contains(child))
            {
                element.Insert(index++, child);
            }
        }
    }

    private static int IndexOf(DecElement element, DecElement child)
    {
        var index = 0;
        while (!ReferenceEquals(element.Children[index], child))
        {
            index++;
        }

        return index;
    }

    private static string TextOf(DecElement element) =>
        element.Children.Count == 0 ? element.Raw : string.Concat(element.Children.Select(child => $"<{child.Name}>{TextOf(child)}</>"));

    /// <summary>Children of an element, each taken once by its name, in order.</summary>
    private sealed class Siblings(DecElement? parent)
    {
        private readonly Dictionary<string, Queue<DecElement>> _byName = (parent?.Children ?? [])
            .GroupBy(child => child.Name, StringComparer.Ordinal).ToDictionary(group => group.Key, group => new Queue<DecElement>(group), StringComparer.Ordinal);

        public IEnumerable<DecElement> Remaining => (parent?.Children ?? []).Where(child => _byName[child.Name].Contains(child));

        public DecElement? Take(string name) => _byName.TryGetValue(name, out var queue) && queue.TryDequeue(out var child) ? child : null;
    }
}

/// <summary>How a rest is kept.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(DecRest))]
internal sealed partial class DecRestJson : JsonSerializerContext;
