namespace Clearance.Deploy.Tests.Settings;

/// <summary>What is wrong with the environment of one program, whoever starts it.</summary>
internal static class SettingChecks
{
    /// <summary>Every complaint about the variables of a program.</summary>
    /// <param name="program">Its assembly, such as <c>Clearance.Payments.dll</c>.</param>
    /// <param name="environment">Its variables.</param>
    /// <param name="portsOf">Ports behind a host name; null when nothing has that name.</param>
    public static IEnumerable<string> Complaints(string program, IReadOnlyDictionary<string, string> environment, Func<string, IEnumerable<int>?> portsOf)
    {
        string Value(string name) => environment.GetValueOrDefault(name, string.Empty);
        foreach (var variable in environment.Keys.Where(variable => !KnownSettings.Reads(variable)))
        {
            yield return $"{program} is given {variable}, which nothing reads.";
        }

        var external = Value("Identity__Authority").Length > 0 && Value("Identity__Audience").Length > 0;
        if (external == Value("Identity__KeyFile").Length > 0)
        {
            yield return $"{program} needs Identity__KeyFile, or Identity__Authority with Identity__Audience.";
        }

        var required = program switch
        {
            "Clearance.Gateway.dll" => KnownSettings.Clusters.Select(cluster => $"ReverseProxy__Clusters__{cluster}__Destinations__one__Address"),
            "Clearance.Declarations.dll" => [.. s_ofServices, "Peers__Payments"],
            _ => s_ofServices,
        };
        foreach (var missing in required.Where(name => Value(name).Length == 0))
        {
            yield return $"{program} needs {missing}.";
        }

        if (program != "Clearance.Gateway.dll" && (Value("Storage__Provider"), Value("Bus__Transport")) != ("postgresql", "rabbitmq"))
        {
            yield return $"{program} is not on PostgreSQL and RabbitMQ.";
        }

        foreach (var (name, value) in environment.Where(one => one.Value.StartsWith("http://", StringComparison.Ordinal) || one.Value.StartsWith("amqp://", StringComparison.Ordinal)))
        {
            var uri = new Uri(value.Replace("$(", string.Empty, StringComparison.Ordinal).Replace(")", string.Empty, StringComparison.Ordinal));
            if (portsOf(uri.Host)?.Contains(uri.Port) != true)
            {
                yield return $"{program}: {name} leads to {uri.Host}:{uri.Port}, where nobody answers.";
            }
        }
    }

    private static readonly string[] s_ofServices = ["Storage__ConnectionString", "Bus__Url"];
}
