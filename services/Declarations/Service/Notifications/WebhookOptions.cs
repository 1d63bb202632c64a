using System.ComponentModel.DataAnnotations;

namespace Clearance.Declarations.Notifications;

/// <summary>Section <c>Webhooks</c> of the configuration.</summary>
public sealed class WebhookOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Webhooks";

    /// <summary>Hosts, by the very name or address in the URL, that may be private and may speak http: receivers of an intranet. None unless set.</summary>
    public IReadOnlyList<string> PermittedHosts { get; set; } = [];

    /// <summary>
    /// Folder of the keys that the secrets of endpoints are sealed with, one for all replicas and apart from the database; made when it is not there.
    /// <c>keys</c> in <c>Storage:Directory</c> unless set.
    /// </summary>
    public string KeyRing { get; set; } = string.Empty;

    /// <summary>Seconds that a receiver has to answer; less than a lease of 60 seconds by far.</summary>
    [Range(1, 30, ErrorMessage = "Webhooks:TimeoutSeconds is 1 to 30 seconds.")]
    public int TimeoutSeconds { get; set; } = 15;
}
