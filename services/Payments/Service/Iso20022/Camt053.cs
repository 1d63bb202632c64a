using System.Globalization;
using System.Xml.Linq;
using Clearance.Kernel;
using Clearance.Payments.Domain.Reconciliation;

namespace Clearance.Payments.Iso20022;

/// <summary>A statement, camt.053.001.08 or its neighbours: what was booked on one account within one period.</summary>
/// <param name="Id">Stmt/Id.</param>
/// <param name="Account">Account number.</param>
/// <param name="From">Begin of the period.</param>
/// <param name="To">End of the period; not in it.</param>
/// <param name="Entries">Booked entries, one for each transaction in them.</param>
internal sealed record Camt053(string Id, string Account, DateTimeOffset From, DateTimeOffset To, IReadOnlyList<StatementEntry> Entries)
{
    private const int MostId = 35;
    private const int MostReference = 35;
    private const int MostEntries = 5_000;

    public Money Credits => Sum(isReversal: false);

    public Money Debits => Sum(isReversal: true);

    /// <summary>Reads a file.</summary>
    /// <exception cref="RefusedException">It is no camt.053 of one statement, or says of an amount or an instant what cannot be read.</exception>
    public static Camt053 Read(ReadOnlyMemory<byte> bytes)
    {
        var root = IsoXml.Read(bytes, "camt.053.001.", "BkToCstmrStmt");
        if (root.All("Stmt").ToList() is not [var statement])
        {
            throw IsoXml.Malformed("it has not exactly one Stmt.");
        }

        var id = statement.Text("Id");
        if (id.Length is 0 or > MostId)
        {
            throw IsoXml.Malformed($"Stmt/Id is missing or longer than {MostId} signs.");
        }

        var (from, to) = (TimeOf(statement.Text("FrToDt", "FrDtTm"), "Stmt/FrToDt/FrDtTm"), TimeOf(statement.Text("FrToDt", "ToDtTm"), "Stmt/FrToDt/ToDtTm"));
        if (from >= to)
        {
            throw IsoXml.Malformed("the period ends before it begins.");
        }

        var account = statement.Text("Acct", "Id", "Othr", "Id") is { Length: > 0 } other ? other : statement.Text("Acct", "Id", "IBAN");
        var entries = statement.All("Ntry").Where(entry => entry.Text("Sts", "Cd") == "BOOK" || entry.Text("Sts") == "BOOK").SelectMany(EntriesOf).ToList();
        return entries.Count > MostEntries
            ? throw IsoXml.Malformed($"it has {entries.Count} entries; {MostEntries} are allowed in a statement.")
            : new Camt053(id, account, from, to, entries);
    }

    // A booking of several transactions has the details of each, and their amounts are its own.
    private static List<StatementEntry> EntriesOf(XElement booking)
    {
        var sum = AmountOf(booking);
        var details = booking.All("NtryDtls").SelectMany(part => part.All("TxDtls")).ToList();
        List<StatementEntry> entries = details.Count == 0
            ? [Entry(booking, booking, sum)]
            : [.. details.Select(detail => Entry(booking, detail, details.Count == 1 && detail.Text("Amt").Length == 0 ? sum : AmountOf(detail)))];
        return entries.Aggregate(Money.Zero, (total, entry) => total + entry.Amount) == sum
            ? entries
            : throw IsoXml.Malformed($"the transactions of the entry {booking.Text("AcctSvcrRef")} do not sum to its amount {sum}.");
    }

    private static StatementEntry Entry(XElement booking, XElement detail, Money amount)
    {
        var isReversal = booking.Text("RvslInd") is "true" or "1" || (booking.Text("CdtDbtInd") switch
        {
            "CRDT" => false,
            "DBIT" => true,
            var other => throw IsoXml.Malformed($"CdtDbtInd is '{other}', not CRDT or DBIT."),
        });
        var reference = detail.Text("Refs", "AcctSvcrRef") is { Length: > 0 } own ? own : booking.Text("AcctSvcrRef");
        var endToEndId = detail.Text("Refs", "EndToEndId");
        return reference.Length > MostReference || endToEndId.Length > MostReference
            ? throw IsoXml.Malformed($"a reference is longer than {MostReference} signs.")
            : new StatementEntry(endToEndId, amount, isReversal, reference, BookTime(booking), detail.Text("RtrInf", "Rsn", "Cd"));
    }

    private static Money AmountOf(XElement element)
    {
        var currency = element.Element(element.Name.Namespace + "Amt")?.Attribute("Ccy")?.Value;
        return currency == Money.Yuan
            && decimal.TryParse(element.Text("Amt"), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount)
            && amount > 0m && amount.Scale <= 2 && amount < 1_000_000_000_000m
                ? Money.Cny(amount)
                : throw IsoXml.Malformed($"'{element.Text("Amt")}' {currency} is no amount in CNY with two decimals.");
    }

    private static DateTimeOffset BookTime(XElement booking) =>
        booking.Text("BookgDt", "DtTm") is { Length: > 0 } instant ? TimeOf(instant, "BookgDt/DtTm")
        : DateOnly.TryParseExact(booking.Text("BookgDt", "Dt"), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? CustomsTime.StartOf(day)
        : throw IsoXml.Malformed($"an entry has no BookgDt that is a day or an instant.");

    // Without an offset it is the customs territory's own clock.
    private static DateTimeOffset TimeOf(string text, string where)
    {
        if (!DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) || time.Year is < 2000 or > 9000)
        {
            throw IsoXml.Malformed($"{where} '{text}' is no instant.");
        }

        var hasOffset = text.EndsWith('Z') || text.LastIndexOfAny(['+', '-']) > text.IndexOf('T', StringComparison.Ordinal);
        return hasOffset ? time.ToUniversalTime() : new DateTimeOffset(time.DateTime, CustomsTime.Offset).ToUniversalTime();
    }

    private Money Sum(bool isReversal) =>
        Entries.Where(entry => entry.IsReversal == isReversal).Aggregate(Money.Zero, (sum, entry) => sum + entry.Amount);
}
