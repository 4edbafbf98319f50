using Plimsoll.Policy.Scanners.Declarations;
using Plimsoll.Policy.Scanners.Docker;
using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.Bake;

/// <summary>The images that targets of buildx's bake build upon: contexts in a registry, and Dockerfiles within. What they tag is built.</summary>
internal static class BakeImages
{
    /// <summary>Adds those of a file.</summary>
    public static void Scan(SourceMapping root, ScanContext context)
    {
        var scope = FileValues.Scope(root, context.Source, hasBareNames: true);
        foreach (var target in FileValues.Blocks(root, "target"))
        {
            foreach (var contexts in target["contexts"] is { } named ? scope.Resolve(new LocatedNode(named, context.Source)) : [])
                foreach (var (_, image) in (contexts.Node as SourceMapping)?.Effective() ?? [])
                    foreach (var option in scope.Resolve(new LocatedNode(image, contexts.Source)))
                        if (option.Node is SourceScalar { IsNull: false } scalar)
                            DeclaredImage.Add(context, new LocatedScalar(scalar, option.Source), FileKinds.Bake, DeclarationTemplate.Find, scope.Lookup, prefix: "docker-image://");
            if (target["dockerfile-inline"] is SourceScalar { Tag: DeclarationReader.HeredocTag } dockerfile)
                Inline(dockerfile, context);
        }
    }

    private static void Inline(SourceScalar dockerfile, ScanContext context) =>
        DockerfileStages.Scan(context.Source.Text[dockerfile.Start..dockerfile.End], image =>
        {
            if (image.Token.End > image.Token.Start)
                context.Add(new FoundImage(image.Text, image.Resolved, new TextRange(dockerfile.Start + image.Token.Start, dockerfile.Start + image.Token.End), FileKinds.Bake));
        }, CancellationToken.None);
}
