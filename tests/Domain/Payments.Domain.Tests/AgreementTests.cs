using Clearance.Kernel;
using Clearance.Payments.Domain.Settlement;

namespace Clearance.Payments.Domain.Tests;

public sealed class AgreementTests
{
    private static readonly Agreement s_agreement = new("a", Suite.Payer, Suite.Bank, "6222020000001234", "x", AgreementState.Proposed, default, default);

    [Theory]
    [InlineData(AgreementState.Proposed, "confirm", Roles.Bank, Suite.Bank, "Active")]
    [InlineData(AgreementState.Proposed, "confirm", Roles.Declarant, Suite.Payer, "ROLE_MISSING")]
    [InlineData(AgreementState.Proposed, "confirm", Roles.Bank, Suite.Agent, "RESOURCE_NOT_FOUND")]
    [InlineData(AgreementState.Active, "confirm", Roles.Bank, Suite.Bank, "Active")]
    [InlineData(AgreementState.Terminated, "confirm", Roles.Bank, Suite.Bank, "AGREEMENT_TERMINATED")]
    [InlineData(AgreementState.Proposed, "terminate", Roles.Bank, Suite.Bank, "Terminated")]
    [InlineData(AgreementState.Active, "terminate", Roles.Declarant, Suite.Payer, "Terminated")]
    [InlineData(AgreementState.Active, "terminate", Roles.Declarant, Suite.Agent, "RESOURCE_NOT_FOUND")]
    [InlineData(AgreementState.Terminated, "terminate", Roles.Bank, Suite.Bank, "Terminated")]
    public void Each_state_meets_each_command(AgreementState state, string command, string role, string enterprise, string expected)
    {
        AgreementMessage message = command == "confirm" ? new ConfirmAgreement("a") : new TerminateAgreement("a", "moved");
        var occasion = new Occasion(new DateTimeOffset(2018, 10, 23, 1, 0, 0, TimeSpan.Zero), new Actor("x", role, enterprise), Guid.Empty);

        var decision = AgreementRules.Decide(s_agreement with { State = state }, message, occasion);

        Assert.Equal(expected, decision.Refusal?.Reason ?? decision.State!.State.ToString());
    }

    [Fact]
    public void A_payment_that_is_with_the_bank_survives_the_end_of_its_agreement()
    {
        var suite = new Suite();
        suite.Accept("d1", 100_000m);
        suite.Agree("g1");
        suite.Pay("d1a01", "g1");
        suite.Send(Addresses.Agreement("g1"), new TerminateAgreement("g1", "moved"), Suite.PayerActor);

        Assert.Null(suite.Report(suite.Bill("d1a01").Instruction!, BankOutcome.Succeeded));
        Assert.Equal(TaxBillState.Settled, suite.Bill("d1a01").State);
    }
}
