using System.Collections.Concurrent;
using Google.Protobuf;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace Clearance.Testing;

/// <summary>A collector on loopback that takes OTLP over HTTP and keeps what tests ask for.</summary>
public sealed class OtlpCollector : IAsyncDisposable
{
    private readonly WebApplication _app;

    private OtlpCollector(WebApplication app) => _app = app;

    /// <summary>Spans, with the service that sent them.</summary>
    public ConcurrentQueue<(string Service, string Trace, string Name)> Spans { get; } = new();

    /// <summary>Names of metrics, by service.</summary>
    public ConcurrentDictionary<(string Service, string Metric), bool> Metrics { get; } = [];

    /// <summary>Services that sent logs.</summary>
    public ConcurrentDictionary<string, bool> Loggers { get; } = [];

    /// <summary>What makes a process send its telemetry here, at once.</summary>
    public IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = _app.Urls.First(),
        ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
        ["OTEL_BSP_SCHEDULE_DELAY"] = "100",
        ["OTEL_BLRP_SCHEDULE_DELAY"] = "100",
        ["OTEL_METRIC_EXPORT_INTERVAL"] = "500",
    };

    /// <summary>Starts it on a free port.</summary>
    public static async Task<OtlpCollector> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var collector = new OtlpCollector(builder.Build());
        collector._app.MapPost("/v1/traces", context => TakeAsync(context, collector.TakeSpan));
        collector._app.MapPost("/v1/metrics", context => TakeAsync(context, collector.TakeMetric));
        collector._app.MapPost("/v1/logs", context => TakeAsync(context, (service, _) => collector.Loggers[service] = true));
        await collector._app.StartAsync();
        return collector;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _app.DisposeAsync();

    /// <summary>The three requests have one shape: resources (1), each with its attributes (1) and scopes (2), each with its items.</summary>
    private static async Task TakeAsync(HttpContext context, Action<string, ByteString> take)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        foreach (var resource in Fields(ByteString.CopyFrom(body.ToArray())).Where(field => field.Number == 1))
        {
            var service = ServiceOf(Fields(resource.Value).First(field => field.Number == 1).Value);
            foreach (var item in Fields(resource.Value).Where(field => field.Number == 2).SelectMany(scope => Fields(scope.Value)).Where(field => field.Number == 2))
            {
                take(service, item.Value);
            }
        }
    }

    private static string ServiceOf(ByteString resource) => (
        from attribute in Fields(resource)
        where attribute.Number == 1
        let pair = Fields(attribute.Value).ToArray()
        where pair[0].Value.ToStringUtf8() == "service.name"
        select Fields(pair[1].Value).First().Value.ToStringUtf8()).FirstOrDefault(string.Empty);

    private void TakeSpan(string service, ByteString span)
    {
        var fields = Fields(span).ToLookup(field => field.Number, field => field.Value);
        Spans.Enqueue((service, Convert.ToHexStringLower(fields[1].First().Span), fields[5].First().ToStringUtf8()));
    }

    private void TakeMetric(string service, ByteString metric) =>
        Metrics[(service, Fields(metric).First(field => field.Number == 1).Value.ToStringUtf8())] = true;

    /// <summary>The fields of a message that have a length; the others say nothing that is asked for here.</summary>
    private static IEnumerable<(int Number, ByteString Value)> Fields(ByteString message)
    {
        var input = message.CreateCodedInput();
        for (var tag = input.ReadTag(); tag != 0; tag = input.ReadTag())
        {
            if (WireFormat.GetTagWireType(tag) is WireFormat.WireType.LengthDelimited)
            {
                yield return (WireFormat.GetTagFieldNumber(tag), input.ReadBytes());
            }
            else
            {
                input.SkipLastField();
            }
        }
    }
}
