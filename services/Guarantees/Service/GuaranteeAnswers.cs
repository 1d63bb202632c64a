using Clearance.Engine;
using Clearance.Guarantees.Domain;
using Clearance.Hosting;
using Contract = Clearance.Contracts.Guarantee.V1;

namespace Clearance.Guarantees;

/// <summary>States of the domain as resources of the contract.</summary>
internal static class GuaranteeAnswers
{
    /// <summary>A guarantee.</summary>
    public static Contract.Guarantee ToWire(this Guarantee guarantee)
    {
        var wire = new Contract.Guarantee
        {
            Name = Keys.GuaranteeName(guarantee.Key),
            InstrumentNumber = guarantee.Terms.InstrumentNumber,
            Kind = guarantee.Terms.Kind switch
            {
                GuaranteeKind.CashDeposit => Contract.Guarantee.Types.Kind.CashDeposit,
                GuaranteeKind.BankLetter => Contract.Guarantee.Types.Kind.BankLetter,
                GuaranteeKind.InsurancePolicy => Contract.Guarantee.Types.Kind.InsurancePolicy,
            },
            Scope = guarantee.Terms.Scope switch
            {
                GuaranteeScope.General => Contract.Guarantee.Types.Scope.General,
                GuaranteeScope.Single => Contract.Guarantee.Types.Scope.Single,
            },
            Insured = guarantee.Terms.Insured,
            Guarantor = guarantee.Guarantor,
            BeneficiaryOffice = guarantee.Terms.BeneficiaryOffice,
            Amount = guarantee.Terms.Limit.ToWire(),
            ValidFromDate = guarantee.Terms.Validity.From.ToWire(),
            ValidToDate = guarantee.Terms.Validity.To.ToWire(),
            ClaimUntilDate = guarantee.Terms.Validity.ClaimUntil.ToWire(),
            State = guarantee.State switch
            {
                GuaranteeState.Active => Contract.Guarantee.Types.State.Active,
                GuaranteeState.Suspended => Contract.Guarantee.Types.State.Suspended,
                GuaranteeState.Cancelled => Contract.Guarantee.Types.State.Cancelled,
                GuaranteeState.Expired => Contract.Guarantee.Types.State.Expired,
            },
            AvailableAmount = guarantee.Available.ToWire(),
            ReservedAmount = guarantee.Reserved.ToWire(),
            ClaimedAmount = guarantee.Claimed.ToWire(),
            PaidAmount = guarantee.Paid.ToWire(),
            CreateTime = guarantee.CreateTime.ToWire(),
            UpdateTime = guarantee.UpdateTime.ToWire(),
            Etag = GuaranteeRules.EtagOf(guarantee),
        };
        if (guarantee.Terms.SecuresTax)
        {
            wire.Uses.Add(Contract.Guarantee.Types.Use.Tax);
        }

        if (guarantee.Terms.SecuresDocuments)
        {
            wire.Uses.Add(Contract.Guarantee.Types.Use.Documents);
        }

        return wire;
    }

    /// <summary>The reservation of a security that was covered.</summary>
    public static Contract.Reservation ToReservation(this Security security)
    {
        var (cover, position) = (security.Cover!, Reservation.Of(security));
        return new Contract.Reservation
        {
            Name = Keys.ReservationName(cover.Guarantee, security.Declaration),
            Declaration = Keys.DeclarationName(security.Declaration),
            Amount = cover.Amount.ToWire(),
            SecuresTax = security.Request?.SecuresTax ?? false,
            SecuresDocuments = security.Request?.SecuresDocuments ?? false,
            State = Reservation.StateOf(security) switch
            {
                ReservationState.Reserved => Contract.Reservation.Types.State.Reserved,
                ReservationState.Released => Contract.Reservation.Types.State.Released,
                ReservationState.Settled => Contract.Reservation.Types.State.Settled,
                ReservationState.Voided => Contract.Reservation.Types.State.Voided,
                ReservationState.Expired => Contract.Reservation.Types.State.Expired,
                null => Contract.Reservation.Types.State.Unspecified,
            },
            ReserveTime = cover.Time.ToWire(),
            TaxSettleTime = security.TaxSettleTime?.ToWire(),
            DocumentsCompleteTime = security.DocumentsCompleteTime?.ToWire(),
            ReservedAmount = position.Reserved.ToWire(),
            ClaimedAmount = position.Claimed.ToWire(),
            PaidAmount = position.Paid.ToWire(),
            ClaimUntilDate = cover.ClaimUntil.ToWire(),
        };
    }

    /// <summary>A claim.</summary>
    public static Contract.Claim ToWire(this Claim claim) => new()
    {
        Name = Keys.ClaimName(claim.Declaration),
        Declaration = Keys.DeclarationName(claim.Declaration),
        Guarantee = Keys.GuaranteeName(claim.Guarantee),
        Reservation = Keys.ReservationName(claim.Guarantee, claim.Declaration),
        Guarantor = claim.Guarantor,
        Insured = claim.Insured,
        Amount = claim.Amount.ToWire(),
        PaidAmount = claim.Paid.ToWire(),
        OpenAmount = claim.Open.ToWire(),
        Grounds =
        {
            claim.Grounds.Select(ground => ground switch
            {
                ClaimGround.TaxOverdue => Contract.Claim.Types.Ground.TaxOverdue,
                ClaimGround.ReplenishmentOverdue => Contract.Claim.Types.Ground.ReplenishmentOverdue,
            }),
        },
        State = claim.State switch
        {
            ClaimState.Open => Contract.Claim.Types.State.Open,
            ClaimState.Disputed => Contract.Claim.Types.State.Disputed,
            ClaimState.Paid => Contract.Claim.Types.State.Paid,
            ClaimState.Withdrawn => Contract.Claim.Types.State.Withdrawn,
        },
        DemandTime = claim.DemandTime.ToWire(),
        PayDueDate = claim.PayDueDate.ToWire(),
        DisputeReason = claim.DisputeReason ?? string.Empty,
        UpdateTime = claim.UpdateTime.ToWire(),
    };

    /// <summary>A line of the ledger of a guarantee.</summary>
    public static Contract.Entry ToWire(this LedgerEntry entry, string guarantee, Contract.Entry.Types.Account account) => new()
    {
        Name = $"{Keys.GuaranteeName(guarantee)}/entries/{entry.Id}",
        Account = account,
        Amount = entry.Posting.Amount.ToWire(),
        Declaration = entry.Aggregate == Keys.SecurityTable ? Keys.DeclarationName(entry.Key) : string.Empty,
        Transaction = entry.MessageId.ToString("D"),
        PostTime = entry.Time.ToWire(),
    };
}
