using System.Xml;
using System.Xml.Linq;

namespace Plimsoll.Build.Tools;

/// <summary>The packages that the project of a build names: of what is in the packages folder, those are of this repository.</summary>
internal static class ProjectPackages
{
    private static readonly string[] Items = ["PackageDownload", "PackageReference", "PackageVersion", "GlobalPackageReference"];

    /// <summary>Finds the version of a package in the project of the build, or in the nearest file of versions from there up to the root that has it.</summary>
    /// <returns>The version, or <c>null</c> if it is not named or no single one.</returns>
    public static string? FindVersion(ToolHost host, string packageId)
    {
        var project = host.FindProject();
        return Above(project?.Parent ?? host.Root, host.Root)
            .Select(directory => directory / "Directory.Packages.props")
            .Prepend(project)
            .OfType<AbsolutePath>()
            .Where(file => file.FileExists())
            .Select(file => FindIn(file, packageId))
            .FirstOrDefault(version => version is not null);
    }

    private static IEnumerable<AbsolutePath> Above(AbsolutePath first, AbsolutePath last)
    {
        for (var directory = first; directory is not null; directory = directory == last ? null : directory.Parent)
            yield return directory;
    }

    private static string? FindIn(AbsolutePath file, string packageId)
    {
        try
        {
            return XDocument.Load(file).Descendants()
                .Where(item => Items.Contains(item.Name.LocalName) && packageId.Equals(ValueOf(item, "Include"), StringComparison.OrdinalIgnoreCase))
                .Select(item => ValueOf(item, "Version")?.Trim('[', ']', ' '))
                .FirstOrDefault(version => version is { Length: > 0 } && version.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '+'));
        }
        catch (XmlException)
        {
            // MSBuild, which compiled the build, reports it better.
            return null;
        }
    }

    private static string? ValueOf(XElement item, string name) =>
        item.Attribute(name)?.Value ?? item.Elements().FirstOrDefault(element => element.Name.LocalName == name)?.Value;
}
