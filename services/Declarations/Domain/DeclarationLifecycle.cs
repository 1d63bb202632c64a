using System.Collections.Immutable;

namespace Clearance.Declarations.Domain;

/// <summary>What can happen to a declaration, as the life cycle tells messages apart.</summary>
public enum DeclarationAction
{
    /// <summary>A draft is saved.</summary>
    Save,

    /// <summary>A form is created and submitted at once.</summary>
    Lodge,

    /// <summary>The draft is changed.</summary>
    Update,

    /// <summary>The draft is submitted.</summary>
    Submit,

    /// <summary>A document comes in.</summary>
    Upload,

    /// <summary>An officer asks for a document.</summary>
    RequestDocument,

    /// <summary>An officer confirms one.</summary>
    ConfirmDocument,

    /// <summary>The declarant withdraws.</summary>
    Withdraw,

    /// <summary>An amendment is asked for.</summary>
    Amend,

    /// <summary>A summary is completed.</summary>
    Complete,

    /// <summary>An officer approves the amendment that waits.</summary>
    Approve,

    /// <summary>An officer refuses it.</summary>
    RefuseAmendment,

    /// <summary>An officer sends the form back.</summary>
    Return,

    /// <summary>An officer rejects the form.</summary>
    Reject,

    /// <summary>A period has ended.</summary>
    Wake,

    /// <summary>The goods were released.</summary>
    HearRelease,

    /// <summary>The goods will not be released.</summary>
    HearBar,

    /// <summary>The taxes are settled.</summary>
    HearSettlement,

    /// <summary>Any other fact of another service.</summary>
    HearOther,
}

/// <summary>One cell of the life cycle: where an action leads from a state, or why the state refuses it.</summary>
/// <param name="Refusal">Reason of the refusal; null when the action is allowed.</param>
/// <param name="To">Every state in which it may end.</param>
public sealed record LifecycleCell(string? Refusal, ImmutableArray<DeclarationState> To);

/// <summary>
/// The life cycle: every action in every state, and nowhere else. What an action asks beyond the state (tax paid, inspection running, an amendment
/// waiting) is in the decision of the action.
/// </summary>
public static class DeclarationLifecycle
{
    private static readonly LifecycleCell s_absent = No("RESOURCE_NOT_FOUND");
    private static readonly LifecycleCell s_exists = No("DECLARATION_NOT_DRAFT");
    private static readonly LifecycleCell s_pending = No("WITHDRAWAL_PENDING");
    private static readonly LifecycleCell s_released = No("DECLARATION_RELEASED");
    private static readonly LifecycleCell s_gone = No("DECLARATION_WITHDRAWN");
    private static readonly LifecycleCell s_rejected = No("DECLARATION_REJECTED");
    private static readonly LifecycleCell s_draft = No("DECLARATION_NOT_ACCEPTED");
    private static readonly LifecycleCell s_returned = No("DECLARATION_RETURNED");
    private static readonly LifecycleCell s_closed = No("DECLARATION_CLOSED");
    private static readonly LifecycleCell s_whole = No("DECLARATION_NOT_SUMMARY");
    private static readonly LifecycleCell s_any = To(DeclarationState.ReleasedProvisionally, DeclarationState.Released, DeclarationState.Closed);
    private static readonly LifecycleCell s_stay = To();

    /// <summary>The states in the order of the columns; null is a declaration that does not exist.</summary>
    public static ImmutableArray<DeclarationState?> States { get; } =
    [
        null, DeclarationState.Draft, DeclarationState.Accepted, DeclarationState.Returned, DeclarationState.Withdrawing,
        DeclarationState.ReleasedProvisionally, DeclarationState.Released, DeclarationState.Closed, DeclarationState.Withdrawn, DeclarationState.Rejected,
    ];

