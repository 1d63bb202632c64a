using Clearance.Kernel;
using Clearance.Payments.Domain.Closing;
using Clearance.Payments.Domain.Duty;
using Clearance.Payments.Domain.Refunds;
using Clearance.Payments.Domain.Settlement;
using static Clearance.Payments.Domain.Tests.Forms;

namespace Clearance.Payments.Domain.Tests;

/// <summary>
/// The aggregates of the service in memory, wired by what they tell each other: a message is carried out whole or not at all,
/// as in the engine. It keeps the books, so that a test can audit them.
/// </summary>
internal sealed class Suite
{
    public const string Payer = "91210242MA0UAAAA1Y";
    public const string Agent = "91210242MA0UBBBB2P";
    public const string Bank = "91210200MA0BANK01X";
    public static readonly Actor PayerActor = new("payer", Roles.Declarant, Payer);
    public static readonly Actor BankActor = new("bank", Roles.Bank, Bank);

    private int _messages;
    private Dictionary<(string, string), object> _states = [];

    public DateTimeOffset Time { get; set; } = new(2018, 10, 23, 1, 0, 0, TimeSpan.Zero);

    public List<Posting> Postings { get; private set; } = [];

    public List<IFact> Facts { get; private set; } = [];

    public IEnumerable<TaxBill> Bills => _states.Values.OfType<TaxBill>();

    public IEnumerable<(string Key, PaymentInstruction State)> Instructions =>
        _states.Where(pair => pair.Value is PaymentInstruction).Select(pair => (pair.Key.Item2, (PaymentInstruction)pair.Value));

    public IEnumerable<Refund> Refunds => _states.Values.OfType<Refund>();

    public IEnumerable<PaymentTransaction> Transactions => Instructions.SelectMany(one => one.State.Transactions);

    public TState? Find<TState>(string aggregate, string key)
        where TState : class => _states.GetValueOrDefault((aggregate, key)) as TState;

    public TaxBill Bill(string key) => Find<TaxBill>(Addresses.TaxBills, key)!;

    public decimal Balance(string account) => Postings.Where(posting => posting.Account == account).Sum(posting => posting.Amount.Amount);

    /// <summary>Accounts that do not hold what bills and instructions say.</summary>
    public IReadOnlyList<LedgerDifference> Audit()
    {
        var auditor = new Auditor();
        foreach (var bill in Bills)
        {
            auditor.See(bill);
        }

        foreach (var (_, instruction) in Instructions)
        {
            auditor.See(instruction);
        }

        foreach (var refund in Refunds)
        {
            auditor.See(refund);
        }

        return auditor.Against(Postings.GroupBy(posting => posting.Account).ToDictionary(group => group.Key, group => Money.Cny(group.Sum(posting => posting.Amount.Amount))));
    }

    /// <summary>Carries out a message with all that it tells; gives the refusal, after which nothing has happened.</summary>
    public Refusal? Send<TMessage>(Address<TMessage> to, TMessage message, Actor? actor = null)
        where TMessage : class
    {
        var (states, postings, facts) = (new Dictionary<(string, string), object>(_states), Postings.ToList(), Facts.ToList());
        var occasion = new Occasion(Time, actor ?? Actor.System, new Guid(++_messages, 0, 0, new byte[8]));
        var waiting = new Queue<Told>([new Told(to.Aggregate, to.Key, message)]);
        for (var ordinal = 0; waiting.TryDequeue(out var told); ordinal++)
        {
            if (Step(told, occasion, waiting) is { } refusal)
            {
                (_states, Postings, Facts) = (states, postings, facts);
                return refusal;
            }
        }

        return null;
    }

    public Refusal? Accept(string key, decimal price, bool selfPayment = false, Money? stated = null, string? guarantee = null, bool documents = false) => Send(
        Addresses.Assessment(key),
        Acceptance(key, Import("2018-10-23", Line(price, Rates(8m)))) with
        {
            SelfPayment = selfPayment, StatedTax = stated, Guarantee = guarantee, SecuresDocuments = documents,
        });

