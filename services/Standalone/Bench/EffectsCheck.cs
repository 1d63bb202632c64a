using System.Globalization;
using Clearance.Messaging;

namespace Clearance.Standalone.Bench;

/// <summary>
/// What must be true after a run, read from the databases themselves: every form that was lodged is there once and at the end of its road,
/// every bill is paid by one debit, the ledgers sum to zero, nothing became a dead letter.
/// </summary>
internal sealed class EffectsCheck(IBenchTarget target)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    /// <summary>Waits until all is as it must be.</summary>
    /// <returns>What is wrong all the same; empty when nothing is.</returns>
    public async Task<IReadOnlyList<string>> RunAsync(int lodged, CancellationToken cancellationToken)
    {
        var begin = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var wrong = await WrongAsync(lodged, cancellationToken);
            if (wrong.Count == 0 || TimeProvider.System.GetElapsedTime(begin) > Patience)
            {
                return wrong;
            }

            await Task.Delay(Pause, TimeProvider.System, cancellationToken);
        }
    }

    private async Task<List<string>> WrongAsync(int lodged, CancellationToken cancellationToken)
    {
        var wrong = new List<string>();
        async Task Expect(string service, string what, long expected, string sql)
        {
            await using var connection = await target.OpenAsync(service, cancellationToken);
            await using var command = connection.CreateCommand();
            command.CommandText = sql;
            var found = Convert.ToInt64(await command.ExecuteScalarAsync(cancellationToken), CultureInfo.InvariantCulture);
            if (found != expected)
            {
                wrong.Add(string.Create(CultureInfo.InvariantCulture, $"{service}: {what}: {found}, not {expected}"));
            }
        }

        await Expect(ServiceNames.Declarations, "declarations", lodged, "select count(*) from declaration");
        await Expect(ServiceNames.Declarations, "declarations at their end", lodged, "select count(*) from declaration where status = 'Closed'");
        await Expect(ServiceNames.Releases, "released cases", lodged, "select count(*) from release_case where release_time is not null");
        await Expect(ServiceNames.Payments, "bills not settled", 0, "select count(*) from tax_bill where status <> 'Settled'");
        await Expect(
            ServiceNames.Payments,
            "bills not debited exactly once",
            0,
            "select (select count(*) from tax_bill) - count(*) from (select key from posting where account like 'clearing/%' group by key having count(*) = 1) once");
        foreach (var service in new[] { ServiceNames.Payments, ServiceNames.Guarantees })
        {
            await Expect(service, "sum of the ledger in fen", 0, "select coalesce(sum(round(cast(amount as numeric) * 100)), 0) from posting");
        }

        foreach (var service in ServiceNames.All)
        {
            await Expect(service, "dead letters", 0, "select count(*) from dead_letter");
        }

        return wrong;
    }
}
