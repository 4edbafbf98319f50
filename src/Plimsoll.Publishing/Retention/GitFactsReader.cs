using Plimsoll.Git;
using Plimsoll.Oci;
using Plimsoll.Publishing.HostRecords;
using Plimsoll.Tags;
using Plimsoll.Tags.Context;

namespace Plimsoll.Publishing.Retention;

/// <summary>
/// Asks git's remote for its branches, and GitHub for the open pull requests. What nobody answers stays unknown, with the reason.
/// </summary>
/// <param name="host">The repository and the environment variables.</param>
internal sealed class GitFactsReader(PlimsollHost host)
{
    private const string GitHub = "https://github.com/";

    /// <summary>Reads what the rules need.</summary>
    /// <param name="needsBranches">Whether a rule asks for branches.</param>
    /// <param name="needsPullRequests">Whether a rule asks for pull requests.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task<GitFacts> ReadAsync(bool needsBranches, bool needsPullRequests, CancellationToken cancellationToken)
    {
        RepositoryState repository;
        try
        {
            repository = host.ReadRepository();
        }
        catch (PlimsollException exception)
        {
            return new GitFacts { BranchesReason = $"the git repository cannot be read: {exception.Message.TrimEnd('.')}", PullRequestsReason = "there is no git repository" };
        }

        var facts = new GitFacts
        {
            Source = ImageLabels.GetWebUrl(repository.RemoteUrl) ?? repository.RemoteUrl,
            Tags = repository.Tags,
            DefaultBranch = host.Configuration.Tags.DefaultBranch ?? host.Observer.Host?.DefaultBranch ?? repository.DefaultBranch,
        };
        if (needsBranches)
            facts = await WithBranchesAsync(facts, repository, cancellationToken);
        return needsPullRequests ? await WithPullRequestsAsync(facts, cancellationToken) : facts;
    }

    private async Task<GitFacts> WithBranchesAsync(GitFacts facts, RepositoryState repository, CancellationToken cancellationToken)
    {
        if (repository.RemoteName is not { } remote)
            return facts with { BranchesReason = "the git repository has no remote to ask for its branches" };

        var (names, failure) = await new RemoteBranchReader(host.Environment).ReadAsync(repository.Root, remote, cancellationToken);

        // A remote without any branch is none that somebody works with.
        return names is { Count: > 0 } ? facts with { Branches = names } : facts with { BranchesReason = $"the branches of remote {remote} could not be listed: {failure ?? "it has none"}" };
    }

    private async Task<GitFacts> WithPullRequestsAsync(GitFacts facts, CancellationToken cancellationToken)
    {
        var name = host.Environment("GITHUB_REPOSITORY") ?? (facts.Source?.StartsWith(GitHub, StringComparison.OrdinalIgnoreCase) == true ? facts.Source[GitHub.Length..] : null);
        if (name is null || name.Split('/') is not [{ Length: > 0 }, { Length: > 0 }])
            return facts with { PullRequestsReason = "the host of the git repository is not GitHub, and no other is asked for open pull requests" };
        if (facts.Source is { } source && !source.EndsWith($"/{name}", StringComparison.OrdinalIgnoreCase))
            return facts with { PullRequestsReason = $"the run is for {name}, but the git repository is {source}" };
        if (GitHubApi.FindToken(host.Environment) is null)
            return facts with { PullRequestsReason = "GITHUB_TOKEN is not set, so that GitHub cannot be asked for open pull requests" };

        using var api = GitHubApi.Create(host);
        try
        {
            var open = new HashSet<string>(StringComparer.Ordinal);
            await foreach (var pullRequest in api.ListAsync($"repos/{name}/pulls?state=open", GitHubJson.Default.GitHubPullRequestArray, cancellationToken))
                open.Add(pullRequest.Number.ToString(System.Globalization.CultureInfo.InvariantCulture));
            return facts with { OpenPullRequests = open };
        }
        catch (PlimsollException exception)
        {
            return facts with { PullRequestsReason = $"the open pull requests are not known: {exception.Message.TrimEnd('.')}" };
        }
    }
}
