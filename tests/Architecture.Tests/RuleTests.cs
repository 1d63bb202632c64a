namespace Clearance.Architecture.Tests;

public sealed class RuleTests
{
    public static TheoryData<string> Names => [.. Rules.All.Select(rule => rule.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Rule_holds(string name)
    {
        var rule = Rules.All.Single(r => r.Name == name);
        var bound = References.OfTheSuite.Where(references => rule.Applies(references.Assembly)).ToList();

        Assert.NotEmpty(bound);
        Assert.Empty(bound.SelectMany(references => rule.Breaks(references).Select(broken => $"{references.Assembly} refers to {broken}")));
    }

    // The twin: shown the offenders, every rule must find one. The bus arrives with its own issue, so nothing here can offend by it yet.
    [Theory]
    [MemberData(nameof(Names))]
    public void Rule_can_fail(string name)
    {
        var offenders = References.OfTheOffenders;
        offenders = offenders with { Assemblies = [.. offenders.Assemblies, "MassTransit.Abstractions"] };

        Assert.NotEmpty(Rules.All.Single(r => r.Name == name).Breaks(offenders));
    }

    [Fact]
    public void The_suite_is_all_here() => Assert.Equal(17, References.OfTheSuite.Length);
}
