using Plimsoll.Policy.Scanners.Expressions;
using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.CustomResources;

/// <summary>
/// Packages of Crossplane: what is installed, and what a package depends on. Without a registry they come from that of the
/// installation, which is unknown here.
/// </summary>
internal static class CrossplanePackages
{
    /// <summary>Finds them in a resource of a group; nothing in other groups.</summary>
    public static IEnumerable<FoundImage> Find(SourceMapping resource, string group)
    {
        if (resource["spec"] is not SourceMapping spec)
            return [];

        return group switch
        {
            "pkg.crossplane.io" when ImageFields.Set(spec, "package") is { } package => [Installed(package)],
            "meta.pkg.crossplane.io" => (spec["dependsOn"] as SourceSequence)?.Items.OfType<SourceMapping>().Select(Dependency).OfType<FoundImage>() ?? [],
            _ => [],
        };
    }

    private static FoundImage Installed(SourceScalar package)
    {
        var text = package.Value.Trim('\n');
        return InRegistry(new FoundImage(text, ImageText.Expand(text), new TextRange(package.Start, package.End), FileKinds.Crossplane));
    }

    private static FoundImage? Dependency(SourceMapping dependency)
    {
        var name = new[] { "provider", "configuration", "function", "package" }.Select(key => ImageFields.Set(dependency, key)).FirstOrDefault(value => value is not null);
        return name is not null && OciArtifact.Create(name.Value, null, ImageFields.Set(dependency, "version"), FileKinds.Crossplane, name) is { } package ? InRegistry(package) : null;
    }

    private static FoundImage InRegistry(FoundImage package) =>
        ReferenceText.HasHost(package.Text) || package.Resolved.StartsWith(ImageUse.Unknown) ? package : package with { Resolved = $"{ImageUse.Unknown}/{package.Resolved}" };
}
