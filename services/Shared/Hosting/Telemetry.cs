using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Clearance.Hosting;

/// <summary>
/// Traces, metrics and logs by OTLP, of the server, the gateway's calls, the database, the runtime and everything named <c>Clearance.*</c>. Nothing is
/// collected unless <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> names a collector; the other <c>OTEL_*</c> variables mean what they mean everywhere.
/// </summary>
internal static class Telemetry
{
    private const string Ours = "Clearance.*";

    // Named here and not taken from their packages: the gateway has no database, and a service need not know its driver.
    private const string Database = "Npgsql";
    private const string HttpClients = "System.Net.Http";
    private const string Probes = "/health";

    public static void AddTelemetry(this IHostApplicationBuilder builder)
    {
        if (string.IsNullOrWhiteSpace(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]))
        {
            return;
        }

        builder.Services.Configure<OpenTelemetryLoggerOptions>(logs => logs.IncludeFormattedMessage = true);
        builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(
                NameOf(builder.Environment.ApplicationName),
                serviceVersion: typeof(Telemetry).Assembly.GetName().Version?.ToString(3),
                autoGenerateServiceInstanceId: false,
                serviceInstanceId: InstanceOf(builder.Configuration["urls"])).AddEnvironmentVariableDetector())
            .WithTracing(tracing => tracing
                .AddSource(Ours, Database)
                .AddAspNetCoreInstrumentation(server => server.Filter = context => !context.Request.Path.StartsWithSegments(Probes, StringComparison.Ordinal))
                .AddHttpClientInstrumentation(client => client.FilterHttpRequestMessage = request =>
                    request.RequestUri?.AbsolutePath.StartsWith(Probes, StringComparison.Ordinal) != true))
            .WithMetrics(metrics => metrics
                .AddMeter(Ours, Database, HttpClients)
                .AddAspNetCoreInstrumentation()
                .AddRuntimeInstrumentation())
            .WithLogging()
            .UseOtlpExporter();
    }

    /// <summary>E.g. <c>clearance-payments</c> of Clearance.Payments.</summary>
    public static string NameOf(string application) => application.Replace('.', '-').ToLowerInvariant();

    /// <summary>
    /// Host and port, e.g. <c>payments-7c9f:8080</c>: the same after a restart in place, so that figures go on and a restart is seen as one.
    /// </summary>
    public static string InstanceOf(string? urls)
    {
        var first = urls?.Split(';')[0];
        var port = first is { Length: > 0 } ? BindingAddress.Parse(first).Port : 0;
        return string.Create(CultureInfo.InvariantCulture, $"{Environment.MachineName}:{(port == 0 ? Environment.ProcessId : port)}");
    }
}
