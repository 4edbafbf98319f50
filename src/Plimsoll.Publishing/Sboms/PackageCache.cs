using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;

namespace Plimsoll.Publishing.Sboms;

/// <summary>What NuGet's package folders tell of packages: the hash, and the licence that the nuspec declares.</summary>
/// <param name="folders">The folders, absolute.</param>
internal sealed partial class PackageCache(IReadOnlyList<string> folders)
{
    /// <summary>Where NuGet writes what an older client is to make of a licence expression.</summary>
    private const string ExpressionAddress = "https://licenses.nuget.org/";

    private const int LargestFile = 1024 * 1024;

    /// <summary>Describes a package that was restored.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="version">Its version.</param>
    /// <param name="library">What <c>project.assets.json</c> says of it.</param>
    public ListedPackage Describe(string name, string version, JsonElement library) =>
        new(name, version, ListedPackage.ToHex(library.TryGetProperty("sha512", out var hash) ? hash.GetString() : null)) { License = FindLicense(name, library.TryGetProperty("path", out var path) ? path.GetString()! : PathOf(name, version)) };

    /// <summary>Describes a package that was fetched for the SDK.</summary>
    public ListedPackage Describe(string name, string version)
    {
        var path = PathOf(name, version);
        return new ListedPackage(name, version, ListedPackage.ToHex(Read($"{path}/{name.ToLowerInvariant()}.{version.ToLowerInvariant()}.nupkg.sha512")?.Trim())) { License = FindLicense(name, path) };
    }

    private string? FindLicense(string name, string path)
    {
        if (Read($"{path}/{name.ToLowerInvariant()}.nuspec") is not { } text)
            return null;

        try
        {
            using var reader = XmlReader.Create(new StringReader(text), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
            var metadata = XDocument.Load(reader).Root?.Elements().FirstOrDefault(element => element.Name.LocalName == "metadata");
            var license = metadata?.Elements().FirstOrDefault(element => element.Name.LocalName == "license");
            var expression = license?.Attribute("type")?.Value == "expression" ? license.Value.Trim()
                : metadata?.Elements().FirstOrDefault(element => element.Name.LocalName == "licenseUrl")?.Value.Trim() is { } address && address.StartsWith(ExpressionAddress, StringComparison.Ordinal) ? Uri.UnescapeDataString(address[ExpressionAddress.Length..])
                : null;
            return expression is not null && Expression.IsMatch(expression) ? expression : null;
        }
        catch (XmlException)
        {
            // Then it declares none that could be read.
            return null;
        }
    }

    private static string PathOf(string name, string version) => $"{name.ToLowerInvariant()}/{version.ToLowerInvariant()}";

    private string? Read(string path)
    {
        foreach (var folder in folders)
            try
            {
                if (new FileInfo(Path.Combine(folder, path)) is { Exists: true, Length: <= LargestFile } file)
                    return File.ReadAllText(file.FullName);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // What cannot be read tells nothing.
            }

        return null;
    }

    /// <summary>The words of an SPDX licence expression.</summary>
    [GeneratedRegex(@"\A[A-Za-z0-9.+() -]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex Expression { get; }
}
