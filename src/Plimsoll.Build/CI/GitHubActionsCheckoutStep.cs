using Plimsoll.Build.CI.Generation;
using Plimsoll.Build.CI.Generation.GitHub;
using Plimsoll.Build.CI.Generation.Yaml;

namespace Plimsoll.Build.CI;

/// <summary>Checks the repository out.</summary>
public class GitHubActionsCheckoutStep : GitHubActionsStep
{
    /// <summary>Which submodules come with it; <c>null</c> for none.</summary>
    public GitHubActionsSubmodules? Submodules { get; set; }

    /// <summary>Whether files of Git LFS come with it.</summary>
    public bool? Lfs { get; set; }

    /// <summary>How many commits; 0, the default, for all with all tags, which versions need.</summary>
    public uint? FetchDepth { get; set; } = 0;

    /// <summary>Whether progress is shown.</summary>
    public bool? Progress { get; set; }

    /// <summary>A filter of <c>git clone</c>, such as <c>tree:0</c>.</summary>
    public string? Filter { get; set; }

    /// <summary>The branch, tag or commit; <c>null</c> for that of the event.</summary>
    public string? Ref { get; set; }

    /// <summary>Whether git keeps the token, for later commands that fetch or push.</summary>
    public bool PersistCredentials { get; set; }

    /// <summary>More inputs of the action, each as <c>name: value</c>.</summary>
    public string[] CheckoutWith { get; set; } = [];

    /// <inheritdoc />
    public override void Write(CustomFileWriter writer)
    {
        var inputs = new YamlMap();
        if (FetchDepth is { } depth)
            inputs.Add("fetch-depth", (int)depth);
        if (!PersistCredentials)
            inputs.Add("persist-credentials", false);
        if (Submodules is { } submodules and not GitHubActionsSubmodules.False)
            inputs.Add("submodules", submodules == GitHubActionsSubmodules.True ? "true" : "recursive");
        if (Lfs is { } lfs)
            inputs.Add("lfs", lfs);
        if (Progress is { } progress)
            inputs.Add("progress", progress);
        inputs.Add("filter", Filter);
        if (Ref is not null)
        {
            // A branch of a fork is there.
            inputs.Add("ref", Ref);
            inputs.Add("repository", "${{ github.event.pull_request.head.repo.full_name || github.repository }}");
        }

        foreach (var (name, value) in NamedTexts.Parse(CheckoutWith, nameof(CheckoutWith)))
            inputs.Set(name, value);
        Write(writer, name: null, new YamlMap { { "uses", GitHubPins.Checkout }, { "with", inputs.Count > 0 ? inputs : null } });
    }
}
