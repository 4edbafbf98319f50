using Plimsoll.Build.Parameters;
using Plimsoll.Build.Servers;

namespace Plimsoll.Build.CI;

/// <summary>A host that a build can run on, and how it is recognised. This is the one place that decides where a build runs.</summary>
/// <param name="Name">The name of its class.</param>
/// <param name="Server">What it reads from a log; <see cref="BuildServer.None"/> for one with a person at it.</param>
/// <param name="IsRunning">Whether an environment is one of it.</param>
/// <param name="Create">Creates it.</param>
internal sealed record HostKind(string Name, BuildServer Server, Func<IReadOnlyDictionary<string, string>, bool> IsRunning, Func<HostContext, Host> Create)
{
    /// <summary>All, the first one that runs wins: servers, then terminals of editors, then any terminal.</summary>
    public static IReadOnlyList<HostKind> All { get; } =
    [
        new(nameof(GitHubActions), BuildServer.GitHubActions, Sets("GITHUB_ACTIONS"), context => new GitHubActions(context)),
        new(nameof(AzurePipelines), BuildServer.AzurePipelines, Sets("TF_BUILD"), context => new AzurePipelines(context)),
        new(nameof(AppVeyor), BuildServer.Other, Sets("APPVEYOR"), context => new AppVeyor(context)),
        new(nameof(Bamboo), BuildServer.Other, Sets("BAMBOO_SERVER", "bamboo_planKey"), context => new Bamboo(context)),
        new(nameof(Bitbucket), BuildServer.Other, Sets("BITBUCKET_PIPELINE_UUID", "BITBUCKET_COMMIT"), context => new Bitbucket(context)),
        new(nameof(Bitrise), BuildServer.Other, Sets("BITRISE_BUILD_URL"), context => new Bitrise(context)),
        new(nameof(GitLab), BuildServer.Other, Sets("GITLAB_CI"), context => new GitLab(context)),
        new(nameof(Jenkins), BuildServer.Other, Sets("JENKINS_URL", "JENKINS_HOME"), context => new Jenkins(context)),
        new(nameof(SpaceAutomation), BuildServer.Other, Sets("JB_SPACE_PROJECT_KEY"), context => new SpaceAutomation(context)),
        new(nameof(TeamCity), BuildServer.TeamCity, Sets("TEAMCITY_VERSION"), context => new TeamCity(context)),
        new(nameof(TravisCI), BuildServer.Other, Sets("TRAVIS"), context => new TravisCI(context)),
        new(nameof(GenericServer), BuildServer.Other, Sets("CI", "CIRCLECI", "BUILDKITE"), context => new GenericServer(context)),
        new(nameof(Rider), BuildServer.None, Rider.IsRunning, context => new Rider(context)),
        new(nameof(VSCode), BuildServer.None, Sets("VSCODE_PID", "VSCODE_GIT_IPC_HANDLE"), context => new VSCode(context)),
        new(nameof(VisualStudio), BuildServer.None, Sets("VisualStudioVersion"), context => new VisualStudio(context)),
        new(nameof(Terminal), BuildServer.None, _ => true, context => new Terminal(context)),
    ];

    /// <summary>Finds the host of a name, in any case, or without a name that which the environment is of.</summary>
    /// <exception cref="BuildException">There is no host of that name (exit code 2).</exception>
    public static HostKind Find(string? name, IReadOnlyDictionary<string, string> environment)
    {
        if (name is null)
            return Detect(environment);
        return All.FirstOrDefault(kind => ParameterName.GetKey(kind.Name) == ParameterName.GetKey(name)) ?? throw BuildException.Usage(
            $"Unknown host '{name}'.", Suggestion.GetAdvice(name, All.Select(kind => kind.Name), $"Hosts: {string.Join(", ", All.Select(kind => kind.Name))}."));
    }

    /// <summary>The host that the environment is of.</summary>
    public static HostKind Detect(IReadOnlyDictionary<string, string> environment) => All.First(kind => kind.IsRunning(environment));

    private static Func<IReadOnlyDictionary<string, string>, bool> Sets(params string[] names) => environment => names.Any(name =>
        environment.TryGetValue(name, out var value) && value.Length > 0 && !value.Equals("false", StringComparison.OrdinalIgnoreCase) && value != "0");
}
