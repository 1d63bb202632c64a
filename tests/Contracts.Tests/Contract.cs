using System.Reflection;
using Google.Protobuf.Reflection;

namespace Clearance.Contracts.Tests;

/// <summary>The whole contract, read from the compiled descriptors, and the folder that it was compiled from.</summary>
internal static class Contract
{
    /// <summary>Every proto file of the suite, google's aside.</summary>
    internal static IReadOnlyList<FileDescriptor> Files { get; } =
    [
        .. typeof(Common.V1.Access).Assembly.GetTypes()
            .Where(type => type.Name.EndsWith("Reflection", StringComparison.Ordinal))
            .Select(type => type.GetProperty("Descriptor", BindingFlags.Public | BindingFlags.Static)?.GetValue(null))
            .OfType<FileDescriptor>()
            .OrderBy(file => file.Name, StringComparer.Ordinal),
    ];

    internal static IEnumerable<MessageDescriptor> Messages => Files.SelectMany(file => file.MessageTypes).SelectMany(WithNested);

    internal static IEnumerable<EnumDescriptor> Enums => Files.SelectMany(file => file.EnumTypes).Concat(Messages.SelectMany(message => message.EnumTypes));

    internal static IEnumerable<MethodDescriptor> Methods => Files.SelectMany(file => file.Services).SelectMany(service => service.Methods);

    internal static string Root { get; } = FindRoot(AppContext.BaseDirectory);

    private static IEnumerable<MessageDescriptor> WithNested(MessageDescriptor message) =>
        message.NestedTypes.Where(nested => !nested.GetOptions().HasMapEntryOption()).SelectMany(WithNested).Prepend(message);

    private static bool HasMapEntryOption(this MessageOptions? options) => options is { MapEntry: true };

    private static string FindRoot(string folder)
    {
        while (!File.Exists(Path.Combine(folder, "Clearance.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("Run the tests inside the checkout.");
        }

        return folder;
    }
}
