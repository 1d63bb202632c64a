using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Clearance.Contracts.Declaration.V1;
using Clearance.Kernel;
using Google.Api;
using Google.Protobuf;

namespace Clearance.Declarations.Tests;

/// <summary>DecMessage files through REST and gRPC: right ones, incomplete ones, hostile ones.</summary>
public sealed class ImportTests(Window window) : IClassFixture<Window>
{
    private const string Route = "/v1/declarations:importDecMessage";
    private static readonly string s_sample = File.ReadAllText(Path.Combine(Window.Root, "tests/Services/Declarations.Tests/sample-decmessage.xml"));

    [Fact]
    public async Task The_sample_message_is_accepted_as_it_stands()
    {
        using var response = await window.Rest.PostAsync(Route, Window.Raw(s_sample));
        var text = await response.Content.ReadAsStringAsync();

        Assert.True(response.IsSuccessStatusCode, text);
        var answer = ImportDecMessageResponse.Parser.ParseJson(text);
        Assert.Equal(Declaration.Types.State.Accepted, answer.Declaration.State);
        Assert.Equal("EX2018102300000001", answer.Declaration.ClientReference);
        Assert.Equal("EXMU1234569", Assert.Single(answer.Declaration.Containers).Number);
        Assert.Equal("018W", answer.Declaration.Transport.Voyage);
        Assert.Empty(answer.Warnings);
        Assert.Empty(answer.Declaration.MissingDocuments);
        Assert.Equal(["invoice", "bill-of-lading"], answer.Declaration.Documents.Select(document => document.Name.Split('/')[^1]));
    }
}
