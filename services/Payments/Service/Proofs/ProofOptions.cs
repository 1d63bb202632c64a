using System.ComponentModel.DataAnnotations;

namespace Clearance.Payments.Proofs;

/// <summary>Settings of the proofs of payment; section <c>Proofs</c>.</summary>
internal sealed class ProofOptions
{
    public const string Section = "Proofs";

    /// <summary>
    /// Address of the REST API as those see it who check a proof, e.g. <c>https://customs.example.org</c>. It is printed: setting another one changes
    /// the bytes of a reprint, never a code.
    /// </summary>
    [Url]
    public string Address { get; set; } = "http://127.0.0.1:8080";
}
