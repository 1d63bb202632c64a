using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Clearance.Kernel;
using CsCheck;
using Xunit;

namespace Clearance.Properties;

/// <summary>The properties that every aggregate must have, for any generator of its messages.</summary>
/// <param name="decide">The decide function under test.</param>
/// <param name="stateJson">Type information of the state: states are compared by their JSON, byte for byte.</param>
/// <param name="messageJson">Type information of the message base: replays go through JSON, as the journal does.</param>
public sealed class AggregateProperties<TState, TMessage>(
    Func<TState?, TMessage, Occasion, Decision<TState>> decide,
    JsonTypeInfo<TState> stateJson,
    JsonTypeInfo<TMessage> messageJson)
    where TState : class
    where TMessage : class
{
    private static readonly DateTimeOffset s_time = new(2018, 10, 23, 1, 0, 0, TimeSpan.Zero);

    /// <summary>
    /// Any order and any duplication of the same facts gives the same state. <paramref name="opening"/> messages come first, in order
    /// (a case must be opened by a command); facts that must join in any order, the opening fact included, belong to <paramref name="facts"/>.
    /// </summary>
    public void OrderAndDuplicationDoNotMatter(Gen<TMessage[]> facts, params TMessage[] opening)
    {
        var cases =
            from messages in facts
            from shuffled in Gen.Shuffle(messages)
            from repeats in Gen.Int[0, Math.Max(messages.Length - 1, 0)].Array[0, 4]
            from order in Gen.Shuffle(shuffled.Concat(messages.Length == 0 ? [] : repeats.Select(i => messages[i])).ToArray())
            select (messages, order);
        cases.Sample(
            c => Assert.Equal(Json(Fold([.. opening, .. c.messages])), Json(Fold([.. opening, .. c.order]))),
            iter: 2000);
    }

    /// <summary>Folding the journal again gives the same states and the same decisions, byte for byte.</summary>
    public void ReplayGivesTheSameDecisions(Gen<TMessage[]> messages) => messages.Sample(
        sequence =>
        {
            var journal = sequence.Select(message => JsonSerializer.Serialize(message, messageJson)).ToArray();
            Assert.Equal(Trace(sequence), Trace([.. journal.Select(json => JsonSerializer.Deserialize(json, messageJson)!)]));
        },
        iter: 1000);

    /// <summary>A state survives its own JSON: what is stored is what was decided.</summary>
    public void StateSurvivesStorage(Gen<TMessage[]> messages) => messages.Sample(
        sequence =>
        {
            if (Fold(sequence) is { } state)
            {
                var json = Json(state);
                Assert.Equal(json, Json(JsonSerializer.Deserialize(json, stateJson)));
            }
        },
        iter: 1000);

    /// <summary>The state after all messages; refused ones change nothing.</summary>
    public TState? Fold(params IReadOnlyList<TMessage> messages)
    {
        TState? state = null;
        for (var i = 0; i < messages.Count; i++)
        {
            var decision = decide(state, messages[i], At(i));
            state = decision.Refusal is null ? decision.State ?? state : state;
        }

        return state;
    }

    private static Occasion At(int index) => new(s_time, Actor.System, new Guid(index, 0, 0, [0, 0, 0, 0, 0, 0, 0, 1]));

    private string Json(TState? state) => state is null ? "null" : JsonSerializer.Serialize(state, stateJson);

    private IReadOnlyList<string> Trace(IReadOnlyList<TMessage> messages)
    {
        var trace = new List<string>();
        TState? state = null;
        for (var i = 0; i < messages.Count; i++)
        {
            // The state goes through storage between any two messages, as it does in the suite.
            var stored = state is null ? null : JsonSerializer.Deserialize(Json(state), stateJson);
            var decision = decide(stored, messages[i], At(i));
            trace.Add($"{decision.Refusal?.Reason} {string.Join(';', decision.Facts)} {string.Join(';', decision.Postings)} {string.Join(';', decision.Tells)}");
            state = decision.Refusal is null ? decision.State ?? state : state;
            trace.Add(Json(state));
        }

        return trace;
    }
}
