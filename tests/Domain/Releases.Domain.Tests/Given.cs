using Clearance.Kernel;
using CsCheck;

namespace Clearance.Releases.Domain.Tests;

/// <summary>Facts and cases that the tests start from.</summary>
internal static class Given
{
    public const string Key = "01k9case";
    public const string Enterprise = "91210200MA0ABCDE1X";

    public static readonly DateTimeOffset Now = new(2018, 10, 23, 1, 0, 0, TimeSpan.Zero);

    public static CaseProfile Profile { get; } = new(Now.AddHours(-10), $"declarations/{Key}", "090620181000000001", Enterprise,
        Enterprise, "COSU-617 000123")
    {
        CustomsOffice = "0906",
        EntryOffice = "0902",
        CreditClass = CreditClass.General,
        TransportMode = "2",
        SupervisionMode = "0110",
        Items = [new CaseItem(1, "8708299000", "TUR", new Money(5000m, "USD")),
            new CaseItem(2, "3915100000", "DEU", new Money(900m, "USD"))],
        Containers = ["CSQU3054383"],
    };

    public static DeclarationAccepted Accepted => new(Key, Profile, "seed");

    public static DocumentsCompleted Documents => new(Key, new DocumentsThere(Now.AddHours(-2)));

    public static TaxAssessed Assessed => new(Key, new TaxBill(Now.AddHours(-9), Money.Cny(1234.5m), new DateOnly(2018, 11, 6)));

    public static TaxSettled Settled => new(Key, new TaxPaid(Now.AddHours(-5), Money.Cny(1234.5m)));

    /// <summary>After <see cref="Settled"/>, before <see cref="SettledAgain"/>.</summary>
    public static TaxPaymentReversed Reversed => new(Key, new TaxReversal(Now.AddHours(-4), "taxBills/b1", Money.Cny(1234.5m), "No treasury account."));

    public static TaxSettled SettledAgain => new(Key, new TaxPaid(Now.AddHours(-3), Money.Cny(1234.5m)));

    public static ArrivalReported Arrived => new(Key, new GoodsArrival(Now.AddHours(-1), "arrivals/a1", "0902", "terminal-1"));

    public static WithdrawalRequested Withdrawn => new(Key, new Withdrawal(Now.AddHours(-3), "Shut out."), UnlessArrived: false);

    public static DeclarationReturned Returned(int version) => new(Key, new CaseReturn(Now.AddHours(-3), version == 0 ? null : version, "Value."));

    public static DeclarationAmended Amended(int version) =>
        new(Key, new CaseAmendment(Now.AddHours(-2).AddMinutes(version), version, Now.AddHours(-10), ["MSKU6011672"]));

    public static TaxAssessed AssessedOf(int version, decimal total) => new(Key, new TaxBill(Now.AddHours(-2), Money.Cny(total), null) { Version = version });

    public static TaxSettled SettledOf(int version) => new(Key, new TaxPaid(Now.AddHours(-1).AddMinutes(version), Money.Cny(9m)) { Version = version });

    public static SecurityRefused Refused => new(Key,
        new SecurityRefusal(Now.AddHours(-8), "guarantees/g1", "LIMIT_EXCEEDED", "The free limit is too small."));

    public static LaneDecided Lane(Lane lane) => new(Key, new ControlDecision(Now.AddHours(-9.5), 1, lane)
    {
        RulesApplied = 7,
        Verdicts = lane == Domain.Lane.Green ? [] : [new RuleVerdict("high-value", 1, lane, true, [new ReasonInput("value", "9 of 8")])],
    });

    public static ControlRecorded Result(bool passed, int ordinal = 1) =>
        new(Key, new ControlResult(Now.AddHours(-4 + ordinal), $"reviews/{Key}", ordinal, passed,
            passed ? "REVIEW_PASSED" : "REVIEW_FAILED", "officer-1", "note"));

    public static DeclarationSecured Secured(bool tax = true, bool documents = false, int validDays = 30,
        string reservation = "guarantees/g1/reservations/r1") =>
        new(Key, new Security(Now.AddHours(-6), reservation, Money.Cny(2000m), tax, documents, DateOnly.FromDateTime(Now.Date)
            .AddDays(validDays)));

    /// <summary>Any set of facts that services can publish of one declaration, aside from the withdrawal and the reversal, which a release may precede.</summary>
    public static Gen<ReleaseCaseMessage[]> Facts { get; } =
        from profile in Gen.Select(Gen.Bool, Gen.Bool, (missing, self) => Profile with
        {
            MissingDocuments = missing ? ["1", "4"] : [],
            SecuresDocuments = missing,
            SecuresTax = true,
            SelfPayment = self,
        })
        from lane in Gen.Enum<Lane>()
        from minutes in Gen.Int[0, 600].Array[6]
        from amounts in Gen.Int[0, 3].Array[2]
        from valid in Gen.Int[-2, 3]
        from all in Gen.Shuffle((ReleaseCaseMessage[])
        [
            new DeclarationAccepted(Key, profile, "seed"), Lane(lane), Result(false), Result(true, 2),
            new DocumentsCompleted(Key, new DocumentsThere(Now.AddMinutes(-minutes[0]))),
            new TaxAssessed(Key, new TaxBill(Now.AddMinutes(-minutes[1]), Money.Cny(amounts[0]), null)),
            new TaxSettled(Key, new TaxPaid(Now.AddMinutes(-minutes[2]), Money.Cny(amounts[1]))),
            new TaxSettled(Key, new TaxPaid(Now.AddMinutes(-minutes[3]), Money.Cny(amounts[0]))),
            Secured(true, true, valid), Secured(true, false, 3, "guarantees/g1/reservations/r2"), Refused,
            new ArrivalReported(Key, new GoodsArrival(Now.AddMinutes(-minutes[4]), "arrivals/a1", "0902", "terminal-1")),
            new ArrivalReported(Key, new GoodsArrival(Now.AddMinutes(-minutes[5]), "arrivals/a2", "0902", "terminal-2")),
        ])
        from count in Gen.Int[0, all.Length]
        select all[..count];

    public static Occasion At(DateTimeOffset? time = null, Actor? actor = null) =>
        new(time ?? Now, actor ?? Actor.System, new Guid(1, 0, 0, [0, 0, 0, 0, 0, 0, 0, 1]));

    /// <summary>The case after facts that were all heard now, and everything that was published.</summary>
    public static (ReleaseCase Case, IReadOnlyList<IFact> Facts,
        IReadOnlyList<Told> Tells) Case(params IEnumerable<ReleaseCaseMessage> messages)
    {
        ReleaseCase? state = null;
        var facts = new List<IFact>();
        var tells = new List<Told>();
        foreach (var message in messages)
        {
            var decision = ReleaseCaseDecider.Decide(state, message, At());
            Assert.Null(decision.Refusal);
            state = decision.State;
            facts.AddRange(decision.Facts);
            tells.AddRange(decision.Tells);
        }

        return (state!, facts, tells);
    }
}
