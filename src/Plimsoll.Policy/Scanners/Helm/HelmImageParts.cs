using Plimsoll.Policy.Scanners.Expressions;
using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.Helm;

/// <summary>The settings that make up an image; those that are not there have no scalar.</summary>
internal sealed record HelmImageParts
{
    private static readonly VariableLookup NoVariables = static _ => null;

    public HelmSetting Registry { get; init; }
    public HelmSetting Repository { get; init; }

    /// <summary>A last part of the name that is written apart.</summary>
    public HelmSetting Name { get; init; }

    public HelmSetting Tag { get; init; }
    public HelmSetting Digest { get; init; }

    /// <summary>The key of a digest, which need not be there.</summary>
    public string DigestKey { get; init; } = "digest";

    /// <summary>What stands for a name, or its last part, that is not in the file; or <c>null</c>.</summary>
    public string? UnknownName { get; init; }

    /// <summary>What stands for a tag that is not known, or <c>null</c>.</summary>
    public string? UnknownTag { get; init; }

    /// <summary>Why no digest can be written there, or <c>null</c>.</summary>
    public string? PinRefusal { get; init; }

    /// <summary>Whether an image without a tag has the version of the chart.</summary>
    public bool HasChartTag { get; init; }

    /// <summary>The image, or <c>null</c> where the file has no say in it.</summary>
    /// <param name="own">The mapping of the file that holds the parts, or <c>null</c>.</param>
    /// <param name="path">Where templates find that mapping, such as <c>.Values.image</c>.</param>
    /// <param name="chart">The chart, or <c>null</c>.</param>
    public FoundImage? Create(SourceMapping? own, string path, HelmChart? chart)
    {
        if (Token() is not { } token)
            return null;

        var name = string.Join('/', new[] { Registry.Text.TrimEnd('/'), Repository.Text, Name.Text }.Where(part => part.Length > 0));
        var (text, resolved) = (name, Interpolation.Expand(name, NoVariables));
        if (UnknownName is not null)
            (text, resolved) = name.Length == 0 ? (UnknownName, ImageUse.Unknown.ToString()) : ($"{name}/{UnknownName}", $"{resolved}/{ImageUse.Unknown}");
        var isSplit = HelmDigest.IsAlgorithm(Digest.Text) && Tag.Text.Length > 0;
        if (isSplit)
        {
            text += $"@{Digest.Text}:{Tag.Text}";
            resolved += $"@{Digest.Text}:{Interpolation.Expand(Tag.Text, NoVariables)}";
        }
        else if (Tag.Text.Length > 0)
        {
            text += $":{Tag.Text}";
            resolved += $":{Interpolation.Expand(UnquotedTag.Read(Tag.Scalar!, inTemplate: true), NoVariables)}";
        }
        else if (UnknownTag is not null)
        {
            text += $":{UnknownTag}";
            resolved += $":{ImageUse.Unknown}";
        }
        else if (HasChartTag && Digest.Text.Length == 0 && !ReferenceText.HasSelector(name))
        {
            text += $":{chart?.AppVersionTag ?? "{{ .Chart.AppVersion }}"}";
            resolved += $":{chart?.AppVersionTag ?? ImageUse.Unknown.ToString()}";
        }

        if (Digest.Text.Length > 0 && !isSplit)
        {
            var digest = HelmDigest.Full(Digest.Text);
            text += $"@{digest}";
            resolved += $"@{Interpolation.Expand(digest, NoVariables)}";
        }

        return new FoundImage(text, resolved, token, FileKinds.HelmValues)
        {
            PinRefusal = isSplit ? "its digest is written in two keys" : PinRefusal,
            Misreading = isSplit ? null : UnquotedTag.Misreading(Tag.Scalar, inTemplate: true),
            Parts = new ImageParts
            {
                Mapping = own ?? new SourceMapping(),
                ValuesPath = path,
                TagKey = Tag.Key.Length > 0 ? Tag.Key : "tag",
                IsDigestBare = HelmDigest.IsBare(Digest),
                DigestKey = Digest.Key.Length > 0 ? Digest.Key : DigestKey,
                Repository = Repository.Own as SourceScalar,
                Tag = Tag.Own as SourceScalar,
                Digest = Digest.Own as SourceScalar,
            },
        };
    }

    /// <summary>The most deciding part that the file has, or <c>null</c> where it has none.</summary>
    private TextRange? Token()
    {
        if (Digest is { IsOwn: true, Text.Length: > 0 } && !HelmDigest.IsAlgorithm(Digest.Text))
            return Digest.Range;
        if (Tag is { IsOwn: true, Text.Length: > 0 })
            return Tag.Range;
        foreach (var setting in (HelmSetting[])[Name, Repository, Tag, Digest, Registry])
            if (setting is { IsOwn: true, Scalar: not null })
                return setting.Range;
        return null;
    }
}
