using Clearance.Contracts.Payment.V1;
using Clearance.Engine;
using Clearance.Hosting;
using Clearance.Kernel;
using Clearance.Payments.Domain.Settlement;
using Clearance.Payments.Mapping;
using Grpc.Core;
using Agreement = Clearance.Contracts.Payment.V1.Agreement;

namespace Clearance.Payments.Endpoints;

/// <summary>Three-party agreements.</summary>
internal sealed class AgreementEndpoint(IEngine<PaymentsDefinition> engine, IReader<PaymentsDefinition> reader) : AgreementService.AgreementServiceBase
{
    private const int MinAccount = 8;
    private const int MaxAccount = 34;
    private const int MaxHolder = 100;
    private const int MaxReason = 200;

    /// <inheritdoc/>
    public override Task<Agreement> CreateAgreement(CreateAgreementRequest request, ServerCallContext context)
    {
        var enterprise = context.Enterprise();
        Check(request.Agreement);
        var command = context.Command(request);
        var key = command.NewKey();
        var proposed = new ProposeAgreement(
            key, enterprise, request.Agreement.Bank, request.Agreement.AccountNumber, request.Agreement.AccountHolder.Trim());
        return SendAsync(proposed, command, context);
    }

    /// <inheritdoc/>
    public override async Task<Agreement> GetAgreement(GetAgreementRequest request, ServerCallContext context)
    {
        var key = Names.KeyOf(Names.Agreements, request.Name);
        var found = await reader.FindAsync(Tables.Agreements, key, context.CancellationToken);
        return found is not null && Tenancy.Sees(context.Actor(), found.State.Enterprise, found.State.Bank)
            ? found.State.ToWire()
            : throw new RefusedException(Tenancy.NotFound(Names.Agreements, key));
    }

    /// <inheritdoc/>
    public override async Task<ListAgreementsResponse> ListAgreements(ListAgreementsRequest request, ServerCallContext context)
    {
        var filters = new List<Filter>();
        if (!Tenancy.SeesAll(context.Actor()))
        {
            filters.Add(Filter.Either("enterprise", "bank", context.Enterprise()));
        }

        if (request.State != Agreement.Types.State.Unspecified)
        {
            filters.Add(Filter.Is("status", StateFilter.Of<AgreementState>(request.State)));
        }

        var page = await reader.ListAsync(
            Tables.Agreements, new ListQuery(request.PageSize, request.PageToken) { Filters = filters }, context.CancellationToken);
        return new ListAgreementsResponse { Agreements = { page.Rows.Select(row => row.State.ToWire()) }, NextPageToken = page.NextPageToken };
    }

    /// <inheritdoc/>
    public override Task<Agreement> ConfirmAgreement(ConfirmAgreementRequest request, ServerCallContext context) =>
        SendAsync(new ConfirmAgreement(Names.KeyOf(Names.Agreements, request.Name)), context.Command(request), context);

    /// <inheritdoc/>
    public override Task<Agreement> TerminateAgreement(TerminateAgreementRequest request, ServerCallContext context)
    {
        var errors = new FieldErrors();
        errors.Require(request.Reason.Trim().Length is > 0 and <= MaxReason, "reason", "Missing or too long.", $"Say why in 1 to {MaxReason} characters.");
        errors.ThrowIfAny();
        return SendAsync(new TerminateAgreement(Names.KeyOf(Names.Agreements, request.Name), request.Reason.Trim()), context.Command(request), context);
    }

    private static void Check(Agreement? agreement)
    {
        var errors = new FieldErrors();
        if (agreement is null)
        {
            errors.Missing("agreement", "Give bank, account_number and account_holder.");
            errors.ThrowIfAny();
            return;
        }

        errors.Require(
            Uscc.IsValid(agreement.Bank),
            "agreement.bank", "Not a unified social credit code, or its check digit is wrong.", "Give the 18 signs as the bank's licence shows them.");
        errors.Require(
            agreement.AccountNumber.Length is >= MinAccount and <= MaxAccount && agreement.AccountNumber.All(sign => char.IsAsciiDigit(sign) || char.IsAsciiLetterUpper(sign)),
            "agreement.account_number", "Not an account number.", $"Give {MinAccount} to {MaxAccount} digits or capital letters, without blanks.");
        errors.Require(
            agreement.AccountHolder.Trim().Length is > 0 and <= MaxHolder,
            "agreement.account_holder", "Missing or too long.", $"Give the holder's name in 1 to {MaxHolder} characters.");
        errors.ThrowIfAny();
    }

    private Task<Agreement> SendAsync(AgreementMessage message, Command command, ServerCallContext context) => engine.SendAsync(
        Tables.Agreements, message.Agreement, message, command, agreement => agreement.ToWire(), context.CancellationToken);
}
