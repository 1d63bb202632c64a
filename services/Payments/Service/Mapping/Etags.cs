using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Clearance.Payments.Mapping;

/// <summary>Etags: a digest of the state, so that the answer of a write and that of a later read agree.</summary>
internal static class Etags
{
    private const int Length = 12;

    public static string Of<TState>(TState state, JsonTypeInfo<TState> json) =>
        Base64Url.EncodeToString(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(state, json)).AsSpan(0, Length));
}
