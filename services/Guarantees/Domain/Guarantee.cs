using System.Text.Json.Serialization;
using Clearance.Kernel;

namespace Clearance.Guarantees.Domain;

/// <summary>What kind of instrument a guarantee is.</summary>
public enum GuaranteeKind
{
    /// <summary>Cash deposit.</summary>
    CashDeposit,

    /// <summary>Letter of a bank.</summary>
    BankLetter,

    /// <summary>Customs duty guarantee insurance, a year at most.</summary>
    InsurancePolicy,
}

/// <summary>Whether a guarantee secures many declarations or one.</summary>
public enum GuaranteeScope
{
    /// <summary>Revolving within the limit.</summary>
    General,

    /// <summary>The one declaration that draws on it first.</summary>
    Single,
}

/// <summary>Where a guarantee stands.</summary>
public enum GuaranteeState
{
    /// <summary>Takes new declarations.</summary>
    Active,

    /// <summary>Takes none until it is resumed.</summary>
    Suspended,

    /// <summary>Ended by its guarantor.</summary>
    Cancelled,

    /// <summary>Past its last day; what it secures stays secured until the last day for claims.</summary>
    Expired,
}

/// <summary>What a guarantor and customs agree on when a guarantee is registered.</summary>
public sealed record GuaranteeTerms(
    string InstrumentNumber,
    GuaranteeKind Kind,
    GuaranteeScope Scope,
    bool SecuresTax,
    bool SecuresDocuments,
    string Insured,
    string BeneficiaryOffice,
    Money Limit,
    Validity Validity);

/// <summary>The three days of a guarantee.</summary>
/// <param name="From">First day on which it covers.</param>
/// <param name="To">Last day on which it takes new declarations.</param>
/// <param name="ClaimUntil">Last day on which customs may demand.</param>
public sealed record Validity(DateOnly From, DateOnly To, DateOnly ClaimUntil)
{
    /// <summary>Longest term of a policy, date to date (DOMAIN 11.1).</summary>
    public const int PolicyYears = 1;

    /// <summary>Everything that is wrong with the days on a given day; field names without their path.</summary>
    public IEnumerable<Violation> Violations(GuaranteeKind kind, DateOnly today)
    {
        if (To < From)
        {
            yield return new Violation("valid_to_date", "DATE_BEFORE_START", "The last day is before the first.", "Give a last day on or after valid_from_date.");
        }

        if (To < today)
        {
            yield return new Violation("valid_to_date", "DATE_PAST", "The last day has passed.", "Give today or a later day.");
        }

        if (ClaimUntil < To)
        {
            yield return new Violation("claim_until_date", "DATE_BEFORE_END", "Claims end before the guarantee does.", "Give a day on or after valid_to_date.");
        }

        if (kind == GuaranteeKind.InsurancePolicy && To > From.AddYears(PolicyYears))
        {
            yield return new Violation("valid_to_date", "TERM_TOO_LONG", "A policy runs for a year at most.", "Give a last day within a year of valid_from_date.");
        }
    }
}

/// <summary>A guarantee: its terms and how much of its limit is in use. What each declaration holds is in its <see cref="Security"/>.</summary>
public sealed record Guarantee
{
    /// <summary>Key.</summary>
    public required string Key { get; init; }

    /// <summary>USCC of the guarantor.</summary>
    public required string Guarantor { get; init; }

    /// <summary>The terms as they stand.</summary>
    public required GuaranteeTerms Terms { get; init; }

    /// <summary>Where it stands.</summary>
    public GuaranteeState State { get; init; }

    /// <summary>Sum of what its reservations hold.</summary>
    public Money Reserved { get; init; } = Money.Zero;

    /// <summary>Sum of what is demanded and not paid.</summary>
    public Money Claimed { get; init; } = Money.Zero;

    /// <summary>Sum of what the guarantor has paid; it does not come back.</summary>
    public Money Paid { get; init; } = Money.Zero;

    /// <summary>Declarations that it secures; one that owes nothing holds nothing, and is counted still.</summary>
    public int OpenReservations { get; init; }

    /// <summary>Declaration that a guarantee for a single one secures or has secured.</summary>
    public string? SingleDeclaration { get; init; }

    /// <summary>When it was registered.</summary>
    public DateTimeOffset CreateTime { get; init; }

    /// <summary>When it last changed.</summary>
    public DateTimeOffset UpdateTime { get; init; }

    /// <summary>Counts changes; the etag.</summary>
    public int Revision { get; init; } = 1;

    /// <summary>Limit in use, for ever or for now.</summary>
    [JsonIgnore]
    public Money Used => Reserved + Claimed + Paid;

    /// <summary>What is free.</summary>
    [JsonIgnore]
    public Money Available => Terms.Limit - Used;

    /// <summary>When the guarantee wants to be woken: the instant after its last day.</summary>
    [JsonIgnore]
    public DateTimeOffset? Due => State is GuaranteeState.Active or GuaranteeState.Suspended
        ? CustomsTime.StartOf(Terms.Validity.To.AddDays(1))
        : null;
}

/// <summary>A message to a guarantee.</summary>
[JsonPolymorphic]
[JsonDerivedType(typeof(Register), "register")]
[JsonDerivedType(typeof(Change), "change")]
[JsonDerivedType(typeof(Suspend), "suspend")]
[JsonDerivedType(typeof(Resume), "resume")]
[JsonDerivedType(typeof(Cancel), "cancel")]
[JsonDerivedType(typeof(Reserve), "reserve")]
[JsonDerivedType(typeof(Move), "move")]
[JsonDerivedType(typeof(Lapse), "lapse")]
public abstract record GuaranteeMessage
{
    /// <summary>A guarantor registers it.</summary>
    public sealed record Register(string Key, GuaranteeTerms Terms) : GuaranteeMessage;

    /// <summary>The guarantor changes limit or days; what is null stays.</summary>
    public sealed record Change(Money? Limit, DateOnly? To, DateOnly? ClaimUntil, string? Etag) : GuaranteeMessage;

    /// <summary>The guarantor lets no new declaration draw on it.</summary>
    public sealed record Suspend : GuaranteeMessage;

    /// <summary>The guarantor lets declarations draw on it again.</summary>
    public sealed record Resume : GuaranteeMessage;

    /// <summary>The guarantor ends it.</summary>
    public sealed record Cancel : GuaranteeMessage;

    /// <summary>A declaration asks for cover. Never refused: the answer, yes or no, is told to its security.</summary>
    public sealed record Reserve(string Declaration, string Payer, Money Amount, bool SecuresTax, bool SecuresDocuments) : GuaranteeMessage
    {
        /// <summary>What it holds already, when an amendment asks for more; null when it holds nothing.</summary>
        public Money? Held { get; init; }

        /// <summary>Version of the form that asks; null for the form as accepted.</summary>
        public int? Version { get; init; }
    }

    /// <summary>What a declaration holds has changed.</summary>
    /// <param name="Ended">True when its reservation has come to its end with this.</param>
    public sealed record Move(string Declaration, Position From, Position To, bool Ended) : GuaranteeMessage;

    /// <summary>Its last day has passed.</summary>
    public sealed record Lapse : GuaranteeMessage;
}
