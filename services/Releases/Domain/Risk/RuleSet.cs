using System.Text.Json;
using System.Text.Json.Serialization;
using Clearance.Kernel;

namespace Clearance.Releases.Domain;

/// <summary>All risk rules of the district.</summary>
/// <param name="Version">Version of the set: grows with every change of a rule.</param>
public sealed record RuleSet(int Version)
{
    /// <summary>The rules by id.</summary>
    public IReadOnlyList<RiskRule> Rules { get; init; } = [];

    /// <summary>The rules that the suite brings along (default-risk-rules.json): they apply until a supervisor changes them.</summary>
    public static RuleSet Default { get; } = Load();

    /// <summary>The rule of an id; null when there is none.</summary>
    public RiskRule? Find(string id) => Rules.FirstOrDefault(rule => rule.Id == id);

    private static RuleSet Load()
    {
        using var stream = typeof(RuleSet).Assembly.GetManifestResourceStream("default-risk-rules.json")
            ?? throw new InvalidOperationException("default-risk-rules.json is not embedded.");
        return JsonSerializer.Deserialize(stream, ReleasesJson.Default.RuleSet)
            ?? throw new InvalidOperationException("default-risk-rules.json is empty.");
    }
}

/// <summary>A message to the rule set.</summary>
[JsonDerivedType(typeof(Judge), "judge")]
[JsonDerivedType(typeof(CreateRule), "create_rule")]
[JsonDerivedType(typeof(UpdateRule), "update_rule")]
public abstract record RuleSetMessage;

/// <summary>A case asks how it is controlled.</summary>
/// <param name="Case">Key of the case.</param>
/// <param name="Profile">What its declaration says.</param>
/// <param name="Seed">Seed of the random draws.</param>
public sealed record Judge(string Case, CaseProfile Profile, string Seed) : RuleSetMessage;

/// <summary>A supervisor adds a rule.</summary>
public sealed record CreateRule(string Id, RiskRuleContent Content) : RuleSetMessage;

/// <summary>A supervisor changes a rule.</summary>
/// <param name="Id">Which.</param>
/// <param name="Content">What it says.</param>
/// <param name="Fields">Fields to take from the content; empty means all.</param>
/// <param name="ExpectedVersion">Version that the supervisor saw; null when they do not say.</param>
public sealed record UpdateRule(string Id, RiskRuleContent Content, IReadOnlyList<string> Fields, int? ExpectedVersion) : RuleSetMessage;

/// <summary>Judges cases, and keeps the rules.</summary>
public static class RuleSetDecider
{
    /// <summary>More rules than this nobody oversees.</summary>
    public const int MaxRules = 500;

    /// <summary>Decides a message.</summary>
    public static Decision<RuleSet> Decide(RuleSet? state, RuleSetMessage message, Occasion occasion) => message switch
    {
        Judge judge => (state is null ? Decision.Nothing<RuleSet>() : Decision.Accept(state))
            .Tell(Addresses.Case(judge.Case), new LaneDecided(judge.Case, Lanes(state ?? RuleSet.Default, judge, occasion))),
        CreateRule create => Create(state ?? RuleSet.Default, create, occasion),
        UpdateRule update => Update(state ?? RuleSet.Default, update, occasion),
        _ => throw new ArgumentOutOfRangeException(nameof(message), message, "Not a message to the rule set."),
    };

    private static ControlDecision Lanes(RuleSet rules, Judge judge, Occasion occasion)
    {
        var verdicts = rules.Rules.Select(rule => RiskMatching.Judge(rule, judge.Case, judge.Profile, judge.Seed))
            .OfType<RuleVerdict>().ToArray();
        var lane = verdicts.Where(verdict => verdict.Drawn).Select(verdict => verdict.Lane).DefaultIfEmpty(Lane.Green).Max();
        return new ControlDecision(occasion.Time, rules.Version, lane)
        {
            RulesApplied = rules.Rules.Count(rule => !rule.Content.Disabled),
            Verdicts = verdicts,
        };
    }

    private static Decision<RuleSet> Create(RuleSet rules, CreateRule message, Occasion occasion)
    {
        if (rules.Find(message.Id) is not null)
        {
            return Refusal.Exists("RULE_EXISTS", $"riskRules/{message.Id} exists; change it, or choose another id.");
        }

        if (rules.Rules.Count >= MaxRules)
        {
            return Refusal.Precondition("TOO_MANY_RULES", $"There are {MaxRules} risk rules; change one that is disabled.");
        }

        return Put(rules, new RiskRule(message.Id, 1, occasion.Actor.Subject, occasion.Time, message.Content));
    }

    private static Decision<RuleSet> Update(RuleSet rules, UpdateRule message, Occasion occasion)
    {
        if (rules.Find(message.Id) is not { } rule)
        {
            return Refusal.NotFound("RESOURCE_NOT_FOUND", $"There is no riskRules/{message.Id}.");
        }

        if (message.ExpectedVersion is { } expected && expected != rule.Version)
        {
            return Refusal.Conflict("ETAG_STALE", $"riskRules/{message.Id} is at version {rule.Version} by now; read it again.");
        }

        var content = Merge(rule.Content, message);
        return Put(rules, new RiskRule(rule.Id, rule.Version + 1, occasion.Actor.Subject, occasion.Time, content));
    }

    private static RiskRuleContent Merge(RiskRuleContent held, UpdateRule message)
    {
        bool Takes(string field) => message.Fields.Count == 0 || message.Fields.Contains(field, StringComparer.Ordinal);
        var given = message.Content;
        return new RiskRuleContent(Takes("title") ? given.Title : held.Title, Takes("lane") ? given.Lane : held.Lane)
        {
            Disabled = Takes("disabled") ? given.Disabled : held.Disabled,
            Criteria = Takes("criteria") ? given.Criteria : held.Criteria,
            Rates = Takes("rates") ? given.Rates : held.Rates,
        };
    }

    private static Decision<RuleSet> Put(RuleSet rules, RiskRule rule)
    {
        Violation[] violations = [.. rule.Content.Rates?.Violations() ?? []];
        return violations.Length > 0
            ? Refusal.Invalid("RATES_OUT_OF_BOUNDS", "The rates break the bounds of the credit classes.", violations)
            : new RuleSet(rules.Version + 1)
            {
                Rules = [.. rules.Rules.Where(other => other.Id != rule.Id).Append(rule)
                    .OrderBy(other => other.Id, StringComparer.Ordinal)],
            };
    }
}
