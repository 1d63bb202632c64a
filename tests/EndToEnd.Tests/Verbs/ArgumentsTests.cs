using Clearance.Standalone;

namespace Clearance.EndToEnd.Tests.Verbs;

/// <summary>The command line.</summary>
public sealed class ArgumentsTests
{
    [Theory]
    [InlineData("serve")]
    [InlineData("serve", "--data", "x")]
    [InlineData("help", "--help")]
    [InlineData("health", "--health")]
    [InlineData("demo", "demo", "--exit")]
    public void Verb_is_the_first_word_and_serve_without_one(string verb, params string[] words) =>
        Assert.Equal(verb, Arguments.Parse(words).Verb);

    [Fact]
    public void Options_flags_and_settings_are_told_apart()
    {
        var arguments = Arguments.Parse(["demo", "--seed", "7", "--exit", "--speed=100", "--Limits:CallsPerSecond=5"]);

        Assert.Equal(7, arguments.Number("seed", 1, 0, 10));
        Assert.True(arguments.Flag("exit"));
        Assert.Equal("100", arguments.Text("speed"));
        Assert.Equal(["--Limits:CallsPerSecond=5"], arguments.Settings);
        Assert.Equal(3, arguments.Number("other", 3, 0, 10));
    }

    [Theory]
    [InlineData("serve", "extra")]
    [InlineData("serve", "--data", "a", "--data", "b")]
    public void What_is_not_understood_is_refused(params string[] words) =>
        Assert.Throws<UsageException>(() => Arguments.Parse(words));

    [Fact]
    public void Wrong_values_are_refused_with_what_to_type()
    {
        var arguments = Arguments.Parse(["demo", "--seed", "many", "--data", "--exit", "now"]);

        Assert.Contains("whole number", Assert.Throws<UsageException>(() => arguments.Number("seed", 1, 0, 10)).Message, StringComparison.Ordinal);
        Assert.Contains("needs a value", Assert.Throws<UsageException>(() => arguments.Text("data")).Message, StringComparison.Ordinal);
        Assert.Contains("takes no value", Assert.Throws<UsageException>(() => arguments.Flag("exit")).Message, StringComparison.Ordinal);
        Assert.Contains("--seed", Assert.Throws<UsageException>(() => arguments.Knowing("seed")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ftp://127.0.0.1")]
    [InlineData("127.0.0.1:8080")]
    [InlineData("http://127.0.0.1:8080/path")]
    public void Wrong_address_is_refused(string url) =>
        Assert.Throws<UsageException>(() => Suite.UrlOf(Arguments.Parse(["serve", "--urls", url])));
}
