namespace Clearance.Hosting.Tests;

public sealed class PathTests
{
    [Theory]
    [InlineData("/v1/{name=declarations/*}:submit", "/v1/declarations/{declaration}:submit", "declaration")]
    [InlineData("/v1/{name=guarantees/*/reservations/*}", "/v1/guarantees/{guarantee}/reservations/{reservation}", "guarantee reservation")]
    [InlineData("/v1/{parent=guarantees/*}/entries", "/v1/guarantees/{guarantee}/entries", "guarantee")]
    [InlineData("/v1/{name=ledgerEntries/*}", "/v1/ledgerEntries/{ledgerEntry}", "ledgerEntry")]
    [InlineData("/v1/{name=gatePasses/*}", "/v1/gatePasses/{gatePass}", "gatePass")]
    [InlineData("/v1/{declaration.name=declarations/*}", "/v1/declarations/{declaration}", "declaration")]
    [InlineData("/v1/things/{id}", "/v1/things/{id}", "id")]
    [InlineData("/v1/watchList", "/v1/watchList", "")]
    public void A_template_becomes_a_path_with_a_parameter_for_each_resource(string template, string path, string parameters)
    {
        var parsed = PathTemplate.Parse(template);

        Assert.Equal(path, parsed.Path);
        Assert.Equal(parameters, string.Join(' ', parsed.Parameters.Select(parameter => parameter.Name)));
    }

    [Theory]
    [InlineData("declaration.items[3].commodity_code", "*", "/declaration/items/3/commodityCode")]
    [InlineData("declaration.items[3].commodity_code", "declaration", "/items/3/commodityCode")]
    [InlineData("declaration_number", "declaration", "/declarationNumber")]
    [InlineData("sha_256", "", "/sha256")]
    [InlineData("extra.a/b~c", "*", "/extra/a~1b~0c")]
    [InlineData("", "*", "")]
    public void A_field_path_becomes_a_pointer_into_the_body(string path, string body, string pointer)
    {
        Assert.Equal(pointer, JsonPointer.Of(path, body));
    }
}
