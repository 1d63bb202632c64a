namespace Clearance.Standalone.Fleet;

/// <summary>Where the built programs of the gateway and the services lie.</summary>
internal static class ServiceBinaries
{
    /// <summary>Name of the gateway among the processes.</summary>
    public const string Gateway = "gateway";

    /// <summary>The program of a service or of the gateway.</summary>
    /// <param name="service">Name of the service, or <see cref="Gateway"/>.</param>
    /// <param name="folder">Folder with one subfolder per program; null for the build output of the checkout that this program runs in.</param>
    /// <exception cref="UsageException">The program is not there.</exception>
    public static string Find(string service, string? folder)
    {
        var assembly = $"Clearance.{char.ToUpperInvariant(service[0])}{service[1..]}.dll";
        var file = folder is null ? Path.Combine(BuildOutput(service), assembly) : Path.Combine(Path.GetFullPath(folder), service, assembly);
        return File.Exists(file)
            ? file
            : throw new UsageException($"{file} is not there. Build the solution, or name a folder of published services with --services DIR (DIR/{service}/{assembly}).");
    }

    // bin/Release/net10.0 of this program stands for bin/Release/net10.0 of the others.
    private static string BuildOutput(string service)
    {
        var own = new DirectoryInfo(AppContext.BaseDirectory);
        var project = service == Gateway ? Gateway : Path.Combine("services", char.ToUpperInvariant(service[0]) + service[1..], "Service");
        return Path.Combine(Root(own).FullName, project, "bin", own.Parent!.Name, own.Name);
    }

    private static DirectoryInfo Root(DirectoryInfo folder) => File.Exists(Path.Combine(folder.FullName, "Clearance.sln"))
        ? folder
        : Root(folder.Parent ?? throw new UsageException("This program does not run inside a checkout: name the folder of the published services with --services DIR."));
}
