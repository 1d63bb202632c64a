using Clearance.Contracts.Operations.V1;
using Clearance.Hosting;
using Google.Protobuf.Reflection;
using Yarp.ReverseProxy.Model;

namespace Clearance.Gateway;

/// <summary>
/// Lets the streams of the contract be silent for long, and ends them when the gateway is to end. Everything passes unbuffered, and a
/// caller that leaves ends the call behind it: that is the proxy's own doing.
/// </summary>
internal sealed class Streams(RequestDelegate next, Drain drain)
{
    private static readonly MethodDescriptor[] s_streams =
        [.. ContractRoute.DeclaredIn(typeof(DeadLetter).Assembly).Select(route => route.Method).Where(method => method.IsServerStreaming).Distinct()];

    private static readonly HashSet<string> s_calls = [.. s_streams.Select(method => $"/{method.Service.FullName}/{method.Name}")];

    // The custom verbs of their routes, e.g. ":watch".
    private static readonly string[] s_verbs =
        [.. ContractRoute.DeclaredIn(typeof(DeadLetter).Assembly).Where(route => route.Method.IsServerStreaming).Select(route => route.Pattern.Template[route.Pattern.Template.LastIndexOf(':')..])];

    public Task InvokeAsync(HttpContext context) =>
        context.Request.Path.Value is { } path && (s_calls.Contains(path) || Array.Exists(s_verbs, verb => path.EndsWith(verb, StringComparison.Ordinal)))
            ? StreamAsync(context)
            : next(context);

    private async Task StreamAsync(HttpContext context)
    {
        var caller = context.RequestAborted;
        using var end = CancellationTokenSource.CreateLinkedTokenSource(caller, drain.EndOfStreams);
        context.RequestAborted = end.Token;
        context.Features.Set<IReverseProxyFeature>(new Patient(context.GetReverseProxyFeature()));
        await next(context);
        context.RequestAborted = caller;
    }

    /// <summary>The proxy's own view of the call, but for the patience of its cluster.</summary>
    private sealed class Patient(IReverseProxyFeature proxy) : IReverseProxyFeature
    {
        public RouteModel Route => proxy.Route;

        public ClusterModel Cluster { get; } = new(
            proxy.Cluster.Config with { HttpRequest = (proxy.Cluster.Config.HttpRequest ?? new()) with { ActivityTimeout = ClusterDefaults.StreamPatience } },
            proxy.Cluster.HttpClient);

        public IReadOnlyList<DestinationState> AllDestinations => proxy.AllDestinations;

        public IReadOnlyList<DestinationState> AvailableDestinations
        {
            get => proxy.AvailableDestinations;
            set => proxy.AvailableDestinations = value;
        }

        public DestinationState? ProxiedDestination
        {
            get => proxy.ProxiedDestination;
            set => proxy.ProxiedDestination = value;
        }
    }
}
