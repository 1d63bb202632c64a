using System.Collections.Immutable;
using Clearance.Declarations.Domain.Form;

namespace Clearance.Declarations.Domain.Documents;

/// <summary>
/// The terms of release before replenishing: when goods may move although documents are missing (DOMAIN 7.2). Every value is a
/// parameter; <see cref="DalianAirCargo"/> is the trial of 2018.
/// </summary>
/// <param name="Offices">Offices of declaration that offer it.</param>
/// <param name="TransportModes">Modes of transport.</param>
/// <param name="Districts">Destinations: special supervised areas.</param>
/// <param name="Kinds">Documents that may follow later; never a permit.</param>
/// <param name="Days">Days after release for the missing documents.</param>
public sealed record Replenishment(
    ImmutableArray<string> Offices,
    ImmutableArray<string> TransportModes,
    ImmutableArray<string> Districts,
    ImmutableArray<DocumentKind> Kinds,
    int Days)
{
    /// <summary>Air cargo of high-credit firms into the special areas of Dalian.</summary>
    public static Replenishment DalianAirCargo { get; } = new(
        ["0902", "0906"],
        ["5"],
        ["21024", "21025", "21026", "21027"],
        [
            DocumentKind.Contract, DocumentKind.Invoice, DocumentKind.PackingList, DocumentKind.BillOfLading, DocumentKind.CargoList,
            DocumentKind.OriginEvidence, DocumentKind.EnterpriseStatement,
        ],
        14);

    /// <summary>True when the form asks to release before replenishing.</summary>
    public static bool IsAskedFor(DeclarationForm form) => form.Security?.Purposes.Contains(SecurityPurpose.Documents) == true;

    /// <summary>Last day for documents when their period begins at an instant.</summary>
    public DateOnly DueAfter(DateOnly begin) => begin.AddDays(Days);
}
