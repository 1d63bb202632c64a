using YamlDotNet.Core;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace Clearance.Deploy.Tests.Compose;

/// <summary><c>deploy/compose/compose.yaml</c>, merged as compose merges it; a key beyond these fails the reading.</summary>
internal sealed class ComposeFile
{
    public string Name { get; set; } = string.Empty;

    public Dictionary<string, ComposeService> Services { get; set; } = [];

    public Dictionary<string, ComposeNetwork?> Networks { get; set; } = [];

    public Dictionary<string, object?> Volumes { get; set; } = [];

    /// <summary>The services that run a program of the suite for good.</summary>
    public IEnumerable<KeyValuePair<string, ComposeService>> Programs =>
        Services.Where(one => one.Value is { Restart: "unless-stopped", Program: not null });

    public static ComposeFile Read()
    {
        var deserializer = new DeserializerBuilder().WithNamingConvention(UnderscoredNamingConvention.Instance).Build();

        // Anchors stand in top-level keys x-…, which are no part of the file's meaning.
        var all = deserializer.Deserialize<Dictionary<string, object>>(new MergingParser(new Parser(new StringReader(Repository.Text("deploy/compose/compose.yaml")))));
        foreach (var extension in all.Keys.Where(key => key.StartsWith("x-", StringComparison.Ordinal)).ToList())
        {
            all.Remove(extension);
        }

        return deserializer.Deserialize<ComposeFile>(new SerializerBuilder().Build().Serialize(all));
    }
}

internal sealed class ComposeService
{
    public string Image { get; set; } = string.Empty;

    public List<string> Profiles { get; set; } = [];

    public string? Hostname { get; set; }

    public string? User { get; set; }

    public string? Restart { get; set; }

    public bool ReadOnly { get; set; }

    public List<string> Tmpfs { get; set; } = [];

    public List<string> CapDrop { get; set; } = [];

    public List<string> SecurityOpt { get; set; } = [];

    public string? MemLimit { get; set; }

    public string? ShmSize { get; set; }

    public string? StopSignal { get; set; }

    public string? StopGracePeriod { get; set; }

    public List<string>? Entrypoint { get; set; }

    public List<string> Command { get; set; } = [];

    public Dictionary<string, string> Environment { get; set; } = [];

    public string? NetworkMode { get; set; }

    public List<string> Networks { get; set; } = ["default"];

    public List<string> Ports { get; set; } = [];

    public List<string> Volumes { get; set; } = [];

    public Dictionary<string, ComposeDependency> DependsOn { get; set; } = [];

    public ComposeHealth? Healthcheck { get; set; }

    /// <summary>The assembly that the container runs; null for what is not ours.</summary>
    public string? Program => Command is [{ } first, ..] && first.StartsWith("Clearance.", StringComparison.Ordinal) ? first : null;
}

internal sealed class ComposeDependency
{
    public string Condition { get; set; } = string.Empty;
}

internal sealed class ComposeNetwork
{
    public bool Internal { get; set; }
}

internal sealed class ComposeHealth
{
    public bool Disable { get; set; }

    public List<string> Test { get; set; } = [];

    public string? Interval { get; set; }

    public string? Timeout { get; set; }

    public int Retries { get; set; }
}
