using System.Collections.Concurrent;
using System.Reflection;
using Clearance.Contracts.Common.V1;
using Google.Protobuf.Reflection;
using Grpc.AspNetCore.Server;
using Grpc.Core;
using Microsoft.AspNetCore.Grpc.JsonTranscoding;
using Microsoft.AspNetCore.Http;

namespace Clearance.Hosting;

/// <summary>Reads what a method's descriptor says: who may call it, and which domain its refusals belong to.</summary>
internal static class AccessRules
{
    private static readonly ConcurrentDictionary<string, AccessRule> Rules = new(StringComparer.Ordinal);

    /// <summary>Contracts of others that answer anybody: probes and reflection.</summary>
    private static readonly string[] OpenPackages = ["grpc.health.v1", "grpc.reflection.v1alpha", "grpc.reflection.v1"];

    /// <summary>The rule of the method behind an endpoint; null when there is no gRPC method behind it.</summary>
    public static AccessRule? Of(Endpoint? endpoint) =>
        endpoint?.Metadata.GetMetadata<GrpcMethodMetadata>() is { } method
            ? Rules.GetOrAdd(method.Method.FullName, static (_, from) => Read(from.Method, from.Endpoint), (Method: method, Endpoint: endpoint))
            : null;

    /// <summary>Domain of refusals, e.g. <c>payment.clearance</c> for <c>clearance.payment.v1</c>.</summary>
    public static string DomainOf(Endpoint? endpoint) => Of(endpoint)?.Domain ?? "edge.clearance";

    private static AccessRule Read(GrpcMethodMetadata metadata, Endpoint endpoint)
    {
        var method = endpoint.Metadata.GetMetadata<GrpcJsonTranscodingMetadata>()?.MethodDescriptor
            ?? ServiceOf(metadata.ServiceType)?.FindMethodByName(metadata.Method.Name);
        var package = method?.File.Package ?? string.Empty;
        var access = method?.GetOptions()?.GetExtension(AccessExtensions.Access);
        return new AccessRule(access?.Anybody == true || OpenPackages.Contains(package, StringComparer.Ordinal), [.. access?.Roles ?? []], DomainOfPackage(package));
    }

    /// <summary>The generated base class names the class that holds the descriptor.</summary>
    private static ServiceDescriptor? ServiceOf(Type type)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (current.GetCustomAttribute<BindServiceMethodAttribute>(inherit: false) is { } bind)
            {
                return bind.BindType.GetProperty("Descriptor", BindingFlags.Public | BindingFlags.Static)?.GetValue(null) as ServiceDescriptor;
            }
        }

        return null;
    }

    private static string DomainOfPackage(string package) =>
        package.Split('.') is ["clearance", var service, ..] ? $"{service}.clearance" : "edge.clearance";
}

/// <summary>Who may call a method.</summary>
/// <param name="IsOpen">True for probes, reflection, and methods whose rule says anybody.</param>
/// <param name="Roles">Roles of which a caller needs one; with none, nobody may call.</param>
/// <param name="Domain">Domain of the method's refusals.</param>
internal sealed record AccessRule(bool IsOpen, IReadOnlyList<string> Roles, string Domain);

/// <summary>The caller as the access rule admitted it; a feature of the request.</summary>
internal sealed record AdmittedCaller(Kernel.Actor Actor);
