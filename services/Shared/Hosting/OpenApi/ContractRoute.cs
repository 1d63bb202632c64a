using System.Reflection;
using Google.Api;
using Google.Protobuf.Reflection;
using Microsoft.AspNetCore.Grpc.JsonTranscoding;
using Microsoft.AspNetCore.Routing;

namespace Clearance.Hosting;

/// <summary>One REST route of the contract.</summary>
/// <param name="Method">The method behind it.</param>
/// <param name="Rule">Its http rule.</param>
internal sealed record ContractRoute(MethodDescriptor Method, HttpRule Rule)
{
    /// <summary>The routes that this process serves itself.</summary>
    public static IEnumerable<ContractRoute> ServedBy(EndpointDataSource endpoints) => endpoints.Endpoints
        .Select(endpoint => endpoint.Metadata.GetMetadata<GrpcJsonTranscodingMetadata>())
        .OfType<GrpcJsonTranscodingMetadata>()
        .Select(metadata => new ContractRoute(metadata.MethodDescriptor, metadata.HttpRule));

    /// <summary>Every route of an assembly of contracts: what a gateway passes on.</summary>
    public static IEnumerable<ContractRoute> DeclaredIn(Assembly contracts) =>
        ServicesIn(contracts).SelectMany(service => service.Methods).SelectMany(RoutesOf);

    /// <summary>Every service of an assembly of contracts.</summary>
    public static IEnumerable<ServiceDescriptor> ServicesIn(Assembly contracts) => contracts.GetExportedTypes()
        .Where(type => type is { IsAbstract: true, IsSealed: true })
        .Select(type => type.GetProperty("Descriptor", BindingFlags.Public | BindingFlags.Static)?.GetValue(null))
        .OfType<ServiceDescriptor>();

    /// <summary>HTTP method and path template of the rule.</summary>
    public (HttpMethod Verb, string Template) Pattern => Rule.PatternCase switch
    {
        HttpRule.PatternOneofCase.Get => (HttpMethod.Get, Rule.Get),
        HttpRule.PatternOneofCase.Post => (HttpMethod.Post, Rule.Post),
        HttpRule.PatternOneofCase.Put => (HttpMethod.Put, Rule.Put),
        HttpRule.PatternOneofCase.Patch => (HttpMethod.Patch, Rule.Patch),
        HttpRule.PatternOneofCase.Delete => (HttpMethod.Delete, Rule.Delete),
        HttpRule.PatternOneofCase.Custom => (new HttpMethod(Rule.Custom.Kind), Rule.Custom.Path),
        _ => throw new InvalidOperationException($"The http rule of {Method.FullName} names no path."),
    };

    private static IEnumerable<ContractRoute> RoutesOf(MethodDescriptor method) =>
        method.GetOptions()?.GetExtension(AnnotationsExtensions.Http) is { } rule
            ? new[] { rule }.Concat(rule.AdditionalBindings).Select(binding => new ContractRoute(method, binding))
            : [];
}
