using System.Collections.Concurrent;

namespace Clearance.Deploy.Tests.Kubernetes;

/// <summary>Renders what <c>kubectl apply -k</c> would send.</summary>
internal static class Kustomization
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(1);
    private static readonly ConcurrentDictionary<string, Task<string>> s_rendered = new(StringComparer.Ordinal);

    /// <summary>Renders a folder below <c>deploy/kubernetes</c>; each only once.</summary>
    public static async Task<Manifests> RenderAsync(string folder)
    {
        if (!await Tool.AnswersAsync("kubectl", "version", "--client"))
        {
            Assert.Skip("No kubectl: install it (kubernetes.io/docs/tasks/tools) so that the manifests are rendered and checked.");
        }

        return new Manifests(await s_rendered.GetOrAdd(folder, KustomizeAsync));
    }

    private static async Task<string> KustomizeAsync(string folder)
    {
        var (exit, output, error) = await Tool.RunAsync(s_patience, "deploy/kubernetes", null, "kubectl", "kustomize", folder);
        Assert.True(exit == 0, error);
        return output;
    }
}
