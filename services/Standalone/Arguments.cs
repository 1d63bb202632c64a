using System.Globalization;

namespace Clearance.Standalone;

/// <summary>The user typed something that the program cannot do; the message says what and what to type instead.</summary>
internal sealed class UsageException(string message) : Exception(message);

/// <summary>A command line: a verb, its options (<c>--name value</c> or a bare <c>--flag</c>) and settings (<c>--Section:Key=value</c>).</summary>
internal sealed class Arguments
{
    private readonly Dictionary<string, string?> options = new(StringComparer.Ordinal);
    private readonly List<string> settings = [];

    private Arguments(string verb) => Verb = verb;

    /// <summary>The verb; <c>serve</c> when none was typed.</summary>
    public string Verb { get; }

    /// <summary>Settings for the configuration of the host, as they were typed.</summary>
    public IReadOnlyList<string> Settings => settings;

    /// <summary>Reads a command line.</summary>
    /// <exception cref="UsageException">An argument is neither an option nor a setting.</exception>
    public static Arguments Parse(IReadOnlyList<string> words)
    {
        // --help and --health are verbs that are typed like options, as people expect of a server.
        var first = words.Count > 0 ? words[0] : string.Empty;
        var (verb, next) = first switch
        {
            "--help" or "-h" or "help" => ("help", 1),
            "--health" or "health" => ("health", 1),
            { Length: > 0 } when !first.StartsWith('-') => (first, 1),
            _ => ("serve", 0),
        };
        var arguments = new Arguments(verb);
        while (next < words.Count)
        {
            next = arguments.Take(words, next);
        }

        return arguments;
    }

    /// <summary>Refuses options that the verb does not know, so that a typing mistake does not pass unseen.</summary>
    public Arguments Knowing(params ReadOnlySpan<string> names)
    {
        foreach (var name in options.Keys)
        {
            if (!names.Contains(name))
            {
                var known = names.Length == 0 ? "no options" : "--" + string.Join(", --", names.ToArray());
                throw new UsageException($"'{Verb}' does not know --{name}. It knows {known}. Settings are written --Section:Key=value.");
            }
        }

        return this;
    }

    /// <summary>The value of an option, or null when it was not typed.</summary>
    public string? Text(string name) => options.TryGetValue(name, out var value)
        ? value ?? throw new UsageException($"--{name} needs a value.")
        : null;

    /// <summary>True when a flag was typed.</summary>
    public bool Flag(string name) => options.TryGetValue(name, out var value)
        && (value is null ? true : throw new UsageException($"--{name} takes no value, but '{value}' follows it."));

    /// <summary>A number within bounds, or the default when it was not typed.</summary>
    public int Number(string name, int fallback, int least, int most)
    {
        var text = Text(name);
        if (text is null)
        {
            return fallback;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw new UsageException($"--{name} is a whole number from {least} to {most}, not '{text}'.");
    }

    private int Take(IReadOnlyList<string> words, int index)
    {
        var word = words[index];
        if (!word.StartsWith("--", StringComparison.Ordinal) || word.Length < 3)
        {
            throw new UsageException($"'{word}' is not understood here. Type --help for the verbs and their options.");
        }

        var equals = word.IndexOf('=', StringComparison.Ordinal);
        if (equals > 0 && word[..equals].Contains(':', StringComparison.Ordinal))
        {
            settings.Add(word);
            return index + 1;
        }

        var name = equals > 0 ? word[2..equals] : word[2..];
        var follows = index + 1 < words.Count && !words[index + 1].StartsWith("--", StringComparison.Ordinal);
        var value = equals > 0 ? word[(equals + 1)..] : follows ? words[index + 1] : null;
        if (!options.TryAdd(name, value))
        {
            throw new UsageException($"--{name} is given twice.");
        }

        return index + (equals > 0 || !follows ? 1 : 2);
    }
}
