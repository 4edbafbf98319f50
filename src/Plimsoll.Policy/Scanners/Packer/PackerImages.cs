using Plimsoll.Policy.Scanners.Declarations;
using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.Packer;

/// <summary>The images that Packer's builder for Docker starts from. All other builders start from images of machines.</summary>
internal static class PackerImages
{
    /// <summary>Adds those of a template.</summary>
    public static void Scan(SourceMapping root, ScanContext context)
    {
        var scope = FileValues.Scope(root, context.Source);
        foreach (var source in FileValues.Blocks(root, "source", "docker"))
            foreach (var option in source["image"] is { } image ? scope.Resolve(new LocatedNode(image, context.Source)) : [])
                if (option.Node is SourceScalar { IsNull: false } scalar)
                    DeclaredImage.Add(context, new LocatedScalar(scalar, option.Source), FileKinds.Packer, DeclarationTemplate.Find, scope.Lookup);
    }
}
