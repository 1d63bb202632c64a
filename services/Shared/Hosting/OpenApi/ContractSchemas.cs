using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Google.Api;
using Google.Protobuf.Reflection;
using Microsoft.OpenApi;

namespace Clearance.Hosting;

/// <summary>Messages and enums of the contract as JSON schemas, as proto JSON writes them; each one once, under <c>components</c>.</summary>
internal sealed partial class ContractSchemas(OpenApiDocument document, Func<IDescriptor, ContractComments> comments)
{
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    /// <summary>A message, without the fields that travel in the path.</summary>
    public IOpenApiSchema Of(MessageDescriptor message, IReadOnlySet<string> pathFields)
    {
        if (WellKnown(message) is { } wellKnown)
        {
            return wellKnown;
        }

        var name = NameOf(message);
        if (_known.Add(name))
        {
            var schema = new OpenApiSchema
            {
                Type = JsonSchemaType.Object,
                Description = NullIfEmpty(comments(message).Of(message)),
                Properties = new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal),
                Required = new HashSet<string>(StringComparer.Ordinal),
            };
            foreach (var field in message.Fields.InDeclarationOrder().Where(field => !pathFields.Contains(field.Name)))
            {
                schema.Properties[field.JsonName] = Described(field);
                if (Behaviors(field).Contains(FieldBehavior.Required))
                {
                    schema.Required.Add(field.JsonName);
                }
            }

            document.AddComponent(name, schema);
        }

        return new OpenApiSchemaReference(name, document);
    }

    /// <summary>A message with all its fields.</summary>
    public IOpenApiSchema Of(MessageDescriptor message) => Of(message, new HashSet<string>(StringComparer.Ordinal));

    /// <summary>A field with its comment.</summary>
    public IOpenApiSchema Described(FieldDescriptor field)
    {
        var comment = comments(field).Of(field);
        var behaviors = Behaviors(field);
        var schema = OfField(field);
        if (schema is OpenApiSchemaReference reference)
        {
            // Beside a reference a description may stand, and the two read-only marks.
            reference.Description = NullIfEmpty(comment);
            reference.ReadOnly = behaviors.Contains(FieldBehavior.OutputOnly);
            return reference;
        }

        var plain = (OpenApiSchema)schema;
        plain.Description = NullIfEmpty(behaviors.Contains(FieldBehavior.Immutable) ? $"{comment} Set once." : comment);
        plain.ReadOnly = behaviors.Contains(FieldBehavior.OutputOnly);
        plain.WriteOnly = behaviors.Contains(FieldBehavior.InputOnly);
        if (plain.Type == JsonSchemaType.String && Example().Match(comment) is { Success: true } match)
        {
            plain.Examples = [JsonValue.Create(match.Groups["example"].Value)];
        }

        return plain;
    }

    /// <summary>Name of a component: the full name without the house's own prefix.</summary>
    public static string NameOf(IDescriptor descriptor) =>
        descriptor.FullName.StartsWith("clearance.", StringComparison.Ordinal) ? descriptor.FullName["clearance.".Length..] : descriptor.FullName;

    private IOpenApiSchema OfField(FieldDescriptor field)
    {
        if (field.IsMap)
        {
            return new OpenApiSchema { Type = JsonSchemaType.Object, AdditionalProperties = OfSingle(field.MessageType.FindFieldByNumber(2)) };
        }

        return field.IsRepeated ? new OpenApiSchema { Type = JsonSchemaType.Array, Items = OfSingle(field) } : OfSingle(field);
    }

    private IOpenApiSchema OfSingle(FieldDescriptor field) => field.FieldType switch
    {
        FieldType.Bool => new OpenApiSchema { Type = JsonSchemaType.Boolean },
        FieldType.Int32 or FieldType.SInt32 or FieldType.SFixed32 => new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int32" },
        FieldType.UInt32 or FieldType.Fixed32 => new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int64", Minimum = "0" },
        FieldType.Int64 or FieldType.SInt64 or FieldType.SFixed64 or FieldType.UInt64 or FieldType.Fixed64 => Text("int64"),
        FieldType.Float or FieldType.Double => new OpenApiSchema { Type = JsonSchemaType.Number },
        FieldType.Bytes => new OpenApiSchema { Type = JsonSchemaType.String, ContentEncoding = "base64" },
        FieldType.Enum => Of(field.EnumType),
        FieldType.Message or FieldType.Group => Of(field.MessageType),
        _ => Text(null),
    };

    private OpenApiSchemaReference Of(EnumDescriptor type)
    {
        var name = NameOf(type);
        if (_known.Add(name))
        {
            var known = comments(type);
            var values = type.Values.Select(value => $"* `{value.Name}`: {known.Of(type, value)}");
            document.AddComponent(name, new OpenApiSchema
            {
                Type = JsonSchemaType.String,
                Description = $"{known.Of(type)}\n\n{string.Join('\n', values)}",
                Enum = [.. type.Values.Select(value => (JsonNode)JsonValue.Create(value.Name))],
            });
        }

        return new OpenApiSchemaReference(name, document);
    }

    private static OpenApiSchema? WellKnown(MessageDescriptor message) => message.FullName switch
    {
        "google.protobuf.Timestamp" => Text("date-time"),
        "google.protobuf.Duration" => new OpenApiSchema { Type = JsonSchemaType.String, Pattern = "^-?[0-9]+(\\.[0-9]+)?s$" },
        "google.protobuf.FieldMask" => Text(null),
        "google.protobuf.Struct" or "google.protobuf.Any" or "google.protobuf.Empty" => new OpenApiSchema { Type = JsonSchemaType.Object },
        "google.protobuf.Value" => new OpenApiSchema(),
        "google.protobuf.ListValue" => new OpenApiSchema { Type = JsonSchemaType.Array },
        "google.protobuf.BoolValue" => new OpenApiSchema { Type = JsonSchemaType.Boolean | JsonSchemaType.Null },
        "google.protobuf.StringValue" or "google.protobuf.Int64Value" => new OpenApiSchema { Type = JsonSchemaType.String | JsonSchemaType.Null },
        "google.protobuf.Int32Value" => new OpenApiSchema { Type = JsonSchemaType.Integer | JsonSchemaType.Null },
        _ => null,
    };

    private static OpenApiSchema Text(string? format) => new() { Type = JsonSchemaType.String, Format = format };

    private static IList<FieldBehavior> Behaviors(FieldDescriptor field) =>
        field.GetOptions()?.GetExtension(FieldBehaviorExtensions.FieldBehavior) is { } behaviors ? behaviors : [];

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;

    [GeneratedRegex("e\\.g\\. \"(?<example>[^\"]+)\"", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Example();
}
