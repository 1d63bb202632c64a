using System.Net.Http.Json;
using System.Text.Json;
using Clearance.Contracts.Operations.V1;
using Clearance.Testing;

namespace Clearance.Hosting.Tests;

public sealed class DocumentationTests(EdgeFixture edge)
{
    [Fact]
    public async Task The_document_holds_every_route_that_the_process_serves()
    {
        var document = await edge.App.Http().GetFromJsonAsync<JsonElement>("/openapi/v1.json");
        var routes = document.GetProperty("paths").EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject().Select(operation => $"{operation.Name} {path.Name}")).Order(StringComparer.Ordinal);

        Assert.StartsWith("3.1.", document.GetProperty("openapi").GetString(), StringComparison.Ordinal);
        Assert.Equal(
            [
                "get /v1/echoes/{echo}", "get /v1/echoes:repeat", "get /v1/forgotten", "get /v1/services/{service}/deadLetters",
                "post /v1/echoes", "post /v1/echoes:import", "post /v1/services/{service}/deadLetters/{deadLetter}:discard",
                "post /v1/services/{service}/deadLetters/{deadLetter}:retry",
            ],
            routes);
    }

    [Fact]
    public async Task A_raw_body_is_documented_as_XML_and_bytes()
    {
        var document = await edge.App.Http().GetFromJsonAsync<JsonElement>("/openapi/v1.json");
        var content = document.GetProperty("paths").GetProperty("/v1/echoes:import").GetProperty("post").GetProperty("requestBody").GetProperty("content");

        Assert.True(content.TryGetProperty("application/xml", out _));
        Assert.Equal("binary", content.GetProperty("application/octet-stream").GetProperty("schema").GetProperty("format").GetString());
    }

    [Fact]
    public async Task Every_method_of_the_contracts_is_documented_with_its_comment_its_roles_and_its_refusals()
    {
        var document = await AllContractsAsync();
        var operations = document.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject()).Select(entry => entry.Value).ToArray();
        var methods = ContractServices.All.SelectMany(service => service.Methods).Select(method => $"{method.Service.Name}_{method.Name}");

        Assert.Equal(methods.Order(StringComparer.Ordinal), operations.Select(operation => operation.GetProperty("operationId").GetString()).Order(StringComparer.Ordinal));
        Assert.All(operations, operation =>
        {
            Assert.NotEqual(string.Empty, operation.GetProperty("summary").GetString());
            var isOpen = operation.GetProperty("security").GetArrayLength() == 0;
            Assert.Contains(isOpen ? "Anybody may call it" : "Roles: `", operation.GetProperty("description").GetString(), StringComparison.Ordinal);
            Assert.Equal("#/components/responses/Problem", operation.GetProperty("responses").GetProperty("401").GetProperty("$ref").GetString());
            Assert.True(isOpen || operation.GetProperty("security")[0].EnumerateObject().Single().Name == "bearer");
        });
        Assert.Equal(["TaxBillService_VerifyPaymentProof"], operations.Where(operation => operation.GetProperty("security").GetArrayLength() == 0).Select(operation => operation.GetProperty("operationId").GetString()));
    }

    [Fact]
    public async Task Every_field_is_documented_and_required_fields_are_marked()
    {
        var document = await AllContractsAsync();
        var schemas = document.GetProperty("components").GetProperty("schemas");
        var ours = schemas.EnumerateObject().Where(schema => schema.Name.Contains(".v1.", StringComparison.Ordinal) && schema.Value.TryGetProperty("properties", out _));

        Assert.All(ours, schema => Assert.All(schema.Value.GetProperty("properties").EnumerateObject(), property =>
            Assert.False(string.IsNullOrEmpty(property.Value.TryGetProperty("description", out var text) ? text.GetString() : null), $"{schema.Name}.{property.Name}")));
        Assert.Contains(
            "reason",
            schemas.GetProperty("operations.v1.DiscardDeadLetterRequest").GetProperty("required").EnumerateArray().Select(name => name.GetString()));
    }

    [Fact]
    public async Task A_path_is_split_into_its_resources_and_leaves_the_body()
    {
        var document = await AllContractsAsync();
        var operation = document.GetProperty("paths").GetProperty("/v1/services/{service}/deadLetters/{deadLetter}:retry").GetProperty("post");
        var schema = document.GetProperty("components").GetProperty("schemas").GetProperty("operations.v1.RetryDeadLetterRequest").GetProperty("properties");

        Assert.Equal(
            ["service", "deadLetter", "Idempotency-Key"],
            operation.GetProperty("parameters").EnumerateArray().Select(parameter => parameter.GetProperty("name").GetString()));
        Assert.Equal(["requestId"], schema.EnumerateObject().Select(property => property.Name));
    }

    [Fact]
    public async Task The_values_of_an_enum_are_listed_with_their_meaning()
    {
        var document = await AllContractsAsync();
        var state = document.GetProperty("components").GetProperty("schemas").GetProperty("operations.v1.DeadLetter.State");

        Assert.Contains("STATE_WAITING", state.GetProperty("enum").EnumerateArray().Select(value => value.GetString()));
        Assert.Contains("* `STATE_WAITING`: Waits for an operator.", state.GetProperty("description").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_reference_of_the_document_leads_somewhere()
    {
        var document = await AllContractsAsync();

        Assert.All(References(document).Distinct(StringComparer.Ordinal), reference =>
        {
            var target = document;
            foreach (var part in reference.Split('/').Skip(1))
            {
                Assert.True(target.TryGetProperty(part, out target), reference);
            }
        });
    }

    [Fact]
    public async Task The_viewer_takes_nothing_from_the_network()
    {
        var http = edge.App.Http();
        var page = await http.GetAsync("/docs");
        page = page.IsSuccessStatusCode ? page : await http.GetAsync("/docs/");
        var html = await page.Content.ReadAsStringAsync();

        Assert.Equal("text/html", page.Content.Headers.ContentType?.MediaType);
        Assert.StartsWith("default-src 'self'", page.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        var scripts = html.Split("<script").Skip(1).Where(tag => tag.Contains("src=\"", StringComparison.Ordinal))
            .Select(tag => tag.Split("src=\"")[1].Split('"')[0]).ToArray();
        Assert.NotEmpty(scripts);
        foreach (var script in scripts)
        {
            var address = new Uri(page.RequestMessage!.RequestUri!, script);
            Assert.Equal("127.0.0.1", address.Host);
            Assert.InRange((await http.GetStringAsync(address)).Length, 100, int.MaxValue);
        }
    }

    private static async Task<JsonElement> AllContractsAsync()
    {
        await using var app = await ServiceApp.StartAsync(services => services.DescribeContracts(typeof(DeadLetter).Assembly), _ => { });
        return await app.Http().GetFromJsonAsync<JsonElement>("/openapi/v1.json");
    }

    private static IEnumerable<string> References(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(member => member is { Name: "$ref", Value.ValueKind: JsonValueKind.String }
            ? [member.Value.GetString()!]
            : References(member.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(References),
        _ => [],
    };
}
