using System.Diagnostics.CodeAnalysis;

namespace Plimsoll.Oci.Images;

/// <summary>
/// The full name of an image: registry, repository and, where given, tag and digest (both are kept). It is what
/// Docker's command line accepts, with Docker Hub's defaults applied; it is not an image name with a transport such
/// as <c>oci:PATH</c>. Source: github.com/distribution/reference.
/// </summary>
public sealed record ImageReference
{
    /// <summary>The registry of a name that has none.</summary>
    public const string DockerHub = "docker.io";

    private const string LegacyDockerHub = "index.docker.io";
    private const string OfficialPrefix = "library/";

    private ImageReference(string registry, string repository, string? tag, Digest? digest)
    {
        Registry = registry;
        Repository = repository;
        Tag = tag;
        Digest = digest;
    }

    /// <summary>Host and, where given, port: <c>ghcr.io</c>, <c>localhost:5000</c>, <c>[::1]:5000</c>.</summary>
    public string Registry { get; }

    /// <summary>The path within the registry, such as <c>acme/app</c>; <c>library/nginx</c> for Docker's own images.</summary>
    public string Repository { get; }

    /// <summary>The tag, or <c>null</c> where none is given.</summary>
    public string? Tag { get; }

    /// <summary>The digest, or <c>null</c> where none is given.</summary>
    public Digest? Digest { get; }

    /// <summary>Registry and repository: <c>docker.io/library/nginx</c>.</summary>
    public string Name => $"{Registry}/{Repository}";

    /// <summary>The name as Docker's users write it: <c>nginx</c> for <c>docker.io/library/nginx</c>.</summary>
    public string FamiliarName
    {
        get
        {
            if (Registry != DockerHub)
                return Name;

            var official = Repository.StartsWith(OfficialPrefix, StringComparison.Ordinal)
                && !Repository.AsSpan(OfficialPrefix.Length).Contains('/');
            return official ? Repository[OfficialPrefix.Length..] : Repository;
        }
    }

    /// <summary>The reference as Docker's users write it: <c>nginx:1.27</c>.</summary>
    public string Familiar => FamiliarName + Suffix;

    /// <summary>What selects the manifest: the digest where there is one, else the tag, else <c>latest</c>.</summary>
    public string TagOrDigest => Digest?.ToString() ?? Tag ?? "latest";

    private string NormalisedName => RegistryName.Normalise(Registry) is var registry && registry == DockerHub && !Repository.Contains('/') ? $"{registry}/{OfficialPrefix}{Repository}" : $"{registry}/{Repository}";

    private string Suffix => (Tag is null ? "" : ":" + Tag) + (Digest is null ? "" : "@" + Digest);

    /// <summary>Parses a reference and applies Docker Hub's defaults.</summary>
    /// <exception cref="PlimsollException">The text is not a reference (exit code 2).</exception>
    public static ImageReference Parse(string text) =>
        TryParse(text, out var reference, out var error)
            ? reference
            : throw PlimsollException.Usage($"'{SecretText.HideTyped(text)}' is not an image reference: {error}.", "Write it as [REGISTRY/]REPOSITORY[:TAG][@DIGEST], for example ghcr.io/acme/app:1.2.3.");

    /// <summary>Parses a reference without throwing.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out ImageReference? reference) =>
        TryParse(text, out reference, out _);

    /// <summary>Parses a reference without throwing; <paramref name="error"/> says what is wrong with it.</summary>
    public static bool TryParse(
        [NotNullWhen(true)] string? text,
        [NotNullWhen(true)] out ImageReference? reference,
        [NotNullWhen(false)] out string? error)
    {
        reference = null;
        error = null;
        if (string.IsNullOrEmpty(text))
        {
            error = "it is empty";
            return false;
        }

        if (ReferenceGrammar.Identifier.IsMatch(text))
        {
            error = "64 hexadecimal digits are an image ID, not a repository name";
            return false;
        }

        var (registry, remainder) = SplitDockerDomain(text);
        var match = ReferenceGrammar.Reference.Match($"{registry}/{remainder}");
        if (!match.Success)
        {
            error = Describe(text, remainder);
            return false;
        }

        var path = match.Groups["path"].Value;
        if (path.Length > ReferenceGrammar.MaximumPathLength)
        {
            error = $"the repository has {path.Length} characters, more than {ReferenceGrammar.MaximumPathLength}";
            return false;
        }

        Digest? digest = null;
        if (match.Groups["digest"] is { Success: true } found && !Digest.TryParse(found.Value, out digest, out error))
            return false;

        reference = new ImageReference(registry, path, match.Groups["tag"] is { Success: true } tag ? tag.Value : null, digest);
        return true;
    }

