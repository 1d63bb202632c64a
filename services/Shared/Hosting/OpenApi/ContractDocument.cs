using System.Collections.Concurrent;
using System.Reflection;
using System.Text;
using Google.Api;
using Google.Protobuf.Reflection;
using Microsoft.OpenApi;

namespace Clearance.Hosting;

/// <summary>The OpenAPI 3.1 document of a set of routes, drawn from descriptors, http rules, access rules and comments.</summary>
internal sealed class ContractDocument
{
    public const string Bearer = "bearer";
    private const string ProblemName = "Problem";
    private static readonly string[] Flow = ["declaration", "payment", "guarantee", "release", "complaint"];
    private readonly OpenApiDocument _document;
    private readonly ContractSchemas _schemas;
    private readonly ConcurrentDictionary<Assembly, ContractComments> _comments = [];

    private ContractDocument(string version)
    {
        _document = new OpenApiDocument
        {
            Info = new OpenApiInfo { Title = "Clearance", Version = version, Description = Introduction },
            Paths = [],
            Components = new OpenApiComponents(),
            Tags = new HashSet<OpenApiTag>(),
        };
        _schemas = new ContractSchemas(_document, CommentsOf);
        _document.AddComponent(Bearer, new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            BearerFormat = "JWT",
            Description = "A token with sub, role (one or more) and, for firms, enterprise (USCC). The single process issues its own: verb `token`.",
        });
        _document.AddComponent<IOpenApiSchema>(ProblemName, ProblemSchema.Problem());
        _document.AddComponent<IOpenApiResponse>(ProblemName, ProblemSchema.Response(new OpenApiSchemaReference(ProblemName, _document)));
    }

    private const string Introduction =
        "Customs clearance as a public contract: one filing, one place to see what happens, release with its reasons. The same contract is gRPC on "
        + "the next port (with reflection). Every write takes a `requestId` (or the header `Idempotency-Key`): a repeat with the same content gives "
        + "the first answer, with other content it is refused with 409. Errors are `application/problem+json` and name every field at once.";

    /// <summary>Writes the document of the routes as JSON.</summary>
    public static byte[] Write(IEnumerable<ContractRoute> routes)
    {
        var version = typeof(ContractDocument).Assembly.GetName().Version?.ToString(3) ?? "0.0.0";
        var contract = new ContractDocument(version);
        var all = routes.ToArray();
        foreach (var service in all.Select(route => route.Method.Service).Distinct().OrderBy(PlaceInFlow).ThenBy(service => service.Name, StringComparer.Ordinal))
        {
            contract._document.Tags!.Add(new OpenApiTag { Name = service.Name, Description = contract.CommentsOf(service).Of(service) });
        }

        foreach (var route in all.OrderBy(route => PathTemplate.Parse(route.Pattern.Template).Path, StringComparer.Ordinal))
        {
            contract.Add(route);
        }

        using var text = new StringWriter(System.Globalization.CultureInfo.InvariantCulture);
        contract._document.SerializeAsV31(new OpenApiJsonWriter(text));
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private void Add(ContractRoute route)
    {
        var (verb, template) = route.Pattern;
        var path = PathTemplate.Parse(template);
        if (!_document.Paths.TryGetValue(path.Path, out var item))
        {
            _document.Paths.Add(path.Path, item = new OpenApiPathItem());
        }

        ((OpenApiPathItem)item).AddOperation(verb, Operation(route, path, verb));
    }

    private OpenApiOperation Operation(ContractRoute route, PathTemplate path, HttpMethod verb)
    {
        var method = route.Method;
        var comment = CommentsOf(method).Of(method);
        var operation = new OpenApiOperation
        {
            OperationId = $"{method.Service.Name}_{method.Name}",
            Summary = FirstSentence(comment),
            Description = $"{comment}\n\n{RolesOf(method)}",
            Tags = new HashSet<OpenApiTagReference> { new(method.Service.Name, _document) },
            Security = AccessOf(method) is { Anybody: true } ? [] : [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Bearer, _document)] = [] }],
            Parameters = [],
            Responses = Responses(method, verb),
        };
        var pathFields = path.Parameters.Select(parameter => parameter.Field.Split('.')[0]).ToHashSet(StringComparer.Ordinal);
        AddPathParameters(operation, method, path);
        if (route.Rule.Body.Length == 0 || route.Rule.Body != "*")
        {
            AddQueryParameters(operation, method, pathFields, route.Rule.Body);
        }

        if (route.Rule.Body.Length > 0)
        {
            operation.RequestBody = Body(method, route.Rule.Body, pathFields);
        }

        if (verb != HttpMethod.Get && method.InputType.FindFieldByName("request_id") is not null)
        {
            operation.Parameters.Add(new OpenApiParameter
            {
                Name = "Idempotency-Key",
                In = ParameterLocation.Header,
                Description = "UUID that makes a repeat safe, for callers who do not set `requestId`.",
                Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "uuid" },
            });
        }

        return operation;
    }

    private void AddPathParameters(OpenApiOperation operation, MethodDescriptor method, PathTemplate path)
    {
        foreach (var (name, field, prefix) in path.Parameters)
        {
            var comment = method.InputType.FindFieldByName(field.Split('.')[0]) is { } descriptor ? CommentsOf(descriptor).Of(descriptor) : string.Empty;
            operation.Parameters!.Add(new OpenApiParameter
            {
                Name = name,
                In = ParameterLocation.Path,
                Required = true,
                Description = prefix.Length == 0 ? comment : $"What follows `{prefix}` in `{field}`. {comment}".TrimEnd(),
                Schema = new OpenApiSchema { Type = JsonSchemaType.String },
            });
        }
    }

    private void AddQueryParameters(OpenApiOperation operation, MethodDescriptor method, HashSet<string> pathFields, string body)
    {
        foreach (var field in method.InputType.Fields.InDeclarationOrder().Where(field => !pathFields.Contains(field.Name) && field.Name != body))
        {
            AddQueryParameter(operation, field, string.Empty);
        }
    }

    /// <summary>A message in a query is its fields, with dots.</summary>
    private void AddQueryParameter(OpenApiOperation operation, FieldDescriptor field, string prefix)
    {
        var schema = _schemas.Described(field);
        var isMessage = field is { FieldType: FieldType.Message, IsRepeated: false } && schema is OpenApiSchemaReference;
        if (isMessage && prefix.Length == 0)
        {
            foreach (var part in field.MessageType.Fields.InDeclarationOrder())
            {
                AddQueryParameter(operation, part, $"{field.JsonName}.");
            }

            return;
        }

        operation.Parameters!.Add(new OpenApiParameter
        {
            Name = prefix + field.JsonName,
            In = ParameterLocation.Query,
            Description = CommentsOf(field).Of(field),
            Required = field.GetOptions()?.GetExtension(FieldBehaviorExtensions.FieldBehavior)?.Contains(FieldBehavior.Required) == true && prefix.Length == 0,
            Schema = schema,
        });
    }

    private OpenApiRequestBody Body(MethodDescriptor method, string body, HashSet<string> pathFields)
    {
        var field = body == "*" ? null : method.InputType.FindFieldByName(body);
        var message = field?.MessageType ?? method.InputType;
        return new OpenApiRequestBody
        {
            Required = true,
            Description = field is null ? null : CommentsOf(field).Of(field),
            Content = Content(message, message == method.InputType ? pathFields : new HashSet<string>(StringComparer.Ordinal)),
        };
    }

    private Dictionary<string, OpenApiMediaType> Content(MessageDescriptor message, IReadOnlySet<string> without) =>
        message.FullName == HttpBody.Descriptor.FullName
            ? new(StringComparer.Ordinal)
            {
                ["application/xml"] = new OpenApiMediaType { Schema = new OpenApiSchema { Type = JsonSchemaType.String } },
                ["application/octet-stream"] = new OpenApiMediaType { Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" } },
            }
            : new(StringComparer.Ordinal) { ["application/json"] = new OpenApiMediaType { Schema = _schemas.Of(message, without) } };

    private OpenApiResponses Responses(MethodDescriptor method, HttpMethod verb)
    {
        var responses = new OpenApiResponses
        {
            ["200"] = new OpenApiResponse
            {
                Description = method.IsServerStreaming
                    ? "A stream of JSON objects, one a line, as they come."
                    : NonEmpty(CommentsOf(method.OutputType).Of(method.OutputType), "The answer."),
                Content = Content(method.OutputType, new HashSet<string>(StringComparer.Ordinal)),
            },
        };
        string[] codes = verb == HttpMethod.Get
            ? ["400", "401", "403", "404", "429", "500"]
            : ["400", "401", "403", "404", "409", "413", "429", "500"];
        foreach (var code in codes)
        {
            responses[code] = new OpenApiResponseReference(ProblemName, _document);
        }

        return responses;
    }

    /// <summary>Services in the order in which a declaration meets them.</summary>
    private static int PlaceInFlow(ServiceDescriptor service) =>
        Array.IndexOf(Flow, service.File.Package.Split('.').ElementAtOrDefault(1)) is var place and >= 0 ? place : Flow.Length;

    private static string RolesOf(MethodDescriptor method)
    {
        var access = AccessOf(method);
        return access is { Anybody: true } ? "Anybody may call it, without a token."
            : access is null or { Roles.Count: 0 } ? "Nobody may call it: it has no access rule."
            : $"Roles: {string.Join(", ", access.Roles.Select(role => $"`{role}`"))}.";
    }

    private static Contracts.Common.V1.Access? AccessOf(MethodDescriptor method) =>
        method.GetOptions()?.GetExtension(Contracts.Common.V1.AccessExtensions.Access);

    private ContractComments CommentsOf(IDescriptor descriptor) => _comments.GetOrAdd(AssemblyOf(descriptor), ContractComments.Read);

    /// <summary>A file of descriptors does not say which assembly it was compiled into; its first message does.</summary>
    private static Assembly AssemblyOf(IDescriptor descriptor) =>
        descriptor.File.MessageTypes.FirstOrDefault(message => message.ClrType is not null)?.ClrType.Assembly ?? typeof(Contracts.Common.V1.Access).Assembly;

    private static string FirstSentence(string comment) =>
        comment.IndexOf(". ", StringComparison.Ordinal) is var end and > 0 ? comment[..end] : comment.TrimEnd('.');

    private static string NonEmpty(string text, string otherwise) => text.Length == 0 ? otherwise : text;
}
