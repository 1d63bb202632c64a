using System.Reflection;
using Clearance.Contracts.Operations.V1;
using Google.Protobuf.Reflection;

namespace Clearance.Hosting.Tests;

internal static class ContractServices
{
    /// <summary>Every service of the contracts.</summary>
    public static IReadOnlyList<ServiceDescriptor> All { get; } =
    [
        .. typeof(DeadLetter).Assembly.GetExportedTypes()
            .Where(type => type.Name.EndsWith("Reflection", StringComparison.Ordinal))
            .Select(type => type.GetProperty("Descriptor", BindingFlags.Public | BindingFlags.Static)?.GetValue(null))
            .OfType<FileDescriptor>()
            .SelectMany(file => file.Services),
    ];
}
