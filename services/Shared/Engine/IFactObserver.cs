using Clearance.Kernel;

namespace Clearance.Engine;

/// <summary>
/// Sees each fact of a service once its batch has committed, to count it: never a fact that was rolled back, and never again for a message
/// that is delivered again. What a crash leaves unseen is not shown later, so nothing that matters may hang on it.
/// </summary>
public interface IFactObserver
{
    /// <summary>A fact is committed. Returns at once and never throws, since the loop calls it.</summary>
    void Committed(IFact fact);
}

/// <inheritdoc/>
/// <typeparam name="TService">Definition of the service.</typeparam>
public interface IFactObserver<TService> : IFactObserver
    where TService : ServiceDefinition;