    private static readonly ImmutableDictionary<DeclarationAction, LifecycleCell[]> s_rows = new (DeclarationAction Action, LifecycleCell[] Cells)[]
    {
        //                                   none                            draft                             accepted                              returned                        withdrawing  provisional released    closed      withdrawn rejected
        (DeclarationAction.Save,            [To(DeclarationState.Draft),     s_exists,                         s_exists,                             s_exists,                       s_exists,    s_exists,   s_exists,   s_exists,   s_exists, s_exists]),
        (DeclarationAction.Lodge,           [To(DeclarationState.Accepted),  s_exists,                         s_exists,                             s_exists,                       s_exists,    s_exists,   s_exists,   s_exists,   s_exists, s_exists]),
        (DeclarationAction.Update,          [s_absent,                       s_stay,                           s_exists,                             s_exists,                       s_exists,    s_exists,   s_exists,   s_exists,   s_exists, s_exists]),
        (DeclarationAction.Submit,          [s_absent,                       To(DeclarationState.Accepted),    s_exists,                             s_exists,                       s_exists,    s_exists,   s_exists,   s_exists,   s_exists, s_exists]),
        (DeclarationAction.Upload,          [s_absent,                       s_stay,                           s_stay,                               s_stay,                         s_stay,      Or(DeclarationState.Closed), Or(DeclarationState.Closed), s_stay, s_gone, s_rejected]),
        (DeclarationAction.RequestDocument, [s_absent,                       s_draft,                          s_stay,                               s_stay,                         s_pending,   s_stay,     s_stay,     s_closed,   s_gone,   s_rejected]),
        (DeclarationAction.ConfirmDocument, [s_absent,                       s_draft,                          s_stay,                               s_stay,                         s_pending,   s_stay,     s_stay,     s_stay,     s_gone,   s_rejected]),
        (DeclarationAction.Withdraw,        [s_absent,                       To(DeclarationState.Withdrawn),   To(DeclarationState.Withdrawing),     To(DeclarationState.Withdrawing), s_pending, s_released, s_released, s_released, s_gone,   s_rejected]),
        (DeclarationAction.Amend,           [s_absent,                       s_draft,                          s_stay,                               s_stay,                         s_pending,   s_stay,     s_stay,     s_stay,     s_gone,   s_rejected]),
        (DeclarationAction.Complete,        [s_absent,                       s_draft,                          s_stay,                               s_returned,                     s_pending,   s_stay,     s_stay,     s_whole,    s_gone,   s_rejected]),
        (DeclarationAction.Approve,         [s_absent,                       s_draft,                          s_stay,                               To(DeclarationState.Accepted),  s_pending,   s_stay,     s_stay,     Or(DeclarationState.ReleasedProvisionally, DeclarationState.Released), s_gone, s_rejected]),
        (DeclarationAction.RefuseAmendment, [s_absent,                       s_draft,                          s_stay,                               s_stay,                         s_pending,   s_stay,     s_stay,     s_stay,     s_gone,   s_rejected]),
        (DeclarationAction.Return,          [s_absent,                       s_draft,                          To(DeclarationState.Returned),        s_returned,                     s_pending,   s_released, s_released, s_released, s_gone,   s_rejected]),
        (DeclarationAction.Reject,          [s_absent,                       s_draft,                          To(DeclarationState.Withdrawing),     To(DeclarationState.Withdrawing), s_pending, s_released, s_released, s_released, s_gone,   s_rejected]),
        (DeclarationAction.Wake,            [s_absent,                       s_stay,                           Or(DeclarationState.Withdrawing),     Or(DeclarationState.Withdrawing), s_stay,    s_stay,     s_stay,     s_stay,     s_stay,   s_stay]),
        (DeclarationAction.HearRelease,     [s_absent,                       s_stay,                           s_any,                                s_any,                          s_any,       s_stay,     s_stay,     s_stay,     s_stay,   s_stay]),
        (DeclarationAction.HearBar,         [s_absent,                       s_stay,                           s_stay,                               s_stay,                         To(DeclarationState.Withdrawn, DeclarationState.Rejected), s_stay, s_stay, s_stay, s_stay, s_stay]),
        (DeclarationAction.HearSettlement,  [s_absent,                       s_stay,                           s_stay,                               s_stay,                         s_stay,      Or(DeclarationState.Closed), Or(DeclarationState.Closed), s_stay, s_stay, s_stay]),
        (DeclarationAction.HearOther,       [s_absent,                       s_stay,                           s_stay,                               s_stay,                         s_stay,      s_stay,     s_stay,     s_stay,     s_stay,   s_stay]),
    }.ToImmutableDictionary(row => row.Action, row => row.Cells.Select((cell, column) => Staying(cell, column)).ToArray());

    /// <summary>The cell of a state and an action.</summary>
    public static LifecycleCell Cell(DeclarationState? state, DeclarationAction action) => s_rows[action][States.IndexOf(state)];

    /// <summary>Why a state refuses an action; null when it allows it.</summary>
    public static string? RefusalOf(DeclarationState? state, DeclarationAction action) => Cell(state, action).Refusal;

    /// <summary>Why an accepted form cannot be withdrawn; null when it can.</summary>
    public static string? Withdrawal(Known known) => known switch
    {
        { Settled.Total.IsPositive: true } => "TAX_ALREADY_PAID",
        _ => UnderInspection(known),
    };

    /// <summary>Why an accepted form cannot be changed while officers look at the goods; null when it can.</summary>
    public static string? UnderInspection(Known known) =>
        known is { Control.Lane: ControlLane.Inspection, Result: null } ? "UNDER_INSPECTION" : null;

    private static LifecycleCell No(string reason) => new(reason, []);

    private static LifecycleCell To(params DeclarationState[] states) => new(null, [.. states]);

    /// <summary>Leads there, or leaves the state as it is.</summary>
    private static LifecycleCell Or(params DeclarationState[] states) => new(null, [.. states, Same]);

    /// <summary>Stands for the state of the column until the table is made.</summary>
    private const DeclarationState Same = (DeclarationState)(-1);

    private static LifecycleCell Staying(LifecycleCell cell, int column) => cell is { Refusal: null } && States[column] is { } own
        ? cell with { To = cell.To.IsEmpty ? [own] : [.. cell.To.Select(state => state == Same ? own : state)] }
        : cell;
}
