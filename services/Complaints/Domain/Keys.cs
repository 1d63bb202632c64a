using Clearance.Kernel;

namespace Clearance.Complaints.Domain;

/// <summary>Names of tables, keys and resources, and where messages between the aggregates of this service go.</summary>
public static class Keys
{
    /// <summary>Table of complaints.</summary>
    public const string ComplaintTable = "complaint";

    /// <summary>Table of what is known of declarations, one each.</summary>
    public const string CaseReferenceTable = "case_reference";

    /// <summary>Table of officers with founded complaints.</summary>
    public const string OfficerRecordTable = "officer_record";

    /// <summary>Table of accountability records, one a concluded complaint.</summary>
    public const string AccountabilityTable = "accountability_record";

    private const string DeclarationPrefix = "declarations/";

    /// <summary>The complaint of a key.</summary>
    public static Address<ComplaintMessage> Complaint(string key) => new(ComplaintTable, key);

    /// <summary>What is known of a declaration, by its key.</summary>
    public static Address<CaseReferenceMessage> CaseReference(string declaration) => new(CaseReferenceTable, declaration);

    /// <summary>The record of an officer, by the subject of the officer's token.</summary>
    public static Address<OfficerRecordMessage> OfficerRecord(string officer) => new(OfficerRecordTable, officer);

    /// <summary>The accountability record of a complaint.</summary>
    public static Address<AccountabilityMessage> Accountability(string complaint) => new(AccountabilityTable, complaint);

    /// <summary>Resource name of a complaint.</summary>
    public static string ComplaintName(string key) => $"complaints/{key}";

    /// <summary>Resource name of a declaration.</summary>
    public static string DeclarationName(string key) => DeclarationPrefix + key;

    /// <summary>Key of a declaration's resource name; what is no such name stays as it is and is found nowhere.</summary>
    public static string DeclarationKey(string name) =>
        name.StartsWith(DeclarationPrefix, StringComparison.Ordinal) ? name[DeclarationPrefix.Length..] : name;
}
