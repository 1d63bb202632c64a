using Clearance.Declarations.Domain.Documents;
using Clearance.Kernel;

namespace Clearance.Declarations.Grpc;

/// <summary>Reads resource names. A name that is none of this service names nothing.</summary>
internal static class Names
{
    private const int LongestKey = 64;

    public static string DeclarationKey(string name) => Key(name, "declarations/");

    public static string EnterpriseKey(string name) => Key(name, "enterprises/");

    public static (string Key, DocumentKind Kind) Document(string name)
    {
        var parts = name.Split('/');
        return parts is ["declarations", var key, "documents", var slug] && DocumentKinds.OfSlug(slug) is { } kind
            ? (DeclarationKey($"declarations/{key}"), kind)
            : throw NotFound();
    }

    public static RefusedException NotFound() => new(
        Refusal.NotFound("RESOURCE_NOT_FOUND", "No such resource, or it belongs to another enterprise.") with { MessageZh = "资源不存在，或属于其他企业。" });

    private static string Key(string name, string prefix) =>
        name.StartsWith(prefix, StringComparison.Ordinal) && name[prefix.Length..] is { Length: > 0 and <= LongestKey } key && !key.Contains('/', StringComparison.Ordinal)
            ? key
            : throw NotFound();
}
