using System.IO.Compression;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Runtime.InteropServices;
using System.Text;
using System.Xml.Linq;
using Plimsoll.Testing;

namespace Plimsoll.IntegrationTests.Packages;

/// <summary>What is in the packages that <c>./build.sh Pack</c> makes. That they install and run tests <c>./build.sh TestPackages</c>.</summary>
public sealed class PackageTests
{
    private static readonly string[] Libraries =
    [
        "Plimsoll.Build", "Plimsoll.Build.Components", "Plimsoll.Docker", "Plimsoll.Git", "Plimsoll.MetadataAction", "Plimsoll.Oci", "Plimsoll.Policy", "Plimsoll.Publishing",
        "Plimsoll.Signing", "Plimsoll.Tags",
    ];

    public static TheoryData<string> LibraryIds => [.. Libraries];

    public static TheoryData<string> Ids => [.. Packed()];

    private static IEnumerable<string> Packed() => Directory.EnumerateFiles(ReleaseFolder.Path, "*.nupkg")
        .Select(file => Path.GetFileName(file)[..^$".{ReleaseFolder.Version}.nupkg".Length])
        .Order(StringComparer.Ordinal);

    [Fact]
    public void There_is_a_package_of_every_library_of_the_command_and_of_the_template() =>
        Assert.Equal(
            [.. Libraries, "Plimsoll.Templates", "plimsoll", "plimsoll.any", $"plimsoll.{RuntimeInformation.RuntimeIdentifier}"],
            Packed());

    [Theory]
    [MemberData(nameof(Ids))]
    public void Every_package_shows_itself(string id)
    {
        using var package = ReleaseFolder.Open(id);
        var metadata = ReleaseFolder.Metadata(package);

        Assert.Equal(id, ReleaseFolder.Text(metadata, "id"));
        Assert.Equal(ReleaseFolder.Version, ReleaseFolder.Text(metadata, "version"));
        Assert.Equal("Apache-2.0", ReleaseFolder.Text(metadata, "license"));
        Assert.NotEqual("Package Description", ReleaseFolder.Text(metadata, "description"));
        Assert.NotEmpty(ReleaseFolder.Text(metadata, "tags")!);
        Assert.Equal(File.ReadAllBytes(Path.Combine(NativeCommand.RepositoryRoot, "src", "icon.png")), ReleaseFolder.Read(package, ReleaseFolder.Text(metadata, "icon")!));
        Assert.Contains("Plimsoll", Encoding.UTF8.GetString(ReleaseFolder.Read(package, ReleaseFolder.Text(metadata, "readme")!)));
    }

    [Theory]
    [MemberData(nameof(LibraryIds))]
    public void A_library_has_its_documentation_and_the_symbols_of_this_very_assembly(string id)
    {
        using var package = ReleaseFolder.Open(id);
        using var symbols = ReleaseFolder.Open(id, "snupkg");

        Assert.Contains("<summary>", Encoding.UTF8.GetString(ReleaseFolder.Read(package, $"lib/net10.0/{id}.xml")));
        using var assembly = new PEReader(new MemoryStream(ReleaseFolder.Read(package, $"lib/net10.0/{id}.dll")));
        using var pdb = MetadataReaderProvider.FromPortablePdbStream(new MemoryStream(ReleaseFolder.Read(symbols, $"lib/net10.0/{id}.pdb")));
        var entry = assembly.ReadDebugDirectory().Single(one => one.Type == DebugDirectoryEntryType.CodeView);
        Assert.Equal(
            assembly.ReadCodeViewDebugDirectoryData(entry).Guid,
            new BlobContentId(pdb.GetMetadataReader().DebugMetadataHeader!.Id).Guid);
    }

