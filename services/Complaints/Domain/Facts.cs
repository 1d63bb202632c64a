using Clearance.Kernel;

namespace Clearance.Complaints.Domain;

/// <summary>An enterprise filed a complaint.</summary>
public sealed record ComplaintFiled(string Complaint, string? Declaration, string Enterprise, DateTimeOffset Time) : IFact;

/// <summary>A complaint was concluded.</summary>
public sealed record ComplaintConcluded(string Complaint, string? Declaration, string Enterprise, Finding Finding, DateTimeOffset Time) : IFact;
