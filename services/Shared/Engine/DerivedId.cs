using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Clearance.Engine;

/// <summary>
/// Ids that follow from other ids: of told messages, of events, of wakes. The same cause gives the same id at every replay and
/// redelivery; the purpose names the service, since several services hear one event and must not give their own events one id.
/// </summary>
public static class DerivedId
{
    /// <summary>Id of what brought none along: the same for the same type and bytes.</summary>
    public static Guid OfContent(string type, ReadOnlySpan<byte> body) =>
        new(SHA256.HashData([.. Encoding.UTF8.GetBytes(type), 0, .. body]).AsSpan(0, 16));

    /// <summary>Id number <paramref name="ordinal"/> of what follows from a message for a purpose.</summary>
    public static Guid From(Guid cause, string purpose, int ordinal)
    {
        Span<byte> input = stackalloc byte[20 + Encoding.UTF8.GetByteCount(purpose)];
        cause.TryWriteBytes(input, bigEndian: true, out _);
        BinaryPrimitives.WriteInt32BigEndian(input[16..], ordinal);
        Encoding.UTF8.GetBytes(purpose, input[20..]);
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(input, hash);

        // RFC 9562 version 8: an id of our own making.
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }
}
