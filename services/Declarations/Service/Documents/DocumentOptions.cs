using System.ComponentModel.DataAnnotations;

namespace Clearance.Declarations.Documents;

/// <summary>Section <c>Documents</c> of the configuration.</summary>
public sealed class DocumentOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Documents";

    /// <summary><c>host:port</c> of the clamd that every upload must pass; nothing is scanned unless set.</summary>
    public string Scanner { get; set; } = string.Empty;

    /// <summary>Seconds that a scan may take, from connecting to the verdict.</summary>
    [Range(1, 60, ErrorMessage = "Documents:ScannerTimeoutSeconds is 1 to 60 seconds.")]
    public int ScannerTimeoutSeconds { get; set; } = 10;

    /// <summary><see cref="Scanner"/> as an address; null when there is none, or it is not <c>host:port</c>.</summary>
    internal Uri? ScannerAddress =>
        Uri.TryCreate($"tcp://{Scanner}", UriKind.Absolute, out var address) && address is { Port: > 0, Host.Length: > 0, UserInfo: "", PathAndQuery: "/" or "" }
            ? address
            : null;
}
