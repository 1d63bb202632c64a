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

    /// <summary>How long calls may take to end when the process is asked to stop.</summary>
    [Range(1, 600)]
    public int ShutdownSeconds { get; set; } = 30;
}
