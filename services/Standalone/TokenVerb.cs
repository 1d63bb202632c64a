using Clearance.Hosting;
using Clearance.Kernel;

namespace Clearance.Standalone;

/// <summary><c>token</c>: prints a bearer token of the local issuer and nothing else, so that a script can take it.</summary>
internal static class TokenVerb
{
    private const int UsualHours = 12;
    private const int MostHours = 24 * 366;

    /// <summary>Prints the token.</summary>
    public static int Run(Arguments arguments)
    {
        arguments.Knowing("role", "enterprise", "subject", "office", "hours", "data", "key");
        var role = arguments.Text("role") ?? throw new UsageException($"--role is missing. Roles: {string.Join(", ", Roles.All)}.");
        if (!Roles.All.Contains(role, StringComparer.Ordinal))
        {
            throw new UsageException($"There is no role '{role}'. Roles: {string.Join(", ", Roles.All)}.");
        }

        var enterprise = arguments.Text("enterprise");
        if (enterprise is not null && !Uscc.IsValid(enterprise))
        {
            throw new UsageException($"'{enterprise}' is no unified social credit code: 18 signs, the last a check digit.");
        }

        if (enterprise is null && Identity.RolesOfFirms.Contains(role, StringComparer.Ordinal))
        {
            throw new UsageException($"A {role} belongs to a firm: add --enterprise with its USCC.");
        }

        var hours = arguments.Number("hours", UsualHours, 1, MostHours);
        var offices = arguments.Text("office")?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        using var issuer = Open(arguments);
        Console.WriteLine(issuer.Issue(arguments.Text("subject") ?? role, [role], enterprise, TimeSpan.FromHours(hours), offices));
        return 0;
    }

    /// <summary>The issuer of the local tokens: the folder's key, or the file that <c>--key</c> names.</summary>
    internal static LocalIssuer Open(Arguments arguments)
    {
        if (arguments.Text("key") is not { } file)
        {
            return LocalIssuer.Open(arguments.Text("data") ?? Suite.UsualData);
        }

        try
        {
            return LocalIssuer.OpenFile(file) is { CanIssue: true } issuer
                ? issuer
                : throw new UsageException($"{file} holds public keys only: they verify tokens. Give --key the file with the private key.");
        }
        catch (InvalidOperationException fault)
        {
            throw new UsageException(fault.Message);
        }
    }
}
