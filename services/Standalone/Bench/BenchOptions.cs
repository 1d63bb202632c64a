namespace Clearance.Standalone.Bench;

/// <summary>What a bench was asked to do.</summary>
/// <param name="Seconds">How long each of the two phases is measured.</param>
/// <param name="WarmUp">Clearances before anything is measured: code that has just been compiled is not yet fast.</param>
/// <param name="InFlight">Declarations on their way at once while saturated.</param>
/// <param name="Seed">Another seed, another mix of forms.</param>
internal sealed record BenchOptions(int Seconds, int WarmUp, int InFlight, int Seed)
{
    private const string PostgreSqlVariable = "CLEARANCE_TEST_POSTGRESQL";
    private const string RabbitMqVariable = "CLEARANCE_TEST_RABBITMQ";

    /// <summary>Shapes to measure, in order.</summary>
    public required IReadOnlyList<string> Shapes { get; init; }

    /// <summary>PostgreSQL server of the separate shape; a user who may create databases.</summary>
    public string PostgreSql { get; init; } = string.Empty;

    /// <summary>Broker of the separate shape.</summary>
    public string RabbitMq { get; init; } = string.Empty;

    /// <summary>Folder of published services; null for the build output of this checkout.</summary>
    public string? Services { get; init; }

    /// <summary>File for the figures; null for none.</summary>
    public string? Json { get; init; }

    /// <summary>Reads the command line; servers that are not named come from the variables that <c>tests/servers env</c> prints.</summary>
    /// <exception cref="UsageException">Something is missing or not on this machine.</exception>
    public static BenchOptions Read(Arguments arguments)
    {
        arguments.Knowing("shape", "seconds", "warm-up", "in-flight", "json", "postgresql", "rabbitmq", "services", "seed");
        var shape = arguments.Text("shape") ?? "standalone";
        var options = new BenchOptions(
            arguments.Number("seconds", 10, 1, 600),
            arguments.Number("warm-up", 3_000, 0, 100_000),
            arguments.Number("in-flight", 256, 1, 2_000),
            arguments.Number("seed", 1, 0, 1_000_000))
        {
            Shapes = shape switch
            {
                "standalone" or "separate" => [shape],
                "both" => ["standalone", "separate"],
                _ => throw new UsageException($"--shape is standalone, separate or both, not '{shape}'."),
            },
            PostgreSql = arguments.Text("postgresql") ?? Environment.GetEnvironmentVariable(PostgreSqlVariable) ?? string.Empty,
            RabbitMq = arguments.Text("rabbitmq") ?? Environment.GetEnvironmentVariable(RabbitMqVariable) ?? string.Empty,
            Services = arguments.Text("services"),
            Json = arguments.Text("json"),
        };
        if (options.Shapes.Contains("separate"))
        {
            SeparateTarget.Check(options.PostgreSql, options.RabbitMq);
        }

        return options;
    }
}