    public Refusal? Amend(string key, int version, decimal price, decimal dutyPercent = 8m) => Send(
        Addresses.Assessment(key), new ReassessTaxes(version, Acceptance(key, Import("2018-10-23", Line(price, Rates(dutyPercent))))));

    /// <summary>The second step of a two-step declaration, whose goods entered on a day.</summary>
    public Refusal? Complete(string key, int version, decimal price, DateOnly entry, DateOnly completion) => Send(
        Addresses.Assessment(key),
        new ReassessTaxes(version, Acceptance(key, Import("2018-10-23", Line(price, Rates(8m)))) with { EntryDate = entry, CompleteDate = completion }));

    public Assessment Assessment(string key) => Find<Assessment>(Addresses.Assessments, key)!;

    public Refusal? Withdraw(string key) => Send(Addresses.Assessment(key), new NoteWithdrawal(key));

    public void Agree(string key, string enterprise = Payer)
    {
        Assert.Null(Send(Addresses.Agreement(key), new ProposeAgreement(key, enterprise, Bank, "6222020000001234", "示例进口有限公司"), new Actor("x", Roles.Declarant, enterprise)));
        Assert.Null(Send(Addresses.Agreement(key), new ConfirmAgreement(key), BankActor));
    }

    public Refusal? Pay(string bill, string agreement, Actor? actor = null) =>
        Send(Addresses.TaxBill(bill), new PayBill(bill, agreement), actor ?? PayerActor);

    public Refusal? Order(string instruction, params string[] bills) =>
        Send(Addresses.PaymentInstruction(instruction), new OrderPayment(instruction, bills, "g1"), PayerActor);

    public PaymentInstruction Instruction(string key) => Find<PaymentInstruction>(Addresses.PaymentInstructions, key)!;

    public Refusal? Report(string instruction, BankOutcome outcome, string reference = "B1", Actor? actor = null, string? transaction = null) => Send(
        Addresses.PaymentInstruction(instruction),
        new ReportOutcome(instruction, outcome) { EndToEndId = transaction, BankReference = reference, FailureReason = outcome == BankOutcome.Failed ? "INSUFFICIENT_FUNDS" : null },
        actor ?? BankActor);

    public static AssessTaxes Acceptance(string key, TaxRequest request) => new(key, "090620181000000001", Payer, Agent, request);

    private Refusal? Step(Told told, Occasion occasion, Queue<Told> waiting) => told.Message switch
    {
        AssessmentMessage message => Apply<Assessment, AssessmentMessage>(AssessmentRules.Decide, message, told, occasion, waiting),
        TaxBillMessage message => Apply<TaxBill, TaxBillMessage>(TaxBillRules.Decide, message, told, occasion, waiting),
        AgreementMessage message => Apply<Agreement, AgreementMessage>(AgreementRules.Decide, message, told, occasion, waiting),
        RefundMessage message => Apply<Refund, RefundMessage>(RefundRules.Decide, message, told, occasion, waiting),
        PaymentInstructionMessage message => Apply<PaymentInstruction, PaymentInstructionMessage>(PaymentInstructionRules.Decide, message, told, occasion, waiting),
        _ => throw new InvalidOperationException(told.Message.GetType().Name),
    };

    private Refusal? Apply<TState, TMessage>(
        Func<TState?, TMessage, Occasion, Decision<TState>> decide, TMessage message, Told told, Occasion occasion, Queue<Told> waiting)
        where TState : class
    {
        var decision = decide(Find<TState>(told.Aggregate, told.Key), message, occasion);
        if (decision.Refusal is { } refusal)
        {
            return refusal;
        }

        if (decision.State is { } state)
        {
            _states[(told.Aggregate, told.Key)] = state;
        }

        Postings.AddRange(decision.Postings);
        Facts.AddRange(decision.Facts);
        foreach (var next in decision.Tells)
        {
            waiting.Enqueue(next);
        }

        return null;
    }
}
