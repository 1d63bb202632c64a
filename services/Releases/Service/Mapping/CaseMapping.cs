using System.Globalization;
using Clearance.Engine;
using Clearance.Hosting;
using Clearance.Releases.Domain;
using Google.Protobuf.WellKnownTypes;
using Contract = Clearance.Contracts.Release.V1;

namespace Clearance.Releases.Mapping;

/// <summary>Release cases and their clearance times as the contract has them.</summary>
internal static class CaseMapping
{
    public static Contract.ReleaseCase ToContract(Versioned<ReleaseCase> row, DateTimeOffset now)
    {
        var @case = row.State;
        var conditions = Conditions.Of(@case, now);
        var contract = new Contract.ReleaseCase
        {
            Name = @case.Name,
            Declaration = @case.Declaration,
            State = @case.State.ToContract(),
            Conditions = { conditions.Select(ToContract) },
            Trail = { ReasonTrail.Of(@case).Select(ToContract) },
            Summary = SummaryOf(@case, conditions),
            Road = Roads.Of(@case, now)?.ToContract() ?? Contract.Road.Unspecified,
            Lane = @case.Control?.Lane.ToContract() ?? Contract.Lane.Unspecified,
            Control = @case.ControlName ?? string.Empty,
            ArriveTime = @case.Arrival?.Time.ToWire(),
            ReleaseTime = @case.ReleaseTime?.ToWire(),
            SettleTime = @case.SettleTime?.ToWire(),
            GateOutTime = @case.Exits is [var exit, ..] ? exit.Time.ToWire() : null,
            ClearanceTime = @case.ClearanceTime.ToContract(),
            CreateTime = row.CreateTime.ToWire(),
            UpdateTime = row.UpdateTime.ToWire(),
            Etag = row.Version.ToString(CultureInfo.InvariantCulture),
        };
        return @case.Profile is { } profile ? With(contract, profile) : contract;
    }

    public static Contract.ClearanceTime ToClearanceTime(ReleaseCase @case) => new()
    {
        ReleaseCase = @case.Name,
        DeclarationNumber = @case.Profile!.DeclarationNumber,
        CustomsOffice = @case.Profile.CustomsOffice,
        TransportMode = @case.Profile.TransportMode,
        Direction = @case.Profile.Direction.ToContract(),
        Road = Roads.Of(@case, @case.ReleaseTime!.Value)!.Value.ToContract(),
        ArriveTime = @case.Arrival!.Time.ToWire(),
        ReleaseTime = @case.ReleaseTime.Value.ToWire(),
        ClearanceTime_ = @case.ClearanceTime.ToContract(),
        Segments = ToContract(Segments.Of(@case)),
    };

    public static Contract.Segments ToContract(Segments segments) => new()
    {
        ArrivalToAcceptance = segments.ArrivalToAcceptance.ToContract(),
        AcceptanceToTax = segments.AcceptanceToTax.ToContract(),
        TaxToSettlement = segments.TaxToSettlement.ToContract(),
        Control = segments.Control.ToContract(),
        LastConditionToRelease = segments.LastConditionToRelease.ToContract(),
        ReleaseToGateOut = segments.ReleaseToGateOut.ToContract(),
    };

    public static Duration? ToContract(this TimeSpan? span) => span is { } known ? Duration.FromTimeSpan(known) : null;

    private static Contract.ReleaseCase With(Contract.ReleaseCase contract, CaseProfile profile)
    {
        contract.DeclarationNumber = profile.DeclarationNumber;
        contract.Enterprise = profile.Enterprise;
        contract.Declarant = profile.Declarant;
        contract.CustomsOffice = profile.CustomsOffice;
        contract.EntryOffice = profile.EntryOffice;
        contract.Direction = profile.Direction.ToContract();
        contract.TransportMode = profile.TransportMode;
        contract.BillOfLading = profile.BillOfLading;
        contract.Containers.AddRange(profile.Containers);
        contract.AcceptTime = profile.Time.ToWire();
        contract.ReplenishDueDate = profile.ReplenishDueDate?.ToWire();
        return contract;
    }

    private static string SummaryOf(ReleaseCase @case, IReadOnlyList<Condition> conditions) => @case.State switch
    {
        CaseState.Withdrawn => $"The declaration was withdrawn: {@case.Withdrawal!.Reason}",
        CaseState.Released => $"Released at {@case.ReleaseTime!.Value.Local()}.",
        CaseState.ReleasedProvisionally => $"Released at {@case.ReleaseTime!.Value.Local()}; what is secured is still to be settled.",
        _ => string.Join(' ', conditions.Where(condition => !condition.Allows).Select(condition => condition.Text)),
    };

    private static Contract.ReleaseCase.Types.Condition ToContract(Condition condition) => new()
    {
        Kind = condition.Kind.ToContract(),
        Verdict = condition.Verdict.ToContract(),
        SinceTime = condition.Since?.ToWire(),
        Fact = condition.Fact,
        Text = condition.Text,
        Owner = condition.Owner,
    };

    private static Contract.ReleaseCase.Types.Reason ToContract(Reason reason) => new()
    {
        Rule = reason.Rule,
        Version = reason.Version,
        Inputs =
        {
            reason.Inputs.Select(input => new Contract.ReleaseCase.Types.Reason.Types.Input { Name = input.Name, Value = input.Value }),
        },
        Verdict = reason.Verdict,
        Actor = reason.Actor,
        OccurTime = reason.Time.ToWire(),
        Text = reason.Text,
    };
}
