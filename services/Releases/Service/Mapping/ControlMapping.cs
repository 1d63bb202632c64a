using System.Globalization;
using Clearance.Hosting;
using Clearance.Releases.Domain;
using Contract = Clearance.Contracts.Release.V1;

namespace Clearance.Releases.Mapping;

/// <summary>Reviews and inspections as the contract has them. Their etag counts what can change them.</summary>
internal static class ControlMapping
{
    public static Contract.Review ToContract(Review review) => new()
    {
        Name = review.Name,
        Declaration = $"declarations/{review.Key}",
        State = review.State.ToReview(),
        DeclarationNumber = review.Order?.DeclarationNumber ?? string.Empty,
        CustomsOffice = review.Order?.CustomsOffice ?? string.Empty,
        Enterprise = review.Order?.Enterprise ?? string.Empty,
        CreditClass = review.Order?.CreditClass.ToContract() ?? Contract.CreditClass.Unspecified,
        Rules = { review.Order?.Rules ?? [] },
        Records =
        {
            review.Records.Select(record => new Contract.Review.Types.Record
            {
                Result = record.Passed ? Contract.Review.Types.Result.Passed : Contract.Review.Types.Result.Failed,
                Note = record.Note,
                Officer = record.Officer,
                RecordTime = record.Time.ToWire(),
            }),
        },
        OrderTime = review.Order?.Time.ToWire(),
        UpdateTime = (review.Records is [.., var last] ? last.Time : review.Order?.Time)?.ToWire(),
        Etag = string.Create(CultureInfo.InvariantCulture, $"{review.Records.Count}-{(review.Withdrawn ? 1 : 0)}"),
    };

    public static Contract.Inspection ToContract(Inspection inspection) => new()
    {
        Name = inspection.Name,
        Declaration = $"declarations/{inspection.Key}",
        State = inspection.State.ToInspection(),
        DeclarationNumber = inspection.Order?.DeclarationNumber ?? string.Empty,
        CustomsOffice = inspection.Order?.CustomsOffice ?? string.Empty,
        Enterprise = inspection.Order?.Enterprise ?? string.Empty,
        CreditClass = inspection.Order?.CreditClass.ToContract() ?? Contract.CreditClass.Unspecified,
        Rules = { inspection.Order?.Rules ?? [] },
        Records = { inspection.Records.Select(ToContract) },
        OrderTime = inspection.Order?.Time.ToWire(),
        ArriveTime = inspection.Arrival?.Time.ToWire(),
        UpdateTime = (inspection.Records is [.., var last] ? last.Time : inspection.Order?.Time)?.ToWire(),
        Etag = string.Create(
            CultureInfo.InvariantCulture, $"{inspection.Records.Count}-{(inspection.Withdrawn ? 1 : 0)}-{(inspection.Arrival is null ? 0 : 1)}"),
    };

    private static Contract.Inspection.Types.Record ToContract(InspectionRecord record) => new()
    {
        Result = record.Report.Result.ToContract(),
        Method = record.Report.Method.ToContract(),
        Officers = { record.Officer, record.Report.SecondOfficer },
        Findings =
        {
            record.Report.Findings.Select(finding => new Contract.Inspection.Types.Finding
            {
                Kind = finding.Kind.ToContract(),
                ItemNumber = finding.ItemNumber,
                Text = finding.Text,
            }),
        },
        Containers = { record.Report.Containers },
        PartyPresent = record.Report.PartyPresent,
        Note = record.Report.Note,
        RecordTime = record.Time.ToWire(),
    };
}
