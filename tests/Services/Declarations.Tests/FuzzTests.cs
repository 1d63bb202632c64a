using System.Collections.Immutable;
using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using Clearance.Declarations.DecMessages;
using Clearance.Declarations.Domain;
using Clearance.Declarations.Domain.Codes;
using Clearance.Declarations.Domain.Enterprises;
using Clearance.Declarations.Domain.Form;
using Clearance.Declarations.Domain.Rules;
using Clearance.Declarations.Generated;
using Clearance.Declarations.Grpc;
using Clearance.Engine;
using Clearance.Kernel;
using Google.Protobuf;
using Microsoft.Extensions.DependencyInjection;
using Wire = Clearance.Contracts.Declaration.V1;

namespace Clearance.Declarations.Tests;

/// <summary>
/// Hostile bodies, by structure and seed: 104,000 of them. Most go through the very reader, rules and decision of the service without the wire, some thousand through
/// HTTP. None may end in anything but an answer or a refusal that names its place.
/// </summary>
public sealed class FuzzTests(Window window, ITestOutputHelper output) : IClassFixture<Window>
{
    private const int Messages = 50_000;
    private const int Forms = 50_000;
    private const int OnTheWire = 4_000;
    private static readonly DateOnly s_day = new(2018, 10, 23);
    private static readonly JsonParser s_parser = new(JsonParser.Settings.Default.WithIgnoreUnknownFields(true));

    [Theory]
    [InlineData(1811)]
    [InlineData(1812)]
    public async Task Hostile_messages_are_refused_by_name(int seed)
    {
        var fuzzer = new Fuzzer(seed);
        var judge = await JudgeAsync();
        var (watch, taken, kinds) = (Stopwatch.StartNew(), 0, new SortedDictionary<string, int>(StringComparer.Ordinal));
        for (var number = 0; number < Messages / 2; number++)
        {
            var bytes = fuzzer.Xml();
            Attempt(() => judge.Message(bytes), seed, number, () => Encoding.Latin1.GetString(bytes), kinds, ref taken);
        }

        Report("messages", seed, Messages / 2, taken, kinds, watch);
    }

    [Theory]
    [InlineData(1821)]
    [InlineData(1822)]
    public async Task Hostile_forms_are_refused_by_name(int seed)
    {
        var fuzzer = new Fuzzer(seed);
        var judge = await JudgeAsync();
        var (watch, taken, kinds) = (Stopwatch.StartNew(), 0, new SortedDictionary<string, int>(StringComparer.Ordinal));
        for (var number = 0; number < Forms / 2; number++)
        {
            var text = fuzzer.Json();
            Attempt(() => judge.Form(text), seed, number, () => text, kinds, ref taken);
        }

        Report("forms", seed, Forms / 2, taken, kinds, watch);
    }

    [Theory]
    [InlineData(1831)]
    public async Task Hostile_bodies_on_the_wire_cause_no_fault_of_ours(int seed)
    {
        var fuzzer = new Fuzzer(seed);
        var (watch, taken, kinds) = (Stopwatch.StartNew(), 0, new SortedDictionary<string, int>(StringComparer.Ordinal));
        for (var number = 0; number < OnTheWire; number++)
        {
            var isMessage = number % 2 == 0;
            using var body = isMessage ? Window.Raw(fuzzer.Xml(), "application/xml") : Window.Raw(fuzzer.Json() is var form && number % 4 == 1 ? $"{{\"declaration\":{form},\"validateOnly\":true}}" : form, "application/json");
            var route = isMessage ? "/v1/declarations:importDecMessage?validateOnly=true" : number % 4 == 1 ? "/v1/declarations:lodge" : "/v1/declarations";
            using var answer = await window.Rest.PostAsync(route, body);
            var text = await answer.Content.ReadAsStringAsync();

            Assert.True((int)answer.StatusCode < 500, $"seed {seed}, body {number}: {answer.StatusCode}: {text}");
            taken += answer.IsSuccessStatusCode ? 1 : 0;
            if (!answer.IsSuccessStatusCode)
            {
                var problem = JsonNode.Parse(text)!;
                Count(kinds, problem["reason"]?.GetValue<string>() ?? $"{(int)answer.StatusCode} {problem["title"]}");
            }
        }

        Report("bodies on the wire", seed, OnTheWire, taken, kinds, watch);
    }

