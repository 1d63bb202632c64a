namespace Clearance.Engine.Model;

// The tables beside the aggregates, as EF Core reads them. The loop writes them through the store.
internal sealed class JournalRecord
{
    public required string Aggregate { get; init; }

    public required string Key { get; init; }

    public required long Version { get; init; }

    public required string Message { get; init; }

    public required Guid MessageId { get; init; }

    public required long Time { get; init; }

    public required string ActorSubject { get; init; }

    public required string ActorRole { get; init; }

    public required string? ActorEnterprise { get; init; }

    public required string Events { get; init; }

    public required byte[] Hash { get; init; }
}

internal sealed class InboxRecord
{
    public required Guid Id { get; init; }

    public required int Taking { get; init; }

    public required long Time { get; init; }
}

internal sealed class OutboxRecord
{
    public required long Sequence { get; init; }

    public required Guid Id { get; init; }

    public required string Type { get; init; }

    public required byte[] Body { get; init; }

    public required long Time { get; init; }

    public required int Writer { get; init; }
}

internal sealed class RequestRecord
{
    public required string Scope { get; init; }

    public required string RequestId { get; init; }

    public required byte[] ContentHash { get; init; }

    public required byte[] Reply { get; init; }

    public required long Time { get; init; }
}

internal sealed class PostingRecord
{
    public required long Id { get; init; }

    public required string Account { get; init; }

    public required string Currency { get; init; }

    public required decimal Amount { get; init; }

    public required string Aggregate { get; init; }

    public required string Key { get; init; }

    public required Guid MessageId { get; init; }

    public required long Time { get; init; }
}

internal sealed class NoteRecord
{
    public required long Sequence { get; init; }

    public required long Batch { get; init; }

    public required string Log { get; init; }

    public required string Aggregate { get; init; }

    public required string Key { get; init; }

    public required Guid MessageId { get; init; }

    public required long Time { get; init; }

    public required string Body { get; init; }
}

internal sealed class DeadLetterRecord
{
    public required Guid Id { get; init; }

    public required string Type { get; init; }

    public required string Subject { get; init; }

    public required byte[] Body { get; init; }

    public required long Time { get; init; }

    public required string TraceParent { get; init; }

    public required string Reason { get; init; }

    public required int Attempts { get; init; }

    public required long AttemptTime { get; init; }

    public required DeadLetterState State { get; init; }

    public required string? ClosedBy { get; init; }
}
