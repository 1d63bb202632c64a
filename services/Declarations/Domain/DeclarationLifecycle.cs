namespace Clearance.Declarations.Domain;

/// <summary>What the declarant may want to do with a declaration.</summary>
public enum DeclarationAction
{
    /// <summary>Change the form.</summary>
    Update,

    /// <summary>Submit it.</summary>
    Submit,

    /// <summary>Withdraw it.</summary>
    Withdraw,

    /// <summary>Give a document.</summary>
    Upload,
}

/// <summary>The life cycle as a table: which action each state allows, and with which reason it refuses the others.</summary>
public static class DeclarationLifecycle
{
    private const string NotDraft = "DECLARATION_NOT_DRAFT";
    private const string Released = "DECLARATION_RELEASED";
    private const string Withdrawn = "DECLARATION_WITHDRAWN";

    /// <summary>Why a state refuses an action; null when it allows it. Withdrawing an accepted form has more conditions, see <see cref="Withdrawal"/>.</summary>
    public static string? RefusalOf(DeclarationState state, DeclarationAction action) => (state, action) switch
    {
        (DeclarationState.Draft, _) => null,
        (DeclarationState.Withdrawn, DeclarationAction.Withdraw or DeclarationAction.Upload) => Withdrawn,
        (_, DeclarationAction.Update or DeclarationAction.Submit) => NotDraft,
        (DeclarationState.Accepted, DeclarationAction.Withdraw) => null,
        (_, DeclarationAction.Withdraw) => Released,
        (_, DeclarationAction.Upload) => null,
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>Why an accepted form cannot be withdrawn; null when it can.</summary>
    public static string? Withdrawal(Known known) => known switch
    {
        { Settled.Total.IsPositive: true } => "TAX_ALREADY_PAID",
        { Control.Lane: ControlLane.Inspection, Result: null } => "UNDER_INSPECTION",
        _ => null,
    };
}
