using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Clearance.Kernel;

namespace Clearance.Engine.Journal;

/// <summary>The hash that chains the journal of an aggregate: a row cannot be changed, removed or slipped in unnoticed.</summary>
internal static class JournalChain
{
    /// <summary>
    /// Hash of a row: SHA-256 over the previous hash, who and when, the message, the state afterwards and the events, each part
    /// with its length. The state is that of the end of the transaction: it is empty in rows that others of the same transaction follow.
    /// </summary>
    public static byte[] Next(
        byte[]? previous, Occasion occasion, ReadOnlySpan<byte> message, ReadOnlySpan<byte> state, IEnumerable<OutboxEvent> events)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, previous);
        var (actor, time) = (occasion.Actor, Microseconds.Of(occasion.Time));
        Append(hash, Encoding.UTF8.GetBytes($"{time} {occasion.MessageId:N} {actor.Role} {actor.Enterprise} {actor.Subject}"));
        Append(hash, message);
        Append(hash, state);
        foreach (var published in events)
        {
            Append(hash, Encoding.UTF8.GetBytes(published.Type));
            Append(hash, published.Body.Span);
        }

        return hash.GetHashAndReset();
    }

    // The length before each part: moving a byte from one part to the next is a change too.
    private static void Append(IncrementalHash hash, ReadOnlySpan<byte> part)
    {
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, part.Length);
        hash.AppendData(length);
        hash.AppendData(part);
    }
}