    private static void Attempt(Func<Refusal?> judge, int seed, int number, Func<string> body, SortedDictionary<string, int> kinds, ref int taken)
    {
        try
        {
            if (judge() is not { } refusal)
            {
                taken++;
                return;
            }

            Count(kinds, refusal.Reason);
            Assert.True(refusal.Kind is RefusalKind.Invalid or RefusalKind.Forbidden, $"{refusal.Reason} is {refusal.Kind}.");
            if (refusal.Kind == RefusalKind.Invalid)
            {
                Assert.NotEmpty(refusal.Violations);
                Assert.All(refusal.Violations, violation => Assert.True(violation is { Field.Length: > 0, Code.Length: > 0, TextZh.Length: > 0 }, violation.ToString()));
            }
        }
        catch (Exception fault)
        {
            throw new InvalidOperationException($"Seed {seed}, body {number}: {fault.Message}\n{body()}", fault);
        }
    }

    private static void Count(SortedDictionary<string, int> kinds, string kind) => kinds[kind] = kinds.GetValueOrDefault(kind) + 1;

    private void Report(string what, int seed, int all, int taken, SortedDictionary<string, int> kinds, Stopwatch watch)
    {
        output.WriteLine($"{all} {what} of seed {seed} in {watch.Elapsed.TotalSeconds:F1} s: {taken} taken; {string.Join(", ", kinds.Select(kind => $"{kind.Key} {kind.Value}"))}");

        // Bodies that are all refused at the first sign, or all taken, prove nothing.
        Assert.InRange(taken, all / 50, all / 2);
        Assert.True(kinds.Count > 1);
    }

    private async Task<Judge> JudgeAsync()
    {
        var reader = window.App.Services.GetRequiredService<IReader<DeclarationsDefinition>>();
        var firms = new Dictionary<string, Enterprise>(StringComparer.Ordinal);
        foreach (var uscc in (string[])[Window.Trader, Window.Agent])
        {
            firms.Add(uscc, (await reader.FindAsync(DeclarationsTables.Enterprises, uscc, CancellationToken.None))!.State);
        }

        return new Judge(firms);
    }

    /// <summary>What the endpoints do with a body, without the wire and the database.</summary>
    private sealed class Judge(IReadOnlyDictionary<string, Enterprise> firms)
    {
        private static readonly Occasion s_occasion = new(new DateTimeOffset(2018, 10, 23, 1, 0, 0, TimeSpan.Zero), new Actor("fuzz", Roles.Declarant, Window.Agent), Guid.Empty);

        public Refusal? Message(byte[] bytes)
        {
            try
            {
                var import = DecMessageImport.Read(bytes);
                var refusal = Decide(import.Form, import.Malformed, import.Rest);

                // Whatever was read can be written and read again, accepted or not.
                DecReader.Read(DecWriter.Write(DecMessageExport.Of(new Declaration { Form = import.Form }, DecRest.Unpack(import.Rest), numbers: false), DecEncoding.Chinese));
                return refusal;
            }
            catch (RefusedException refused)
            {
                return refused.Refusal;
            }
        }

        public Refusal? Form(string text)
        {
            Wire.Declaration wire;
            try
            {
                wire = s_parser.Parse<Wire.Declaration>(text);
            }
            catch (Exception fault) when (fault is InvalidProtocolBufferException or InvalidJsonException)
            {
                // What the edge itself refuses as no JSON of this message.
                return Refusal.Invalid("REQUEST_MALFORMED", fault.Message, new Violation("declaration", "REQUEST_MALFORMED", fault.Message, "-") { TextZh = "-" });
            }

            var (form, malformed) = FormReader.Read(wire);
            var refusal = Decide(form, malformed, null);
            DecReader.Read(DecWriter.Write(DecForm.MessageOf(form), DecEncoding.Utf8));
            return refusal;
        }

        private Refusal? Decide(DeclarationForm form, ImmutableArray<Violation> malformed, string? rest)
        {
            var findings = ReferenceRules.ForDeclaring(form, malformed, CodeBook.Shipped, FormGenerator.Tariff, s_day);
            var lodge = new LodgeDeclaration("fuzz", form, findings.Violations) { Warnings = findings.Warnings, MessageRest = rest };
            DeclarationsJson.TextOf(lodge);
            return Rehearsal.Of(null, lodge, firms.GetValueOrDefault, s_occasion).Refusal;
        }
    }
}
