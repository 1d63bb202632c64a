namespace Clearance.Kernel;

/// <summary>Who sends a command, and what makes a repeat of it recognisable.</summary>
/// <param name="Id">Message id, fresh per call; a repeat is recognised by <paramref name="RequestId"/>.</param>
/// <param name="Actor">Who sends it.</param>
/// <param name="RequestId">UUID of the request as the caller gave it; null when the caller gave none.</param>
/// <param name="ContentHash">SHA-256 of the request message; empty without a request id.</param>
/// <param name="Time">When it came in.</param>
public sealed record Command(Guid Id, Actor Actor, string? RequestId, ReadOnlyMemory<byte> ContentHash, DateTimeOffset Time)
{
    /// <summary>Key for a new aggregate: the same request id of the same caller always gives the same key.</summary>
    public string NewKey(int ordinal = 0) => Identifier.From(Id, ordinal, Time);
}
