using System.Globalization;

namespace Plimsoll.Publishing.HostRecords.Comments;

/// <summary>The comments of a pull request on GitHub (docs.github.com, "REST API endpoints for issue comments").</summary>
internal sealed class GitHubComments : PullRequestComments
{
    private const int PageSize = 100;
    private const int MaximumPages = 50;

    private readonly string _repository;
    private readonly string _comments;

    private GitHubComments(PlimsollHost host, string token, string repository, string number)
        : base(host, token) => (_repository, _comments) = (repository, $"{repository}/issues/{number}/comments");

    /// <inheritdoc/>
    public override int MaximumBytes => 65_536;

    public static GitHubComments? Open(PlimsollHost host, string pullRequest, out string? reason)
    {
        var (repository, token, api) = (host.Environment("GITHUB_REPOSITORY"), GitHubApi.FindToken(host.Environment), GitHubApi.FindAddress(host.Environment));
        reason = token is null ? "GITHUB_TOKEN is not set; in the workflow: env: GITHUB_TOKEN: ${{ github.token }}, with permissions: pull-requests: write"
            : repository is null ? "GITHUB_REPOSITORY is not set"
            : api is null ? "GITHUB_API_URL is not a valid URL"
            : null;
        return reason is null ? new GitHubComments(host, token!, $"{api!.AbsoluteUri.TrimEnd('/')}/repos/{repository}", pullRequest) : null;
    }

    /// <inheritdoc/>
    protected override async Task<string?> FindAsync(string marker, CancellationToken cancellationToken)
    {
        for (var page = 1; page <= MaximumPages; page++)
        {
            using var comments = await SendAsync(HttpMethod.Get, string.Create(CultureInfo.InvariantCulture, $"{_comments}?per_page={PageSize}&page={page}"), null, cancellationToken);
            foreach (var comment in comments.RootElement.EnumerateArray())
                if (comment.GetProperty("body").GetString()?.StartsWith(marker, StringComparison.Ordinal) == true)
                    return $"{_repository}/issues/comments/{comment.GetProperty("id").GetInt64()}";
            if (comments.RootElement.GetArrayLength() < PageSize)
                break;
        }

        return null;
    }

    /// <inheritdoc/>
    protected override async Task AddAsync(string text, CancellationToken cancellationToken) =>
        (await SendAsync(HttpMethod.Post, _comments, json => json.WriteString("body", text), cancellationToken)).Dispose();

    /// <inheritdoc/>
    protected override async Task UpdateAsync(string address, string text, CancellationToken cancellationToken) =>
        (await SendAsync(HttpMethod.Patch, address, json => json.WriteString("body", text), cancellationToken)).Dispose();
}
