using System.ComponentModel.DataAnnotations;

namespace Clearance.Hosting;

/// <summary>Section <c>Limits</c>: how much one caller may ask at once. The defaults stop accidents, not work.</summary>
public sealed class LimitOptions
{
    /// <summary>Largest body of one REST request in bytes: a file of 4 MB as base64 in JSON, with room for the rest.</summary>
    [Range(64 * 1024, 64 * 1024 * 1024)]
    public int MostBodyBytes { get; set; } = 6 * 1024 * 1024;

    /// <summary>Largest gRPC message in bytes: a file of 4 MB with room for the rest.</summary>
    [Range(64 * 1024, 64 * 1024 * 1024)]
    public int MostMessageBytes { get; set; } = (4 * 1024 * 1024) + (64 * 1024);

    /// <summary>Calls a second that one caller may make in the long run; 0 for no limit.</summary>
    [Range(0, 1_000_000)]
    public int CallsPerSecond { get; set; } = 2_000;

    /// <summary>Calls that one caller may make at once after a pause.</summary>
    [Range(1, 10_000_000)]
    public int CallsAtOnce { get; set; } = 10_000;

    /// <summary>Calls a second without a token, per address: probes, documents, mistakes; 0 for no limit.</summary>
    [Range(0, 1_000_000)]
    public int AnonymousCallsPerSecond { get; set; } = 100;

    /// <summary>Calls without a token at once after a pause, per address.</summary>
    [Range(1, 10_000_000)]
    public int AnonymousCallsAtOnce { get; set; } = 500;

    /// <summary>
    /// How long a process that is asked to stop says so and goes on working, until nobody sends it calls any more. On a desk nobody does; in
    /// containers set it to a little more than what probes and load balancers take to notice.
    /// </summary>
    [Range(0, 300)]
    public int DrainSeconds { get; set; }

    /// <summary>
    /// Networks whose word on a caller's address is taken (X-Forwarded-For), as CIDR and comma separated, e.g. <c>10.0.0.0/8</c>: those of the gateway
    /// or the ingress in front. Nobody's by default, or any caller could take the limits of another.
    /// </summary>
    public string TrustedProxies { get; set; } = string.Empty;

    /// <summary>How long calls may take to end after that.</summary>
    [Range(1, 600)]
    public int ShutdownSeconds { get; set; } = 30;
}
