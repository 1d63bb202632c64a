using Clearance.Declarations.Domain.Enterprises;
using Clearance.Kernel;

namespace Clearance.Declarations.Domain.Notifications;

/// <summary>
/// Tells a firm what has changed in what it may do: its credit class, its mandates, its privilege to release before replenishing. A mandate
/// is told to its agent too.
/// </summary>
internal static class NotifyingOfEnterprises
{
    /// <summary>The decision with a note for each change of the register.</summary>
    public static Decision<Enterprise> TellingFirms(this Decision<Enterprise> decision, Enterprise? before, Occasion occasion)
    {
        if (before is null || decision.State is not { } after || ReferenceEquals(after, before))
        {
            return decision;
        }

        foreach (var record in after.CreditHistory.Except(before.CreditHistory))
        {
            Tell(NotificationKind.CreditClassChanged, $"The credit class is {EnglishOf(record.Class)} from {record.From:yyyy-MM-dd}: {record.Reason}", $"自{record.From:yyyy-MM-dd}起信用等级为{ChineseOf(record.Class)}：{record.Reason}");
        }

        foreach (var mandate in after.Mandates.Except(before.Mandates))
        {
            var (until, untilZh) = mandate.To is { } to ? ($" until {to:yyyy-MM-dd}", $"，有效期至{to:yyyy-MM-dd}") : (string.Empty, string.Empty);
            Tell(NotificationKind.MandateGranted, $"{mandate.Agent} may declare for {after.Uscc}{until}.", $"已委托{mandate.Agent}代理{after.Uscc}报关{untilZh}。", mandate.Agent);
        }

        foreach (var agent in before.Mandates.Select(mandate => mandate.Agent).Except(after.Mandates.Select(mandate => mandate.Agent)))
        {
            Tell(NotificationKind.MandateRevoked, $"{agent} may no longer declare for {after.Uscc}.", $"已撤销对{agent}代理{after.Uscc}报关的委托。", agent);
        }

        if (before.Suspension is null && after.Suspension is { } reason)
        {
            Tell(NotificationKind.PrivilegeSuspended, $"Goods are no longer released before the documents are complete: {reason}", $"已暂停先放后补资格：{reason}");
        }
        else if (before.Suspension is not null && after.Suspension is null)
        {
            Tell(NotificationKind.PrivilegeRestored, "Goods may be released before the documents are complete again.", "已恢复先放后补资格。");
        }

        return decision;

        void Tell(NotificationKind kind, string text, string textZh, string agent = "")
        {
            var json = new Notification(kind, occasion.Time, text, textZh, occasion.Actor.Role, $"enterprises/{after.Uscc}", agent, DeclarationState.Draft, string.Empty, string.Empty).ToJson();
            decision.Write(new Note(Notification.LogOf(after.Uscc), json));
            if (agent.Length > 0)
            {
                decision.Write(new Note(Notification.LogOf(agent), json));
            }
        }
    }

    private static string EnglishOf(CreditClass @class) => @class switch
    {
        CreditClass.AdvancedCertified => "advanced certified",
        CreditClass.GeneralCertified => "general certified",
        CreditClass.General => "general credit",
        CreditClass.Discredited => "discredited",
    };

    private static string ChineseOf(CreditClass @class) => @class switch
    {
        CreditClass.AdvancedCertified => "高级认证企业",
        CreditClass.GeneralCertified => "一般认证企业",
        CreditClass.General => "一般信用企业",
        CreditClass.Discredited => "失信企业",
    };
}
