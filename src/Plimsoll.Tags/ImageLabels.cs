using Plimsoll.Oci.Images;
using Plimsoll.Tags.Strategies;

namespace Plimsoll.Tags;

/// <summary>
/// The <c>org.opencontainers.image.*</c> labels of a build (OCI image-spec, annotations.md). They depend on commit and
/// remote alone, never on the clock or on what a CI host says of the repository, so that a commit keeps its digest.
/// </summary>
public static class ImageLabels
{
    /// <summary>When the image's sources were committed, RFC 3339.</summary>
    public const string Created = "org.opencontainers.image.created";

    /// <summary>The full id of the commit that the build is of: <see cref="Plimsoll.Tags.Context.BuildContext.Revision"/>.</summary>
    public const string Revision = "org.opencontainers.image.revision";

    /// <summary>The full id of the commit that was built, where it is a merge that a CI host made of <see cref="Revision"/>.</summary>
    public const string MergeRevision = "dev.plimsoll.merge-revision";

    /// <summary>Where the sources are.</summary>
    public const string Source = "org.opencontainers.image.source";

    /// <summary>The name of the repository that the sources are in.</summary>
    public const string Title = "org.opencontainers.image.title";

    /// <summary>Where to read about the image: the same as <see cref="Source"/>.</summary>
    public const string Url = "org.opencontainers.image.url";

    /// <summary>The version, where the build is a release.</summary>
    public const string Version = "org.opencontainers.image.version";

    internal static IReadOnlyDictionary<string, string> Create(TagDerivation derivation)
    {
        var repository = derivation.Context.Repository;
        var labels = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            [Created] = Timestamps.Rfc3339(repository.Head.CommitDate),
            [Revision] = derivation.Context.Revision,
        };
        if (derivation.Context.MergeRevision is { } merge)
            labels[MergeRevision] = merge;
        if (derivation.Release is { } release)
            labels[Version] = release.Text;
        if (GetWebUrl(repository.RemoteUrl) is { } source)
        {
            labels[Source] = labels[Url] = source;
            if (source.Split('/') is [_, _, _, .., { Length: > 0 } title])
                labels[Title] = title;
        }

        return Merge(labels, derivation.Rules.Labels);
    }

    /// <summary>The values with one's own, which win, in ordinal order.</summary>
    internal static IReadOnlyDictionary<string, string> Merge(IReadOnlyDictionary<string, string> values, IReadOnlyDictionary<string, string> own)
    {
        var merged = new SortedDictionary<string, string>(values.ToDictionary(), StringComparer.Ordinal);
        foreach (var (key, value) in own)
            merged[key] = value;
        return merged;
    }

    /// <summary>
    /// The https address of a remote; <c>null</c> for a path on this machine, which says nothing elsewhere and would
    /// change the digest from clone to clone.
    /// </summary>
    public static string? GetWebUrl(string? remote)
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

    private static string WithoutSuffix(string url)
    {
        var trimmed = url.TrimEnd('/');
        return trimmed.EndsWith(".git", StringComparison.Ordinal) ? trimmed[..^4] : trimmed;
    }
}
