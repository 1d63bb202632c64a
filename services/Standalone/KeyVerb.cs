using Clearance.Hosting;

namespace Clearance.Standalone;

/// <summary><c>key</c>: makes the private key that signs tokens, unless it is there, and the public one that the processes of an installation share.</summary>
internal static class KeyVerb
{
    /// <summary>Makes the files; a key that is there stays.</summary>
    public static int Run(Arguments arguments)
    {
        arguments.Knowing("key", "public");
        var file = arguments.Text("key") ?? throw new UsageException("--key is missing: the file for the private key.");
        try
        {
            var isNew = !File.Exists(file);
            using var issuer = LocalIssuer.OpenOrCreate(file);
            Console.WriteLine($"{file}: {(isNew ? "made" : "there already")}. Whoever can read it can issue tokens.");
            if (arguments.Text("public") is { } shared)
            {
                File.WriteAllText(shared, issuer.PublicPem + "\n");
                Console.WriteLine($"{shared}: the public key, for Identity:KeyFile of the gateway and the services.");
            }

            return 0;
        }
        catch (Exception fault) when (fault is InvalidOperationException or IOException or UnauthorizedAccessException)
        {
            throw new UsageException(fault.Message);
        }
    }
}
