using System.Collections.Concurrent;

namespace Clearance.Standalone.Bench.Load;

/// <summary>What a partner has heard of its declaration.</summary>
internal sealed class Heard
{
    private readonly TaskCompletionSource<IReadOnlyList<string>> bills = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<long> released = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Its tax bills, once they are issued.</summary>
    public Task<IReadOnlyList<string>> Bills => bills.Task;

    /// <summary>Timestamp at which its release was heard.</summary>
    public Task<long> Released => released.Task;

    /// <summary>Its bills are issued.</summary>
    public void Billed(IReadOnlyList<string> names) => bills.TrySetResult(names);

    /// <summary>It is released; true when that is news.</summary>
    public bool Release(long timestamp) => released.TrySetResult(timestamp);
}

/// <summary>Everything that is on its way, by the name of the declaration. News may come before the answer that tells the name.</summary>
internal sealed class News
{
    private readonly ConcurrentDictionary<string, Heard> declarations = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, TaskCompletionSource> debits = new(StringComparer.Ordinal);
    private long released;

    /// <summary>Declarations released since the start.</summary>
    public long Released => Interlocked.Read(ref released);

    /// <summary>What is heard of a declaration.</summary>
    public Heard Of(string declaration) => declarations.GetOrAdd(declaration, _ => new Heard());

    /// <summary>Bills of a declaration are issued.</summary>
    public void Billed(string declaration, IReadOnlyList<string> bills) => Of(declaration).Billed(bills);

    /// <summary>Ends when the bank has reported the debit of a bill.</summary>
    public Task DebitOf(string bill) => Debit(bill).Task;

    /// <summary>The bank has reported the debit of a bill.</summary>
    public void Debited(string bill) => Debit(bill).TrySetResult();

    /// <summary>A declaration is released.</summary>
    public void Release(string declaration)
    {
        if (Of(declaration).Release(TimeProvider.System.GetTimestamp()))
        {
            Interlocked.Increment(ref released);
        }
    }

    private TaskCompletionSource Debit(string bill) => debits.GetOrAdd(bill, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
}

/// <summary>How the partners hear what has become of their declarations.</summary>
internal interface IFeed
{
    /// <summary>What it is, for the report.</summary>
    string Description { get; }

    /// <summary>Listens until it is told to stop.</summary>
    Task RunAsync(News news, CancellationToken cancellationToken);
}
