using Clearance.Declarations.Generated;

namespace Clearance.Declarations.Domain.Tests;

/// <summary>Ten thousand valid forms, all accepted; ten thousand with one defect each, all refused with exactly that defect and nothing stored.</summary>
public sealed class GeneratedSeriesTests
{
    private const int Forms = 10_000;

    [Fact]
    public void Ten_thousand_valid_forms_are_accepted()
    {
        var generator = new FormGenerator(20181023);
        for (var number = 0; number < Forms; number++)
        {
            var form = generator.Next();
            var world = World.WithFirms(tariff: FormGenerator.Tariff);
            var refusal = world.Lodge(form);
            Assert.True(refusal is null, refusal is null ? "" : $"form {number}: {string.Join('\n', refusal.Violations)}");
            Assert.Equal(DeclarationState.Accepted, world.Declaration.State);
        }
    }

    [Fact]
    public void Ten_thousand_forms_with_one_defect_are_refused_with_exactly_that_defect()
    {
        var generator = new FormGenerator(1802);
        var tried = new HashSet<Defect>();
        for (int number = 0, place = 0; number < Forms;)
        {
            var form = generator.Next();
            var defect = Defect.All[place++ % Defect.All.Length];
            if (defect.Spoil(form) is not { } spoiled)
            {
                continue;
            }

            var world = World.WithFirms(tariff: FormGenerator.Tariff);
            var refusal = world.Lodge(spoiled);
            var found = refusal?.Violations.Select(violation => (violation.Code, violation.Field)).ToArray() ?? [];
            Assert.True(found is [var only] && only.Code == defect.Code && Fits(only.Field, defect.Path), $"form {number}, {defect.Code} at {defect.Path}: {string.Join(", ", found)}");
            Assert.Empty(world.Declarations);
            Assert.Empty(world.Serials);
            tried.Add(defect);
            number++;
        }

        // Every defect has found a form that it fits, or the series says less than it seems to.
        Assert.DoesNotContain(Defect.All.Except(tried), defect => !s_joined.Contains(defect.Path)
            && !defect.Code.EndsWith("_FORBIDDEN", StringComparison.Ordinal) && !defect.Code.EndsWith("_REQUIRED", StringComparison.Ordinal));
    }

    // Fields whose change another has to follow: their defects are in FormRuleTests.
    private static readonly string[] s_joined =
        ["quarantine.related_number", "quarantine.related_reason", "items[*].quarantine.dangerous_goods.un_number", "transport.mode", "record_number", "attachments[2].category", "items[*].commodity_code"];

    private static bool Fits(string field, string path) => path.Split('*') is [var head, var tail]
        ? field.StartsWith($"declaration.{head}", StringComparison.Ordinal) && field.EndsWith(tail, StringComparison.Ordinal)
        : field == $"declaration.{path}";
}
