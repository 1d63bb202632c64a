using System.Collections.Concurrent;
using System.Globalization;
using Clearance.Contracts.Payment.V1;
using Clearance.Declarations.Domain.Rules;
using Clearance.Hosting;
using Clearance.Kernel;
using Grpc.Core;
using Grpc.Net.Client;

namespace Clearance.Declarations.Peers;

/// <summary>
/// Asks Payments, on the caller's own token, what the tariff of the day says of commodity codes: units, supervision conditions, or that there is no
/// such code. A form whose taxes can never be computed is refused at the window instead of waiting behind it. The one call between services, and intake does not depend on it:
/// when Payments does not answer in time, the codes pass, and Payments itself has the last word.
/// </summary>
internal sealed partial class TariffPeer(Addresses addresses, IConfiguration configuration, TimeProvider clock, ILogger<TariffPeer> logger) : IDisposable
{
    // A few tariffs' worth of codes; cleared when full and when the day changes.
    private const int MostRemembered = 50_000;
    private const int CodeLength = 10;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, TariffTerms?> _known = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private GrpcChannel? _channel;
    private DateOnly _day;

    /// <summary>Terms by commodity code: null where the tariff of the day has no such code, no entry where Payments did not say.</summary>
    public async Task<IReadOnlyDictionary<string, TariffTerms?>> TermsAsync(IEnumerable<string> codes, ServerCallContext context)
    {
        var day = CustomsTime.DateOf(clock.GetUtcNow());
        Remember(day);
        var terms = new Dictionary<string, TariffTerms?>(StringComparer.Ordinal);
        var asked = new List<(string Code, Task<(bool Said, TariffTerms? Terms)> Answer)>();
        foreach (var code in codes.Where(code => code.Length == CodeLength && code.All(char.IsAsciiDigit)).Distinct(StringComparer.Ordinal))
        {
            if (_known.TryGetValue(code, out var known))
            {
                terms.Add(code, known);
            }
            else
            {
                asked.Add((code, AskAsync(code, day, context)));
            }
        }

        foreach (var (code, answer) in asked)
        {
            if (await answer is (true, var known))
            {
                terms.Add(code, known);
            }
        }

        return terms;
    }

    public void Dispose() => _channel?.Dispose();

    private async Task<(bool Said, TariffTerms? Terms)> AskAsync(string code, DateOnly day, ServerCallContext context)
    {
        try
        {
            var request = new GetTariffLineRequest { Name = $"tariffLines/{code}", Date = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) };
            var token = new Metadata { { "authorization", context.RequestHeaders.GetValue("authorization") ?? string.Empty } };
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken);
            patience.CancelAfter(s_patience);
            var line = await new TariffService.TariffServiceClient(Channel()).GetTariffLineAsync(request, token, cancellationToken: patience.Token);
            return (true, _known[code] = new TariffTerms(line.FirstUnit, line.SecondUnit, line.SupervisionLetters));
        }
        catch (RpcException answer) when (answer.StatusCode is StatusCode.NotFound)
        {
            return (true, _known[code] = null);
        }
        catch (RpcException fault)
        {
            NotAsked(fault.StatusCode, code);
            return (false, null);
        }
    }

    private void Remember(DateOnly day)
    {
        lock (_gate)
        {
            if (_day != day || _known.Count > MostRemembered)
            {
                _known.Clear();
                _day = day;
            }
        }
    }

    // Where nothing is configured, Payments is in this very process; its address is known once the process listens.
    private GrpcChannel Channel()
    {
        lock (_gate)
        {
            return _channel ??= GrpcChannel.ForAddress(configuration["Peers:Payments"] is { Length: > 0 } address ? new Uri(address) : addresses.Grpc);
        }
    }

    [LoggerMessage(20, LogLevel.Warning, "Payments did not say whether the tariff has code {Code} ({StatusCode}); it passes. Set Peers:Payments to its gRPC address.")]
    private partial void NotAsked(StatusCode statusCode, string code);
}
