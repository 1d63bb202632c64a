using System.ComponentModel.DataAnnotations;
using Clearance.Complaints.Domain;

namespace Clearance.Complaints;

/// <summary>Section <c>Complaints</c> of the configuration: the clock by which customs has to act. A change holds for complaints filed after it.</summary>
internal sealed class ComplaintOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Complaints";

    /// <summary>Working days from the filing to accept or reject.</summary>
    [Range(1, 60)]
    public int AcceptWorkingDays { get; set; } = Clock.AcceptWorkingDays;

    /// <summary>Working days from the filing to answer.</summary>
    [Range(1, 120)]
    public int AnswerWorkingDays { get; set; } = Clock.AnswerWorkingDays;
}
