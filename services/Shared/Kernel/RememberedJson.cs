using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Clearance.Kernel;

/// <summary>
/// Writes a large immutable part of a state once and copies its JSON from then on. A form of many lines is stored again with every
/// fact that reaches its declaration, and has not changed since it was accepted. For properties; the part's own type must be
/// named in the context of the source generation.
/// </summary>
/// <typeparam name="T">A type whose instances never change once they are made.</typeparam>
public sealed class RememberedJson<T> : JsonConverter<T>
    where T : class
{
    // By reference: a copy made by `with` is another part and has no JSON yet.
    private static readonly ConditionalWeakTable<T, byte[]> s_written = [];

    /// <inheritdoc/>
    public override T? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        JsonSerializer.Deserialize(ref reader, Plain(options));

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
    {
        if (!s_written.TryGetValue(value, out var json))
        {
            json = JsonSerializer.SerializeToUtf8Bytes(value, Plain(options));
            s_written.AddOrUpdate(value, json);
        }

        writer.WriteRawValue(json, skipInputValidation: true);
    }

    private static JsonTypeInfo<T> Plain(JsonSerializerOptions options) => (JsonTypeInfo<T>)options.GetTypeInfo(typeof(T));
}
