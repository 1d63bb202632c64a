using Clearance.Contracts.Payment.V1;
using Clearance.Kernel;
using Grpc.Core;

namespace Clearance.Payments.Tests;

public sealed class AgreementTests : IAsyncLifetime
{
    private PaymentsApp _app = null!;

    private AgreementService.AgreementServiceClient Bank => new(_app.App.Grpc(Roles.Bank, PaymentsApp.Bank));

    public async ValueTask InitializeAsync() => _app = await PaymentsApp.StartAsync();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task An_agreement_goes_from_proposal_over_confirmation_to_its_end()
    {
        var proposed = await ProposeAsync();
        Assert.Equal((Agreement.Types.State.Proposed, "************1234", string.Empty), (proposed.State, proposed.MaskedAccountNumber, proposed.AccountNumber));

        var active = await Bank.ConfirmAgreementAsync(new ConfirmAgreementRequest { Name = proposed.Name });
        Assert.Equal(Agreement.Types.State.Active, active.State);
        Assert.Equal(active, await _app.Agreements.GetAgreementAsync(new GetAgreementRequest { Name = proposed.Name }));

        var ended = await _app.Agreements.TerminateAgreementAsync(new TerminateAgreementRequest { Name = proposed.Name, Reason = "moved" });
        Assert.Equal((Agreement.Types.State.Terminated, "moved"), (ended.State, ended.TerminateReason));
        var refusal = await PaymentsApp.RefusalOf(Bank.ConfirmAgreementAsync(new ConfirmAgreementRequest { Name = proposed.Name }).ResponseAsync);
        Assert.Equal((StatusCode.FailedPrecondition, "AGREEMENT_TERMINATED"), (refusal.Code, refusal.Reason));
    }

    [Fact]
    public async Task The_same_request_id_proposes_once()
    {
        var id = Guid.CreateVersion7(_app.App.Clock.GetUtcNow()).ToString();

        Assert.Equal(await ProposeAsync(id), await ProposeAsync(id));
        Assert.Single((await _app.Agreements.ListAgreementsAsync(new ListAgreementsRequest())).Agreements);
    }

    [Fact]
    public async Task Only_its_enterprise_its_bank_and_customs_see_an_agreement()
    {
        var proposed = await ProposeAsync();
        var get = new GetAgreementRequest { Name = proposed.Name };
        var otherBank = new AgreementService.AgreementServiceClient(_app.App.Grpc(Roles.Bank, PaymentsApp.OtherBank));
        var stranger = new AgreementService.AgreementServiceClient(_app.App.Grpc(Roles.Declarant, PaymentsApp.Stranger));

        await Bank.GetAgreementAsync(get);
        await new AgreementService.AgreementServiceClient(_app.App.Grpc(Roles.Officer)).GetAgreementAsync(get);
        Assert.Equal("RESOURCE_NOT_FOUND", (await PaymentsApp.RefusalOf(otherBank.ConfirmAgreementAsync(new ConfirmAgreementRequest { Name = proposed.Name }).ResponseAsync)).Reason);
        Assert.Equal("RESOURCE_NOT_FOUND", (await PaymentsApp.RefusalOf(stranger.GetAgreementAsync(get).ResponseAsync)).Reason);
        Assert.Empty((await stranger.ListAgreementsAsync(new ListAgreementsRequest())).Agreements);
        Assert.Single((await Bank.ListAgreementsAsync(new ListAgreementsRequest { State = Agreement.Types.State.Proposed })).Agreements);
        Assert.Empty((await Bank.ListAgreementsAsync(new ListAgreementsRequest { State = Agreement.Types.State.Active })).Agreements);
    }

    [Fact]
    public async Task A_malformed_proposal_names_every_field()
    {
        var refusal = await PaymentsApp.RefusalOf(_app.Agreements.CreateAgreementAsync(
            new CreateAgreementRequest { Agreement = new Agreement { Bank = "91210200MA0BANK01X", AccountNumber = "1 2" } }).ResponseAsync);

        Assert.Equal((StatusCode.InvalidArgument, "FIELDS_INVALID"), (refusal.Code, refusal.Reason));
        Assert.Equal(["agreement.bank", "agreement.account_number", "agreement.account_holder"], refusal.Fields);
    }

    private async Task<Agreement> ProposeAsync(string requestId = "") => await _app.Agreements.CreateAgreementAsync(new CreateAgreementRequest
    {
        Agreement = new Agreement { Bank = PaymentsApp.Bank, AccountNumber = PaymentsApp.Account, AccountHolder = "示例进口有限公司" },
        RequestId = requestId,
    });
}
