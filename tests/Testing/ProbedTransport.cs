using System.Collections.Concurrent;
using Clearance.Engine;
using Clearance.Messaging;
using Google.Protobuf;
using Microsoft.Extensions.DependencyInjection;

namespace Clearance.Testing;

/// <summary>The transport under test, watched: it notes what is published and what has been taken in.</summary>
internal sealed class ProbedTransport(ITransport inner, EventProbe probe) : ITransport, IAsyncDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);
    private readonly ConcurrentDictionary<(Guid Id, string Service), TaskCompletionSource> _settled = [];
    private readonly ConcurrentDictionary<string, Func<Delivery, CancellationToken, ValueTask>> _services = new(StringComparer.Ordinal);
    private bool _disposed;

    public void Subscribe(string service, Func<Delivery, CancellationToken, ValueTask> deliver)
    {
        _services[service] = deliver;
        inner.Subscribe(service, (delivery, cancellation) => deliver(Watched(service, delivery), cancellation));
    }

    public ValueTask PublishAsync(IReadOnlyList<EventBatch> batches, Action<IReadOnlyList<Guid>> confirmed, CancellationToken cancellationToken)
    {
        probe.Add([.. batches.SelectMany(batch => batch.Events)]);
        return inner.PublishAsync(batches, confirmed, cancellationToken);
    }

    public async Task<Guid> InjectAsync(IMessage message, Guid? id, DateTimeOffset now)
    {
        var entry = EventCatalogue.Entries.Single(candidate => candidate.Event.FullName == message.Descriptor.FullName);
        var subject = message.Descriptor.FindFieldByName("declaration")?.Accessor.GetValue(message) as string ?? string.Empty;
        var sent = new OutboxEvent(id ?? Guid.CreateVersion7(now), message.Descriptor.FullName, subject, message.ToByteArray(), now, string.Empty);
        var consumers = entry.Consumers.Where(_services.ContainsKey).ToArray();
        if (consumers.Length == 0)
        {
            throw new InvalidOperationException($"No service under test hears {sent.Type}.");
        }

        var taken = consumers.Select(consumer =>
            (_settled[(sent.Id, consumer)] = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task).ToArray();
        await inner.PublishAsync([new EventBatch(sent.Id, sent.Type, [sent], CloudEvents.Write(entry.Publisher, [sent]))], _ => { }, CancellationToken.None);
        await Task.WhenAll(taken).WaitAsync(Deadline);
        return sent.Id;
    }

    public ValueTask DisposeAsync()
    {
        if (_disposed)
        {
            return ValueTask.CompletedTask;
        }

        _disposed = true;
        return inner is IAsyncDisposable disposable ? disposable.DisposeAsync() : ValueTask.CompletedTask;
    }

    /// <summary>Wraps the transport that the services would have had.</summary>
    public static void Decorate(IServiceCollection services)
    {
        services.AddSingleton<EventProbe>();
        if (services.LastOrDefault(service => service.ServiceType == typeof(ITransport)) is not { } registered)
        {
            return;
        }

        services.Remove(registered);
        services.AddSingleton(provider => new ProbedTransport(Make(registered, provider), provider.GetRequiredService<EventProbe>()));
        services.AddSingleton<ITransport>(provider => provider.GetRequiredService<ProbedTransport>());
    }

    private static ITransport Make(ServiceDescriptor registered, IServiceProvider provider) => (ITransport)(
        registered.ImplementationInstance
        ?? registered.ImplementationFactory?.Invoke(provider)
        ?? ActivatorUtilities.CreateInstance(provider, registered.ImplementationType!));

    private Delivery Watched(string service, Delivery delivery) => delivery with
    {
        Settle = () =>
        {
            delivery.Settle();
            foreach (var taken in delivery.Events)
            {
                if (_settled.TryRemove((taken.Event.Id, service), out var waiting))
                {
                    waiting.SetResult();
                }
            }
        },
    };
}
