namespace Plimsoll.Publishing.HostRecords.Comments;

/// <summary>
/// The comments of a pull request on Azure DevOps (learn.microsoft.com, "Pull Request Threads"). The comment is a closed thread
/// of its own, so that a policy for unresolved comments does not wait for it.
/// </summary>
internal sealed class AzureComments : PullRequestComments
{
    private const string Version = "api-version=7.1";

    private readonly string _threads;

    private AzureComments(PlimsollHost host, string token, string threads)
        : base(host, token) => _threads = threads;

    /// <inheritdoc/>
    public override int MaximumBytes => 150_000;

    public static AzureComments? Open(PlimsollHost host, string pullRequest, out string? reason)
    {
        var token = host.Environment("SYSTEM_ACCESSTOKEN");
        var (collection, project, repository) = (host.Environment("SYSTEM_COLLECTIONURI"), host.Environment("SYSTEM_TEAMPROJECTID"), host.Environment("BUILD_REPOSITORY_ID"));
        reason = token is null ? "SYSTEM_ACCESSTOKEN is not set; in the step: env: { SYSTEM_ACCESSTOKEN: $(System.AccessToken) }, and the build service needs the right to contribute to pull requests"
            : collection is null || project is null || repository is null ? "SYSTEM_COLLECTIONURI, SYSTEM_TEAMPROJECTID or BUILD_REPOSITORY_ID is not set"
            : !Uri.TryCreate(collection, UriKind.Absolute, out _) ? "SYSTEM_COLLECTIONURI is not a valid URL"
            : null;
        return reason is null ? new AzureComments(host, token!, $"{collection!.TrimEnd('/')}/{project}/_apis/git/repositories/{repository}/pullRequests/{pullRequest}/threads") : null;
    }

    /// <inheritdoc/>
    protected override async Task<string?> FindAsync(string marker, CancellationToken cancellationToken)
    {
        using var threads = await SendAsync(HttpMethod.Get, $"{_threads}?{Version}", null, cancellationToken);
        foreach (var thread in threads.RootElement.GetProperty("value").EnumerateArray())
            foreach (var comment in thread.GetProperty("comments").EnumerateArray())
                if (comment.TryGetProperty("content", out var content) && content.GetString()?.StartsWith(marker, StringComparison.Ordinal) == true)
                    return $"{_threads}/{thread.GetProperty("id").GetInt64()}/comments/{comment.GetProperty("id").GetInt64()}?{Version}";
        return null;
    }

    /// <inheritdoc/>
    protected override async Task AddAsync(string text, CancellationToken cancellationToken) =>
        (await SendAsync(HttpMethod.Post, $"{_threads}?{Version}", json =>
        {
            json.WriteStartArray("comments");
            json.WriteStartObject();
            json.WriteNumber("parentCommentId", 0);
            json.WriteString("content", text);
            json.WriteString("commentType", "text");
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteString("status", "closed");
        }, cancellationToken)).Dispose();

    /// <inheritdoc/>
    protected override async Task UpdateAsync(string address, string text, CancellationToken cancellationToken) =>
        (await SendAsync(HttpMethod.Patch, address, json => json.WriteString("content", text), cancellationToken)).Dispose();
}
