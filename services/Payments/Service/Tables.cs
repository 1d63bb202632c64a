using Clearance.Engine;
using Clearance.Payments.Domain.Closing;
using Clearance.Payments.Domain.Duty;
using Clearance.Payments.Domain.Reconciliation;
using Clearance.Payments.Domain.Refunds;
using Clearance.Payments.Domain.Settlement;
using Clearance.Payments.Domain.Tariffs;

namespace Clearance.Payments;

/// <summary>The tables of the service: what of each state can be asked for, and when it wants to be woken.</summary>
internal static class Tables
{
    public static AggregateType<Assessment, AssessmentMessage> Assessments { get; } =
        new AggregateType<Assessment, AssessmentMessage>(
            Addresses.Assessments, PaymentsJson.Default.Assessment, PaymentsJson.Default.AssessmentMessage, AssessmentRules.Decide)
            .Text("enterprise", assessment => assessment.Enterprise)
            .Text("declarant", assessment => assessment.Declarant)
            .Touching(message => message switch
            {
                AssessTaxes accepted => BillsOf(accepted.Declaration, accepted.Number),
                _ => [],
            });

    public static AggregateType<TaxBill, TaxBillMessage> TaxBills { get; } =
        new AggregateType<TaxBill, TaxBillMessage>(
            Addresses.TaxBills, PaymentsJson.Default.TaxBill, PaymentsJson.Default.TaxBillMessage, TaxBillRules.Decide)
            .Text("declaration", bill => bill.Declaration)
            .Text("number", bill => bill.Number, unique: true)
            .Text("enterprise", bill => bill.Enterprise)
            .Text("declarant", bill => bill.Declarant)
            .Text("status", bill => bill.State.ToString())
            .WakeAt(bill => bill.WakeTime, _ => new PassDueDate())
            .Touching(message => message is PayBill pay ? [(Addresses.Agreements, pay.Agreement)] : []);

    public static AggregateType<Agreement, AgreementMessage> Agreements { get; } =
        new AggregateType<Agreement, AgreementMessage>(
            Addresses.Agreements, PaymentsJson.Default.Agreement, PaymentsJson.Default.AgreementMessage, AgreementRules.Decide)
            .Text("enterprise", agreement => agreement.Enterprise)
            .Text("bank", agreement => agreement.Bank)
            .Text("status", agreement => agreement.State.ToString());

    public static AggregateType<PaymentInstruction, PaymentInstructionMessage> PaymentInstructions { get; } =
        new AggregateType<PaymentInstruction, PaymentInstructionMessage>(
            Addresses.PaymentInstructions,
            PaymentsJson.Default.PaymentInstruction,
            PaymentsJson.Default.PaymentInstructionMessage,
            PaymentInstructionRules.Decide)
            .Text("end_to_end_id", instruction => instruction.Only?.EndToEndId, unique: true)
            .Text("enterprise", instruction => instruction.Enterprise)
            .Text("bank", instruction => instruction.Bank)
            .Text("status", instruction => instruction.State.ToString())
            .Together("bank", "status")
            .WakeAt(instruction => instruction.WakeTime, instruction => new PassAnswerPeriod(instruction.Key))
            .Touching(message => message is OrderPayment order
                ? [.. order.Bills.Select(bill => (Addresses.TaxBills, bill)), (Addresses.Agreements, order.Agreement)]
                : [])
            .Leading(instruction => instruction.Transactions
                .Where(transaction => transaction.State is PaymentInstructionState.Pending or PaymentInstructionState.Unknown)
                .SelectMany(transaction => new[] { (Addresses.TaxBills, transaction.Bill), (Addresses.Assessments, TaxBill.DeclarationOf(transaction.Bill)) }));

    public static AggregateType<Refund, RefundMessage> Refunds { get; } =
        new AggregateType<Refund, RefundMessage>(
            Addresses.Refunds, PaymentsJson.Default.Refund, PaymentsJson.Default.RefundMessage, RefundRules.Decide)
            .Text("bill", refund => refund.Claim.Bill)
            .Text("enterprise", refund => refund.Claim.Enterprise)
            .Text("declarant", refund => refund.Claim.Declarant)
            .Text("bank", refund => refund.Account.Bank)
            .Text("status", refund => refund.State.ToString())
            .Touching(message => message is ApplyForRefund apply ? [(Addresses.TaxBills, apply.Bill), (Addresses.Agreements, apply.Agreement)] : [])
            .Leading(refund => refund.State is RefundState.Applied or RefundState.Approved ? [(Addresses.TaxBills, refund.Claim.Bill)] : []);

    public static AggregateType<BankStatement, BankStatementMessage> BankStatements { get; } =
        new AggregateType<BankStatement, BankStatementMessage>(
            Addresses.BankStatements, PaymentsJson.Default.BankStatement, PaymentsJson.Default.BankStatementMessage, BankStatementRules.Decide)
            .Text("bank", statement => statement.Bank);

    public static AggregateType<LedgerClosing, LedgerClosingMessage> LedgerClosings { get; } =
        new AggregateType<LedgerClosing, LedgerClosingMessage>(
            Addresses.LedgerClosings, PaymentsJson.Default.LedgerClosing, PaymentsJson.Default.LedgerClosingMessage, LedgerClosingRules.Decide)
            .Text("date", closing => Names.DayKey(closing.Date));

    public static AggregateType<TariffVersion, TariffMessage> Tariffs { get; } =
        new AggregateType<TariffVersion, TariffMessage>(
            Addresses.Tariffs, PaymentsJson.Default.TariffVersion, PaymentsJson.Default.TariffMessage, TariffRules.Decide);

    // A hint that saves a round trip: the bills that an assessment is likely to issue.
    private static IEnumerable<(string Aggregate, string Key)> BillsOf(string declaration, string number) =>
        new[] { TaxKind.ImportDuty, TaxKind.ConsumptionTax, TaxKind.Vat }
            .Select(kind => (Addresses.TaxBills, TaxBill.KeyOf(declaration, $"{number}-{kind.Letter()}01")));
}
