using Clearance.Declarations.Domain.Notifications;
using Clearance.Declarations.Grpc;
using Clearance.Engine;
using Clearance.Hosting;
using Wire = Clearance.Contracts.Declaration.V1;

namespace Clearance.Declarations.Notifications;

/// <summary>Writes a notification to the wire.</summary>
internal static class NotificationWriter
{
    public static Wire.Notification Write(string uscc, NoteEntry note, Notification notification) => new()
    {
        Name = NotificationNames.Of(uscc, note.Position),
        Kind = KindOf(notification.Kind),
        OccurTime = notification.Time.ToWire(),
        CreateTime = note.Time.ToWire(),
        Declaration = notification.IsOfEnterprise ? string.Empty : DeclarationsTables.NameOf(note.Key),
        DeclarationNumber = notification.DeclarationNumber,
        ClientReference = notification.ClientReference,
        State = notification.IsOfEnterprise ? Wire.Declaration.Types.State.Unspecified : DeclarationWriter.StateOf(notification.State),
        Text = notification.Text,
        ChineseText = notification.TextZh,
        Actor = notification.Actor,
        Subject = notification.Subject,
    };

    /// <summary>The kinds of domain and contract stand in the same order; a test holds them together.</summary>
    public static Wire.Notification.Types.Kind KindOf(NotificationKind kind) => (Wire.Notification.Types.Kind)((int)kind + 1);
}
