using Plimsoll.Policy.Scanners.Expressions;
using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.Kustomize;

/// <summary>An image on its way from a manifest through the kustomizations that include it.</summary>
internal sealed record KustomizedImage
{
    /// <summary>The image in the manifest, or <c>null</c> where a transformer changes one that is in no file of the tree.</summary>
    public ImageUse? Origin { get; init; }

    /// <summary>Where the manifest is; of an image without one, the kustomization that names it.</summary>
    public required string Manifest { get; init; }

    /// <summary>The reference as it is by now.</summary>
    public required string Text { get; init; }

    /// <summary>The same as Kustomize reads it where a tag has no quotes; <c>null</c> where no transformer has changed it.</summary>
    private string? Read { get; init; }

    /// <summary>The transformer that is responsible for it, or <c>null</c> where the manifest is.</summary>
    public ImageTransformer? Transformer { get; init; }

    /// <summary>The file that brings it into use: where that is, and its path as reported.</summary>
    public required (string FullPath, string Path) UsedBy { get; init; }

    /// <summary>Whether any transformer has changed it.</summary>
    public bool IsChanged { get; init; }

    /// <summary>Whether a transformer applies.</summary>
    public bool IsMatchedBy(ImageTransformer transformer) => Origin?.IsKustomizeField != false && transformer.Matches(Text);

    /// <summary>The image after a transformer that applies.</summary>
    public KustomizedImage After(ImageTransformer transformer)
    {
        if (transformer.Decider is null)
            return this;

        // A new name leaves the responsibility for the tag with the transformer that gave it.
        var decides = transformer.Selects || transformer.TagSuffix is not null || Transformer is null;
        return this with { Text = transformer.Apply(Text, asRead: false), Read = transformer.Apply(Read ?? Text, asRead: true), Transformer = decides ? transformer : Transformer, IsChanged = true };
    }

    /// <summary>
    /// The image as part of a kustomization, which is its user now, unless a file in a folder below is: that one's path says
    /// more about the environment.
    /// </summary>
    public KustomizedImage In(Kustomization kustomization) =>
        Path.GetDirectoryName(UsedBy.FullPath)!.StartsWith(kustomization.Folder + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            ? this
            : this with { UsedBy = (kustomization.FullPath, kustomization.Path) };

    /// <summary>The image as a use at the responsible token.</summary>
    public ImageUse ToUse()
    {
        if (Transformer is not { Decider: { } decider } transformer)
            return Origin!.By(UsedBy.Path);

        var found = new FoundImage(Text, Interpolation.Expand(Read ?? Text, static _ => null), new TextRange(decider.Start, decider.End), FileKinds.Kustomize)
        {
            Misreading = UnquotedTag.Misreading(transformer.NewGitTag ?? transformer.TagSuffix, inTemplate: false),
            Parts = new ImageParts
            {
                Mapping = transformer.Mapping,
                HasDigestKey = true,
                Repository = transformer.NewName ?? transformer.Name,
                Tag = transformer.NewGitTag,
                Digest = transformer.Mapping.Scalar("digest"),
            },
        };
        return ImageUse.Create(found, transformer.Source, UsedBy.Path);
    }
}
