using System.Collections.Immutable;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Clearance.Architecture.Tests;

/// <summary>What a compiled assembly refers to: the truth, whatever its project file says.</summary>
internal sealed record References(string Assembly, ImmutableArray<string> Assemblies, ImmutableArray<string> Types)
{
    /// <summary>Every assembly of the suite, tests aside.</summary>
    internal static ImmutableArray<References> OfTheSuite { get; } =
    [
        .. Directory.EnumerateFiles(AppContext.BaseDirectory, "Clearance.*.dll")
            .Where(path => !path.EndsWith(".Tests.dll", StringComparison.Ordinal))
            .Select(Read),
    ];

    /// <summary>This test assembly, whose Offenders.cs breaks every rule.</summary>
    internal static References OfTheOffenders { get; } = Read(typeof(References).Assembly.Location);

    private static References Read(string path)
    {
        using var file = new PEReader(File.OpenRead(path));
        var metadata = file.GetMetadataReader();
        return new References(
            Path.GetFileNameWithoutExtension(path),
            [.. metadata.AssemblyReferences.Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name))],
            [.. metadata.TypeReferences.Select(handle => metadata.GetTypeReference(handle)).Select(type => $"{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)}")]);
    }
}
