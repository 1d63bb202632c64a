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

    // The twin: shown the offenders, every rule must find one.
    [Theory]
    [MemberData(nameof(Names))]
    public void Rule_can_fail(string name) =>
        Assert.NotEmpty(Rules.All.Single(r => r.Name == name).Breaks(References.OfTheOffenders));

    [Fact]
    public void The_suite_is_all_here() => Assert.Equal(17, References.OfTheSuite.Length);
}
