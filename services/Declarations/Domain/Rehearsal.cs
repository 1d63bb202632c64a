using Clearance.Declarations.Domain.Enterprises;
using Clearance.Kernel;

namespace Clearance.Declarations.Domain;

/// <summary>
/// A submission or completion that leaves no trace, for <c>validate_only</c>: the same decisions on the same states, up to where the numbers
/// would be drawn.
/// </summary>
public static class Rehearsal
{
    /// <summary>The declaration as it would be accepted, without numbers, or as it would be completed; or the refusal.</summary>
    /// <param name="state">The draft, or the summary; null when lodging.</param>
    /// <param name="message">The submission.</param>
    /// <param name="register">Finds the enterprises of the form by USCC; null for one that is not registered.</param>
    /// <param name="occasion">When and by whom.</param>
    public static Decision<Declaration> Of(Declaration? state, DeclarationMessage message, Func<string, Enterprise?> register, Occasion occasion)
    {
        var waiting = new Queue<DeclarationMessage>([message]);
        while (waiting.TryDequeue(out var next))
        {
            var decision = DeclarationDecisions.Decide(state, next, occasion);
            if (decision.Refusal is not null)
            {
                return decision;
            }

            state = decision.State;
            foreach (var told in decision.Tells.Where(told => told.Aggregate == Aggregates.Enterprises))
            {
                var answer = EnterpriseDecisions.Decide(register(told.Key), (EnterpriseMessage)told.Message, occasion);
                foreach (var reply in answer.Tells)
                {
                    waiting.Enqueue((DeclarationMessage)reply.Message);
                }
            }
        }

        return state! with { Stage = Stage.Accepted, Submission = null };
    }
}
