using System.Text.Json;
using System.Text.Json.Serialization;

namespace Clearance.Kernel.Tests;

/// <summary>JSON that is remembered is the JSON that would have been written.</summary>
public sealed partial class RememberedJsonTests
{
    [Fact]
    public void What_is_remembered_is_written_like_anything_else()
    {
        var goods = new Goods("轴承 \"deep groove\"", 12.50m);

        var plain = JsonSerializer.Serialize(new Plain(1, goods), Json.Default.Plain);

        Assert.Equal(plain, JsonSerializer.Serialize(new Remembering(1, goods), Json.Default.Remembering));
        Assert.Equal(plain, JsonSerializer.Serialize(new Remembering(1, goods), Json.Default.Remembering));
    }

    [Fact]
    public void A_changed_copy_is_written_anew()
    {
        var before = new Remembering(1, new Goods("bearing", 1m));
        JsonSerializer.Serialize(before, Json.Default.Remembering);

        var after = before with { Goods = before.Goods! with { Price = 2m } };

        Assert.Equal("""{"Version":1,"Goods":{"Name":"bearing","Price":2}}""", JsonSerializer.Serialize(after, Json.Default.Remembering));
    }

    [Fact]
    public void It_reads_back_what_it_wrote()
    {
        var written = new Remembering(3, new Goods("bearing", 1.10m));

        Assert.Equal(written, JsonSerializer.Deserialize(JsonSerializer.Serialize(written, Json.Default.Remembering), Json.Default.Remembering));
        Assert.Null(JsonSerializer.Deserialize("""{"Version":1,"Goods":null}""", Json.Default.Remembering)!.Goods);
    }

    private sealed record Goods(string Name, decimal Price);

    private sealed record Plain(int Version, Goods? Goods);

    private sealed record Remembering(int Version, [property: JsonConverter(typeof(RememberedJson<Goods>))] Goods? Goods);

    [JsonSerializable(typeof(Plain))]
    [JsonSerializable(typeof(Remembering))]
    [JsonSerializable(typeof(Goods))]
    private sealed partial class Json : JsonSerializerContext;
}
