using System.IO.Compression;
using System.Xml.Linq;
using Plimsoll.Testing;

namespace Plimsoll.IntegrationTests.Packages;

/// <summary>What <c>./build.sh Pack</c> made, as it would be released.</summary>
internal static class ReleaseFolder
{
    /// <summary>The folder, absolute.</summary>
    public static string Path { get; } = Environment.GetEnvironmentVariable("PLIMSOLL_TEST_PACKAGES") is { Length: > 0 } given && Directory.Exists(given)
        ? given
        : System.IO.Path.Combine(NativeCommand.RepositoryRoot, "artifacts", "packages") is var packed && Directory.Exists(packed)
            ? packed
            : throw new InvalidOperationException($"There are no packages in {packed}. Run ./build.sh Test, or ./build.sh Pack before dotnet test.");

    /// <summary>The version of what is released.</summary>
    public static string Version { get; } = System.IO.Path.GetFileName(Directory.EnumerateFiles(Path, "Plimsoll.Templates.*.nupkg").Single())["Plimsoll.Templates.".Length..^".nupkg".Length];

    /// <summary>Opens a package, or with another extension what goes with it.</summary>
    public static ZipArchive Open(string id, string extension = "nupkg") => ZipFile.OpenRead(System.IO.Path.Combine(Path, $"{id}.{Version}.{extension}"));

    /// <summary>What a package says of itself.</summary>
    public static XElement Metadata(ZipArchive package) => Xml(package, package.Entries.Single(entry => entry.FullName.EndsWith(".nuspec", StringComparison.Ordinal)).FullName).Elements().Single();

    public static XElement Xml(ZipArchive package, string name)
    {
        using var stream = package.GetEntry(name)!.Open();
        return XDocument.Load(stream).Root!;
    }

    public static byte[] Read(ZipArchive package, string name)
    {
        var entry = package.GetEntry(name);
        Assert.True(entry is not null, $"There is no {name} among {string.Join(", ", package.Entries.Select(one => one.FullName))}.");
        using var stream = entry.Open();
        using var content = new MemoryStream();
        stream.CopyTo(content);
        return content.ToArray();
    }

    /// <summary>The text of an element, by its name without namespace; <c>null</c> where there is none.</summary>
    public static string? Text(XElement element, string name) => element.Elements().SingleOrDefault(child => child.Name.LocalName == name)?.Value;
}
