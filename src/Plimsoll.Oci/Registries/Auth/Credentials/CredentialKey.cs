using System.Text.RegularExpressions;
using Plimsoll.Oci.Images;

namespace Plimsoll.Oci.Registries.Auth.Credentials;

/// <summary>
/// The keys of credential files: hosts, or hosts with the beginning of a repository's path, in several spellings
/// (<c>https://ghcr.io</c>, <c>ghcr.io/v2/</c>, <c>https://index.docker.io/v1/</c>).
/// </summary>
internal static partial class CredentialKey
{
    /// <summary>What Docker calls Docker Hub in its files and to its helpers.</summary>
    public const string DockerHub = "https://index.docker.io/v1/";

    /// <summary>
    /// What a user logs in to: a host, or a host with the beginning of a repository's path. Docker Hub's names become
    /// <c>docker.io</c>.
    /// </summary>
    /// <exception cref="PlimsollException">It is neither (exit code 2).</exception>
    public static (string Registry, string? Namespace) Parse(string text)
    {
        if (!LoginTarget.IsMatch(text))
            throw PlimsollException.Usage(
                $"'{Plimsoll.Oci.Registries.Transport.Redaction.Text(SecretText.HideTyped(text))}' is not a valid registry name.",
                "Use HOST[:PORT][/PATH], without https:// and without a tag or digest, for example ghcr.io, localhost:5000 or quay.io/acme.");

        var key = Normalise(text);
        var slash = key.IndexOf('/');
        return slash < 0 ? (key, null) : (key[..slash], key[(slash + 1)..]);
    }

    [GeneratedRegex(@"^(?:[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?(?:/[a-z0-9]+(?:[._-]+[a-z0-9]+)*)*\z")]
    private static partial Regex LoginTarget { get; }

    /// <summary>
    /// The key without scheme, query, API version and trailing slash; Docker Hub's names become <c>docker.io</c>. A key
    /// of another scheme stays as it is, and therefore matches no registry.
    /// </summary>
    public static string Normalise(string key)
    {
        var rest = key;
        foreach (var scheme in new[] { "https://", "http://", "//" })
            if (rest.StartsWith(scheme, StringComparison.OrdinalIgnoreCase))
            {
                rest = rest[scheme.Length..];
                break;
            }

        var query = rest.IndexOfAny(['?', '#']);
        if (query >= 0)
            rest = rest[..query];

        rest = rest.TrimEnd('/');
        if (rest.EndsWith("/v1", StringComparison.Ordinal) || rest.EndsWith("/v2", StringComparison.Ordinal))
            rest = rest[..^3].TrimEnd('/');

        var slash = rest.IndexOf('/');
        var host = slash < 0 ? rest : rest[..slash];
        return host is "index.docker.io" or "registry-1.docker.io"
            ? ImageReference.DockerHub + (slash < 0 ? "" : rest[slash..])
            : rest;
    }

    /// <summary>The keys a repository is looked up by, most specific first: <c>host/a/b</c>, <c>host/a</c>, <c>host</c>.</summary>
    public static IEnumerable<string> MostSpecificFirst(string registry, string? repository)
    {
        for (var path = repository ?? ""; path.Length > 0; path = path[..Math.Max(path.LastIndexOf('/'), 0)])
            yield return $"{registry}/{path}";
        yield return registry;
    }

    /// <summary>Finds the value for a repository; a key spelt exactly so comes before other spellings.</summary>
    public static (string Key, T Value)? Find<T>(IReadOnlyDictionary<string, T>? values, string registry, string? repository)
        where T : notnull
    {
        if (values is null)
            return null;

        foreach (var wanted in MostSpecificFirst(Normalise(registry), repository))
        {
            foreach (var spelling in wanted == ImageReference.DockerHub ? [DockerHub, wanted] : new[] { wanted })
                if (values.TryGetValue(spelling, out var exact))
                    return (spelling, exact);
            foreach (var (key, value) in values.OrderBy(entry => entry.Key, StringComparer.Ordinal))
                if (string.Equals(Normalise(key), wanted, StringComparison.OrdinalIgnoreCase))
                    return (key, value);
        }

        return null;
    }

    /// <summary>What a credential helper is asked for.</summary>
    public static string ForHelper(string registry) => registry == ImageReference.DockerHub ? DockerHub : registry;
}
