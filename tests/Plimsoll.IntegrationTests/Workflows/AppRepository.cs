using Plimsoll.Testing;
using Plimsoll.Testing.Hosts;

namespace Plimsoll.IntegrationTests.Workflows;

/// <summary>The repository of an app, and the runs that its pipelines have: its files are published for two architectures, and it deploys one image.</summary>
internal sealed class AppRepository : IDisposable
{
    public AppRepository(string registry)
    {
        Origin = GitRepository.Init();
        foreach (var architecture in new[] { "amd64", "arm64" })
            Origin.Write($"out/{architecture}/app", architecture);
        Origin.Write("plimsoll.yml", $$"""
            registry: {{registry}}
            image: acme/app
            source: files:out/amd64
            environments:
              staging: { branches: main }
              production: { requires: staging, production: true }
            """);
        Origin.Write("deploy/app.yaml", Pod("nginx:1.27.3"));
        Origin.Run("add", "--all");
        Origin.Commit("feat: an app");
        Origin.Tag("v1.2.0");
    }

    public GitRepository Origin { get; }

    /// <summary>Changes the deployment on the branch of pull request 12, which the host merges.</summary>
    /// <param name="image">What it deploys.</param>
    /// <param name="isFork">Whether the branch is in a fork.</param>
    public HostRun PullRequest(string image = "nginx:1.27.4", bool isFork = false)
    {
        Origin.Checkout("feature/tools", create: true);
        Origin.Write("deploy/app.yaml", Pod(image));
        Origin.Run("add", "--all");
        var head = Origin.Commit("feat: another image");
        Origin.Checkout("main");
        Origin.Run("checkout", "--quiet", "--detach");
        var merge = Origin.Merge("feature/tools");
        Origin.Run("update-ref", "refs/pull/12/merge", merge);
        Origin.Checkout("main");
        return new HostRun(RunKind.PullRequest, merge) { PullRequestHead = head, IsFork = isFork };
    }

    public HostRun Of(RunKind kind) => kind switch
    {
        RunKind.PullRequest => PullRequest(),
        RunKind.Tag => new HostRun(kind, Origin.Run("rev-parse", "v1.2.0^{commit}")) { Tag = "v1.2.0" },
        _ => new HostRun(kind, Origin.Run("rev-parse", "main")) { Branch = "main" },
    };

    public void Dispose() => Origin.Dispose();

    private static string Pod(string image) => $"apiVersion: v1\nkind: Pod\nmetadata: {{ name: app }}\nspec:\n  containers:\n    - name: app\n      image: {image}\n";
}
