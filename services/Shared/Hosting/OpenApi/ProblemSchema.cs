using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace Clearance.Hosting;

/// <summary>The schema of <see cref="Hosting.Problem"/>, with an example.</summary>
internal static class ProblemSchema
{
    private const string Example = """
        {
          "type": "urn:clearance:error:declaration.clearance:FIELDS_INVALID",
          "title": "Fields invalid",
          "status": 400,
          "detail": "1 field is wrong.",
          "instance": "/v1/declarations:lodge",
          "reason": "FIELDS_INVALID",
          "errors": [
            {
              "detail": "Not in the tariff.",
              "pointer": "/declaration/items/0/commodityCode",
              "code": "COMMODITY_CODE_UNKNOWN",
              "suggestion": "Look the 10-digit code up under /v1/tariffLines."
            }
          ]
        }
        """;

    public static OpenApiSchema Problem() => new()
    {
        Type = JsonSchemaType.Object,
        Description = "A refusal (RFC 9457), with every field that is wrong at once.",
        Required = new HashSet<string>(StringComparer.Ordinal) { "type", "title", "status", "detail", "instance", "reason" },
        Properties = new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal)
        {
            ["type"] = Text("Identifies the reason: urn:clearance:error:{domain}:{reason}."),
            ["title"] = Text("The reason in words."),
            ["status"] = new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int32", Description = "HTTP status." },
            ["detail"] = Text("What happened, and what to do; in Chinese when Accept-Language prefers it and there is a text."),
            ["instance"] = Text("Path of the request."),
            ["reason"] = Text("UPPER_SNAKE reason, the same as google.rpc.ErrorInfo.reason in gRPC."),
            ["correlationId"] = Text("What to quote when the fault is ours."),
            ["errors"] = new OpenApiSchema { Type = JsonSchemaType.Array, Description = "Every field that is wrong.", Items = Error() },
        },
    };

    public static OpenApiResponse Response(IOpenApiSchema problem) => new()
    {
        Description = "Refused; `reason` says why. 429 carries Retry-After.",
        Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal)
        {
            [Hosting.Problem.ContentType] = new OpenApiMediaType { Schema = problem, Example = JsonNode.Parse(Example) },
        },
    };

    private static OpenApiSchema Error() => new()
    {
        Type = JsonSchemaType.Object,
        Properties = new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal)
        {
            ["detail"] = Text("What is wrong."),
            ["pointer"] = Text("JSON Pointer into the body."),
            ["code"] = Text("UPPER_SNAKE code of the rule that is broken."),
            ["suggestion"] = Text("What to do about it."),
            ["rule"] = Text("The rule with its version, e.g. CONTAINERS/1, where the service keeps a book of rules."),
        },
    };

    private static OpenApiSchema Text(string description) => new() { Type = JsonSchemaType.String, Description = description };
}
