using System.Xml;
using System.Xml.Linq;

namespace Plimsoll.Build.Tools;

/// <summary>The packages that the project of a build names: of what is in the packages folder, those are of this repository.</summary>
internal static class ProjectPackages
{
    private static readonly string[] Items = ["PackageDownload", "PackageReference", "PackageVersion", "GlobalPackageReference"];

    /// <summary>Finds the version of a package in the project of the build, or in the file of versions above it.</summary>
    /// <returns>The version, or <c>null</c> if it is not named or no single one.</returns>
    public static string? FindVersion(AbsolutePath root, string packageId)
    {
        var projects = (root / "build").GetFiles("*.csproj").Concat(root.GetFiles("*.csproj"));
        AbsolutePath[] central = [root / "build" / "Directory.Packages.props", root / "Directory.Packages.props"];
        return projects.Concat(central).Where(file => file.FileExists()).Select(file => FindIn(file, packageId)).FirstOrDefault(version => version is not null);
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