    [Theory]
    [MemberData(nameof(LibraryIds))]
    public void A_library_depends_on_exactly_this_version_of_the_others(string id)
    {
        using var package = ReleaseFolder.Open(id);
        var dependencies = ReleaseFolder.Metadata(package).Descendants().Where(element => element.Name.LocalName == "dependency").Select(element => (Id: (string)element.Attribute("id")!, Version: (string)element.Attribute("version")!)).ToList();
        using var assembly = new PEReader(new MemoryStream(ReleaseFolder.Read(package, $"lib/net10.0/{id}.dll")));
        var metadata = assembly.GetMetadataReader();
        var used = metadata.AssemblyReferences.Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name)).Where(name => name.StartsWith("Plimsoll.", StringComparison.Ordinal)).ToList();

        Assert.All(dependencies.Where(one => one.Id.StartsWith("Plimsoll.", StringComparison.Ordinal)), one => Assert.Equal($"[{ReleaseFolder.Version}]", one.Version));
        Assert.All(dependencies, one => Assert.DoesNotContain("Analyzers", one.Id));
        Assert.True(used.Count == 0 || dependencies.Any(one => one.Id.StartsWith("Plimsoll.", StringComparison.Ordinal)), $"{id} uses {string.Join(", ", used)}, and its package depends on none.");
    }

    [Fact]
    public void The_package_of_the_command_names_the_packages_that_there_are_and_no_other()
    {
        using var package = ReleaseFolder.Open("plimsoll");
        var named = ReleaseFolder.Xml(package, "tools/any/any/DotnetToolSettings.xml").Descendants("RuntimeIdentifierPackage").Select(element => (string)element.Attribute("Id")!).ToList();

        Assert.Equal(Packed().Where(id => id.StartsWith("plimsoll.", StringComparison.Ordinal)).Order(StringComparer.Ordinal), named.Order(StringComparer.Ordinal));
        Assert.Equal("plimsoll.any", named[^1]);
    }

    [Fact]
    public void The_native_command_has_libgit2_beside_it_and_nothing_else()
    {
        var runtime = RuntimeInformation.RuntimeIdentifier;
        using var package = ReleaseFolder.Open($"plimsoll.{runtime}");
        var folder = $"tools/any/{runtime}/";
        var files = package.Entries.Select(entry => entry.FullName).Where(name => name.StartsWith("tools/", StringComparison.Ordinal)).Order(StringComparer.Ordinal).ToList();

        Assert.Collection(
            files,
            name => Assert.Equal($"{folder}DotnetToolSettings.xml", name),
            name => Assert.Matches($"^{folder}libgit2-[0-9a-f]+\\.so$", name),
            name => Assert.Equal($"{folder}plimsoll", name));
        Assert.Equal("executable", Command(package, folder).Attribute("Runner")!.Value);
        Assert.Equal(File.ReadAllBytes(NativeCommand.Path), ReleaseFolder.Read(package, $"{folder}plimsoll"));
    }

    [Fact]
    public void The_portable_command_has_libgit2_of_every_platform_and_no_symbols()
    {
        using var package = ReleaseFolder.Open("plimsoll.any");
        const string Folder = "tools/net10.0/any/";

        Assert.Equal("dotnet", Command(package, Folder).Attribute("Runner")!.Value);
        Assert.All(
            ["linux-x64", "linux-arm64", "linux-musl-x64", "linux-musl-arm64", "osx-arm64", "osx-x64", "win-x64", "win-arm64"],
            runtime => Assert.Contains(package.Entries, entry => entry.FullName.StartsWith($"{Folder}runtimes/{runtime}/native/", StringComparison.Ordinal)));
        Assert.DoesNotContain(package.Entries, entry => Path.GetExtension(entry.FullName) == ".pdb" || (Path.GetExtension(entry.FullName) == ".xml" && entry.FullName.StartsWith($"{Folder}Plimsoll.", StringComparison.OrdinalIgnoreCase)));
    }

    private static XElement Command(ZipArchive package, string folder) => ReleaseFolder.Xml(package, $"{folder}DotnetToolSettings.xml").Descendants("Command").Single();
}
