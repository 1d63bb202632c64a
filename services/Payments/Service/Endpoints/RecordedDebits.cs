using System.Globalization;
using System.Text.Json;
using Clearance.Engine;
using Clearance.Payments.Domain.Reconciliation;
using Clearance.Payments.Domain.Settlement;
using Clearance.Payments.Iso20022;

namespace Clearance.Payments.Endpoints;

/// <summary>The transactions that a statement of a bank is held against.</summary>
internal sealed class RecordedDebits(IReader<PaymentsDefinition> reader)
{
    private const int PageSize = 200;

    /// <summary>An order waits for minutes, not for days: what is debited in a period was instructed in it or on the day before.</summary>
    private static readonly TimeSpan s_before = TimeSpan.FromDays(1);

    /// <summary>All transactions of orders around the period, all open ones, and those that the entries name, by end-to-end id.</summary>
    public async Task<IReadOnlyDictionary<string, RecordedDebit>> OfAsync(string bank, Camt053 camt, CancellationToken cancellationToken)
    {
        var debits = new Dictionary<string, RecordedDebit>(StringComparer.Ordinal);
        await AddAsync(
            debits,
            [
                Filter.Is("bank", bank),
                new Filter("create_time", FilterOperator.AtLeast, Microseconds.Of(camt.From - s_before)),
                new Filter("create_time", FilterOperator.Before, Microseconds.Of(camt.To)),
            ],
            cancellationToken);
        await AddAsync(debits, [Filter.Is("bank", bank), Filter.Is("status", nameof(PaymentInstructionState.Unknown))], cancellationToken);
        foreach (var entry in camt.Entries.Where(entry => !debits.ContainsKey(entry.EndToEndId)))
        {
            if (await InstructionOfAsync(entry.EndToEndId, cancellationToken) is { } key
                && await reader.FindAsync(Tables.PaymentInstructions, key, cancellationToken) is { } found && found.State.Bank == bank)
            {
                Add(debits, found.State);
            }
        }

        return debits;
    }

    private async Task AddAsync(Dictionary<string, RecordedDebit> debits, IReadOnlyList<Filter> filters, CancellationToken cancellationToken)
    {
        var token = string.Empty;
        do
        {
            var page = await reader.ListAsync(Tables.PaymentInstructions, new ListQuery(PageSize, token) { Filters = filters }, cancellationToken);
            foreach (var row in page.Rows)
            {
                Add(debits, row.State);
            }

            token = page.NextPageToken;
        }
        while (token.Length > 0);
    }

    private static void Add(Dictionary<string, RecordedDebit> debits, PaymentInstruction instruction)
    {
        foreach (var transaction in instruction.Transactions)
        {
            debits[transaction.EndToEndId] = new RecordedDebit(instruction.Key, instruction.CreateTime, transaction);
        }
    }

    // Bill number and attempt: the journal of the bill has a payment for each attempt, and the payment the id of its instruction.
    private async Task<string?> InstructionOfAsync(string endToEndId, CancellationToken cancellationToken)
    {
        if (endToEndId.Split('/') is not [var number, { Length: > 0 and <= 4 } digits] || !int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var attempt) || attempt < 1)
        {
            return null;
        }

        var bills = await reader.ListAsync(Tables.TaxBills, new ListQuery(1, string.Empty) { Filters = [Filter.Is("number", number)] }, cancellationToken);
        if (bills.Rows is not [var bill])
        {
            return null;
        }

        var payments = (await reader.JournalAsync(Tables.TaxBills, bill.Key, cancellationToken))
            .Select(entry => (entry.Occasion, Pay: JsonSerializer.Deserialize(entry.Message, PaymentsJson.Default.TaxBillMessage) as PayBill))
            .Where(entry => entry.Pay is not null)
            .ToList();
        return attempt <= payments.Count ? payments[attempt - 1].Pay!.Order?.Instruction ?? payments[attempt - 1].Occasion.NewId() : null;
    }
}