    /// <summary>
    /// Whether a pattern such as <c>acme/*</c> or <c>ghcr.io/acme/app:1.*</c> matches the reference as Docker's users write
    /// it, or its name alone. <c>*</c> and <c>?</c> stop at a slash.
    /// </summary>
    /// <exception cref="PlimsollException">The pattern is malformed (exit code 2).</exception>
    public bool FamiliarMatches(string pattern) => ReferencePattern.Matches(pattern, Familiar) || ReferencePattern.Matches(pattern, FamiliarName);

    /// <summary>Whether a reference says which registry it means, so that Docker Hub is not merely the default.</summary>
    public static bool NamesRegistry(string text) => FirstPartIsRegistry(text);

    /// <summary>Whether <paramref name="text"/> is a valid tag: up to 128 characters of <c>[A-Za-z0-9_.-]</c>, the first not <c>.</c> or <c>-</c>.</summary>
    public static bool IsValidTag([NotNullWhen(true)] string? text) => text is not null && ReferenceGrammar.Tag.IsMatch(text);

    /// <summary>The same repository with this tag and no digest.</summary>
    /// <exception cref="PlimsollException">The tag is not valid (exit code 2).</exception>
    public ImageReference WithTag(string tag) =>
        IsValidTag(tag)
            ? new ImageReference(Registry, Repository, tag, null)
            : throw PlimsollException.Usage($"'{tag}' is not a valid tag: a tag has 1 to 128 letters, digits, '_', '.' or '-', and does not start with '.' or '-'.");

    /// <summary>The same repository with this digest; a tag stays.</summary>
    public ImageReference WithDigest(Digest digest) => new(Registry, Repository, Tag, digest);

    /// <summary>The repository alone, without tag and digest.</summary>
    public ImageReference WithoutTagOrDigest() => new(Registry, Repository, null, null);

    /// <summary>Whether both are of one repository, also where its registry is written in another way.</summary>
    internal bool IsSameRepository(ImageReference other) => NormalisedName == other.NormalisedName;

    /// <summary>The canonical text with registry: <c>docker.io/library/nginx:1.27@sha256:…</c>.</summary>
    public override string ToString() => Name + Suffix;

    private static (string Registry, string Remainder) SplitDockerDomain(string text)
    {
        var slash = text.IndexOf('/');
        var (registry, remainder) = FirstPartIsRegistry(text) ? (text[..slash], text[(slash + 1)..]) : (DockerHub, text);
        if (registry == LegacyDockerHub)
            registry = DockerHub;

        if (registry == DockerHub && !remainder.Contains('/'))
            remainder = OfficialPrefix + remainder;

        return (registry, remainder);
    }

    /// <summary>As Docker does: the first part is a registry only if it could not be a Docker Hub user.</summary>
    private static bool FirstPartIsRegistry(string text)
    {
        var slash = text.IndexOf('/');
        var first = slash < 0 ? "" : text[..slash];
        return slash >= 0
            && (first.AsSpan().ContainsAny('.', ':')
                || first == "localhost"
                || !string.Equals(first, first.ToLowerInvariant(), StringComparison.Ordinal));
    }

    private static string Describe(string text, string remainder)
    {
        var end = remainder.AsSpan().IndexOfAny(':', '@');
        var path = end < 0 ? remainder : remainder[..end];
        if (path.AsSpan().ContainsAnyInRange('A', 'Z') && ReferenceGrammar.Name.IsMatch(path.ToLowerInvariant()))
            return "a repository name must be lower case";

        if (text.Any(char.IsWhiteSpace))
            return "it contains whitespace";

        var colon = remainder.IndexOf(':');
        if (colon == remainder.Length - 1)
            return "the tag after ':' is empty";

        if (colon >= 0 && ReferenceGrammar.Name.IsMatch(remainder[..colon]) && !remainder.Contains('@') && !IsValidTag(remainder[(colon + 1)..]))
            return $"'{remainder[(colon + 1)..]}' is not a tag";

        return "it does not follow the grammar of image references";
    }
}
