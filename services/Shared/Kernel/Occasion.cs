using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Clearance.Kernel;

/// <summary>When, by whom and with which message a decision is made: all that a rule may know beside state and message.</summary>
/// <param name="Time">The instant of the decision, to the microsecond, UTC.</param>
/// <param name="Actor">Who sent the message.</param>
/// <param name="MessageId">Id of the message, the same at every delivery.</param>
public sealed record Occasion(DateTimeOffset Time, Actor Actor, Guid MessageId)
{
    /// <summary>The calendar day of <see cref="Time"/> in the customs territory (UTC+8).</summary>
    public DateOnly Today => CustomsTime.DateOf(Time);

    /// <summary>
    /// A new id that is a pure function of the message: the same message gives the same id at every replay.
    /// 26 characters of Crockford base 32, so it sorts by time and reads well in a URL.
    /// </summary>
    /// <param name="ordinal">Tells apart several ids of one message.</param>
    public string NewId(int ordinal = 0) => Identifier.From(MessageId, ordinal, Time);
}

/// <summary>Who acts.</summary>
/// <param name="Subject">The person or program, as the token names it.</param>
/// <param name="Role">The role it acts in, see <see cref="Roles"/>.</param>
/// <param name="Enterprise">USCC of the enterprise it belongs to; null for customs, banks' and system actors without one.</param>
public sealed record Actor(string Subject, string Role, string? Enterprise = null)
{
    /// <summary>The suite itself: facts from the bus and deadlines.</summary>
    public static Actor System { get; } = new("system", "system");
}

/// <summary>The roles that a token can carry (DESIGN: contract).</summary>
public static class Roles
{
    /// <summary>Logistics firm, importer, exporter or broker.</summary>
    public const string Declarant = "declarant";

    /// <summary>Customs officer, with posts and offices.</summary>
    public const string Officer = "officer";

    /// <summary>Customs supervisor.</summary>
    public const string Supervisor = "supervisor";

    /// <summary>Bank or insurer that issues guarantees.</summary>
    public const string Guarantor = "guarantor";

    /// <summary>Bank that pulls and reports payment instructions.</summary>
    public const string Bank = "bank";

    /// <summary>Port or airport terminal that reports arrivals and asks the gate.</summary>
    public const string Terminal = "terminal";

    /// <summary>Operator of the suite.</summary>
    public const string Operator = "operator";

    /// <summary>Partner that reads events.</summary>
    public const string Partner = "partner";

    /// <summary>Every role.</summary>
    public static IReadOnlyList<string> All { get; } =
        [Declarant, Officer, Supervisor, Guarantor, Bank, Terminal, Operator, Partner];
}

/// <summary>Ids that sort by time and are pure functions of their inputs.</summary>
public static class Identifier
{
    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

    /// <summary>26 characters: 48 bits of time in milliseconds, then 80 bits of the hash of message id and ordinal.</summary>
    public static string From(Guid message, int ordinal, DateTimeOffset time)
    {
        Span<byte> input = stackalloc byte[20];
        message.TryWriteBytes(input);
        BinaryPrimitives.WriteInt32LittleEndian(input[16..], ordinal);
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(input, hash);
        var value = ((UInt128)(ulong)time.ToUnixTimeMilliseconds() << 80)
            | ((UInt128)BinaryPrimitives.ReadUInt64BigEndian(hash) << 16)
            | BinaryPrimitives.ReadUInt16BigEndian(hash[8..]);
        Span<char> text = stackalloc char[26];
        for (var i = 25; i >= 0; i--)
        {
            text[i] = Alphabet[(int)(value & 31)];
            value >>= 5;
        }

        return new string(text);
    }
}

/// <summary>The clock of the customs territory, UTC+8 all year.</summary>
public static class CustomsTime
{
    /// <summary>+08:00.</summary>
    public static TimeSpan Offset { get; } = TimeSpan.FromHours(8);

    /// <summary>The calendar day of an instant.</summary>
    public static DateOnly DateOf(DateTimeOffset time) => DateOnly.FromDateTime(time.ToOffset(Offset).DateTime);

    /// <summary>The instant at which a calendar day begins.</summary>
    public static DateTimeOffset StartOf(DateOnly date) => new(date.ToDateTime(TimeOnly.MinValue), Offset);

    /// <summary>The last microsecond of a calendar day.</summary>
    public static DateTimeOffset EndOf(DateOnly date) => StartOf(date.AddDays(1)).AddMicroseconds(-1);
}
