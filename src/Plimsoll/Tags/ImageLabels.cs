using Plimsoll.Images;

namespace Plimsoll.Tags;

/// <summary>
/// The <c>org.opencontainers.image.*</c> labels of a build (OCI image-spec, annotations.md). They depend on the commit
/// alone, never on the clock or the environment, so that a commit keeps its digest.
/// </summary>
public static class ImageLabels
{
    /// <summary>When the image's sources were committed, RFC 3339.</summary>
    public const string Created = "org.opencontainers.image.created";

    /// <summary>The commit's full id.</summary>
    public const string Revision = "org.opencontainers.image.revision";

    /// <summary>Where the sources are.</summary>
    public const string Source = "org.opencontainers.image.source";

    /// <summary>The version, where the build is a release.</summary>
    public const string Version = "org.opencontainers.image.version";

    internal static IReadOnlyDictionary<string, string> Of(TagDerivation derivation)
    {
        var repository = derivation.Context.Repository;
        var labels = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            [Created] = Timestamps.Rfc3339(repository.Head.CommitDate),
            [Revision] = repository.Head.Id,
        };
        if (derivation.Release is { } release)
            labels[Version] = release.Text;
        if (WebUrl(repository.RemoteUrl) is { } source)
            labels[Source] = source;
        foreach (var (key, value) in derivation.Rules.Labels)
            labels[key] = value;
        return labels;
    }

    /// <summary>
    /// The https address of a remote; <c>null</c> for a path on this machine, which says nothing elsewhere and would
    /// change the digest from clone to clone.
    /// </summary>
    private static string? WebUrl(string? remote)
    {
        if (remote is null)
            return null;

        // git@host:owner/name, the scp-like form of git.
        if (!remote.Contains("://", StringComparison.Ordinal))
            return remote.Split('@') is [_, { } rest] && rest.Split(':', 2) is [{ Length: > 1 } host, { } path] ? WithoutSuffix($"https://{host}/{path.TrimStart('/')}") : null;

        return Uri.TryCreate(remote, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http" or "ssh" or "git" && uri is { Host.Length: > 0 }
            ? WithoutSuffix(uri.Scheme is "http" ? $"http://{uri.Authority}{uri.AbsolutePath}" : $"https://{(uri.Scheme == "https" ? uri.Authority : uri.Host)}{uri.AbsolutePath}")
            : null;
    }

    private static string WithoutSuffix(string url) => url.EndsWith(".git", StringComparison.Ordinal) ? url[..^4] : url.TrimEnd('/');
}
