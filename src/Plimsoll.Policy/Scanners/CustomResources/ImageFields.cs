using Plimsoll.Policy.Scanners.Expressions;
using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.CustomResources;

/// <summary>An image whose parts stand in keys of one mapping.</summary>
/// <param name="Mapping">The mapping.</param>
internal sealed record ImageFields(SourceMapping Mapping)
{
    private const string Algorithm = "sha256:";

    public SourceScalar? Registry { get; init; }
    public SourceScalar? Repository { get; init; }

    /// <summary>A last part of the name that is written apart.</summary>
    public SourceScalar? Image { get; init; }

    /// <summary>A last part of the name that the operator knows, or <c>null</c>.</summary>
    public string? Name { get; init; }

    public SourceScalar? Tag { get; init; }
    public SourceScalar? Digest { get; init; }

    /// <summary>Why no digest can be written there, or <c>null</c>.</summary>
    public string? PinRefusal { get; init; }

    /// <summary>A scalar of a mapping that is set, or <c>null</c>.</summary>
    public static SourceScalar? Set(SourceMapping mapping, string key) => mapping.Scalar(key) is { IsNull: false } scalar ? scalar : null;

    /// <summary>The image; <c>null</c> where no part is there. A name without a tag has the one that the operator chooses, which is unknown.</summary>
    public FoundImage? Create(string kind)
    {
        if ((Digest ?? Tag ?? Image ?? Repository) is not { } token)
            return null;

        var name = string.Join('/', new[] { Registry?.Value, Repository?.Value, Image?.Value, Name }.Where(part => part is not null).Select(part => part!.Trim('/', '\n')));
        var resolved = Repository is null && Image is null ? $"{ImageUse.Unknown}/{name}" : ImageText.Expand(name);
        var place = new TextRange(token.Start, token.End);
        if (Tag is null && Digest is null)
            return ReferenceText.HasSelector(name)
                ? new FoundImage(name, resolved, place, kind) { PinRefusal = Registry is null && Image is null && Name is null ? PinRefusal : PinRefusal ?? "its parts are written apart" }
                : new FoundImage(name, $"{resolved}:{ImageUse.Unknown}", place, kind);

        var text = name;
        foreach (var (part, isDigest) in new[] { (Tag, false), (Digest, true) })
        {
            if (part is null)
                continue;

            var value = isDigest && !part.Value.Contains(':', StringComparison.Ordinal) ? Algorithm + part.Value : part.Value;
            var sign = isDigest || value.StartsWith(Algorithm, StringComparison.Ordinal) ? '@' : ':';
            text += sign + value;
            resolved += sign + ImageText.Expand(isDigest || sign == '@' ? value : UnquotedTag.Read(part, inTemplate: false));
        }

        return new FoundImage(text, resolved, place, kind)
        {
            PinRefusal = PinRefusal,
            Misreading = UnquotedTag.Misreading(Tag, inTemplate: false),
            Parts = new ImageParts { Mapping = Mapping, Repository = Repository, Tag = Tag, Digest = Mapping.Scalar("digest") },
        };
    }
}
