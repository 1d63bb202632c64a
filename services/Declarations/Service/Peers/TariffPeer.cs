using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using Clearance.Contracts.Payment.V1;
using Clearance.Declarations.Domain.Form;
using Clearance.Hosting;
using Clearance.Kernel;
using Grpc.Core;
using Grpc.Net.Client;

namespace Clearance.Declarations.Peers;

/// <summary>
/// Asks Payments, on the caller's own token, whether commodity codes are in the tariff of the day: a form whose taxes can never be
/// computed is refused at the window instead of waiting behind it. The one call between services, and intake does not depend on it:
/// when Payments does not answer in time, the codes pass, and Payments itself has the last word.
/// </summary>
internal sealed partial class TariffPeer(Addresses addresses, IConfiguration configuration, TimeProvider clock, ILogger<TariffPeer> logger) : IDisposable
{
    // A few tariffs' worth of codes; cleared when full and when the day changes.
    private const int MostRemembered = 50_000;
    private const int CodeLength = 10;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, bool> _known = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private GrpcChannel? _channel;
    private DateOnly _day;

    /// <summary>One violation per line whose commodity code the tariff of the day does not have.</summary>
    public async Task<ImmutableArray<Violation>> UnknownCodesAsync(DeclarationForm form, ServerCallContext context)
    {
        var day = CustomsTime.DateOf(clock.GetUtcNow());
        Remember(day);
        var codes = form.Items.Select(item => item.CommodityCode).Where(code => code.Length == CodeLength && code.All(char.IsAsciiDigit)).Distinct(StringComparer.Ordinal);
        var answers = await Task.WhenAll(codes.Select(async code => (Code: code, Known: await IsKnownAsync(code, day, context))));
        var unknown = answers.Where(answer => !answer.Known).Select(answer => answer.Code).ToHashSet(StringComparer.Ordinal);
        return unknown.Count == 0
            ? []
            : [.. form.Items.Select((item, index) => (item.CommodityCode, index)).Where(line => unknown.Contains(line.CommodityCode)).Select(line => Unknown(line.CommodityCode, line.index))];
    }

    public void Dispose() => _channel?.Dispose();

    private static Violation Unknown(string code, int index) => new(
        $"items[{index}].commodity_code",
        "COMMODITY_CODE_UNKNOWN",
        $"The tariff of the day has no code {code}.",
        "Look the code up: GET /v1/tariffLines?codePrefix= with its first four digits.") { TextZh = $"当日税则中没有商品编号{code}。" };

    private async Task<bool> IsKnownAsync(string code, DateOnly day, ServerCallContext context)
    {
        if (_known.TryGetValue(code, out var known))
        {
            return known;
        }

        try
        {
            var request = new GetTariffLineRequest { Name = $"tariffLines/{code}", Date = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) };
            var token = new Metadata { { "authorization", context.RequestHeaders.GetValue("authorization") ?? string.Empty } };
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken);
            patience.CancelAfter(s_patience);
            await new TariffService.TariffServiceClient(Channel()).GetTariffLineAsync(request, token, cancellationToken: patience.Token);
            return _known[code] = true;
        }
        catch (RpcException answer) when (answer.StatusCode is StatusCode.NotFound)
        {
            return _known[code] = false;
        }
        catch (RpcException fault)
        {
            NotAsked(fault.StatusCode, code);
            return true;
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
