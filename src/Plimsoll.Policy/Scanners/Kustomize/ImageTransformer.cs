using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.Kustomize;

/// <summary>An entry of a kustomization's <c>images</c>.</summary>
internal sealed record ImageTransformer
{
    /// <summary>The name of the images it changes, as manifests write it.</summary>
    public required SourceScalar Name { get; init; }

    public SourceScalar? NewName { get; init; }
    public SourceScalar? NewGitTag { get; init; }
    public SourceScalar? TagSuffix { get; init; }
    public SourceScalar? Digest { get; init; }

    /// <summary>The entry itself.</summary>
    public required SourceMapping Mapping { get; init; }

    /// <summary>The text it is in.</summary>
    public required SourceText Source { get; init; }

    /// <summary>Whether tag or digest of what it changes are its own.</summary>
    public bool Selects => NewGitTag is not null || Digest is not null;

    /// <summary>The value that decides most about the images it changes, or <c>null</c> where it changes nothing.</summary>
    public SourceScalar? Decider => Digest ?? NewGitTag ?? TagSuffix ?? NewName;

    /// <summary>Reads an entry; <c>null</c> where it has no name.</summary>
    public static ImageTransformer? Read(SourceMapping mapping, SourceText source) =>
        Scalar(mapping, "name") is { } name
            ? new ImageTransformer
            {
                Name = name,
                NewName = Scalar(mapping, "newName"),
                NewGitTag = Scalar(mapping, "newTag"),
                TagSuffix = Scalar(mapping, "tagSuffix"),
                Digest = Scalar(mapping, "digest"),
                Mapping = mapping,
                Source = source,
            }
            : null;

    /// <summary>Whether it applies to a reference. Kustomize compares texts: <c>nginx</c> is not <c>docker.io/library/nginx</c>.</summary>
    public bool Matches(string reference) => Split(reference).Name == Name.Value && !reference.Contains('$');

    /// <summary>The reference after the change: a new tag takes the digest away, and a new digest the tag.</summary>
    /// <param name="reference">The reference before it.</param>
    /// <param name="asRead">Whether a tag without quotes is what Kustomize reads, or as it is written.</param>
    public string Apply(string reference, bool asRead)
    {
        var (name, tag, digest) = Split(reference);
        if (Selects)
            (tag, digest) = (Tag(NewGitTag), Digest?.Value ?? "");
        else if (TagSuffix is not null)
            (tag, digest) = (tag + Tag(TagSuffix), "");
        return (NewName?.Value ?? name) + (tag.Length > 0 ? ":" + tag : "") + (digest.Length > 0 ? "@" + digest : "");

        string Tag(SourceScalar? scalar) => scalar is null ? "" : asRead ? UnquotedTag.Read(scalar, inTemplate: false) : scalar.Value;
    }

    private static SourceScalar? Scalar(SourceMapping mapping, string key) => mapping.Scalar(key) is { IsNull: false } scalar ? scalar : null;

    private static (string Name, string Tag, string Digest) Split(string reference)
    {
        var at = reference.IndexOf('@', StringComparison.Ordinal);
        var digest = at < 0 ? "" : reference[(at + 1)..];
        var rest = at < 0 ? reference : reference[..at];
        var colon = rest.IndexOf(':', rest.LastIndexOf('/') + 1);
        return colon < 0 ? (rest, "", digest) : (rest[..colon], rest[(colon + 1)..], digest);
    }
}
