using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Plimsoll.Oci.Images;
using Plimsoll.Publishing.Sboms;

namespace Plimsoll.Publishing.Tests.Sboms;

public class SpdxWriterTests
{
    private static readonly DateTimeOffset Created = new(2026, 5, 19, 8, 30, 0, TimeSpan.Zero);
    private static readonly Digest Image = Digest.Sha256("image"u8);

    private static readonly LayerContent App = new(
        [new ListedFile("app/app.deps.json", new string('1', 40), new string('a', 64)), new ListedFile("app/app.dll", new string('0', 40), new string('b', 64))],
        [new ListedPackage("Serilog", "4.0.0", new string('c', 128)), new ListedPackage("YamlDotNet", "16.1.0", null)]);

    [Fact]
    public void One_image_is_described_with_its_files_and_packages()
    {
        using var document = Parse([("linux/amd64", Image, App)]);
        var root = document.RootElement;

        Assert.Equal(("SPDX-2.3", "CC0-1.0", "SPDXRef-DOCUMENT"), (Text(root, "spdxVersion"), Text(root, "dataLicense"), Text(root, "SPDXID")));
        Assert.Equal(["SPDXRef-Image", "SPDXRef-Package-1", "SPDXRef-Package-2"], root.GetProperty("packages").EnumerateArray().Select(package => Text(package, "SPDXID")));
        Assert.Equal(["pkg:nuget/Serilog@4.0.0", "pkg:nuget/YamlDotNet@16.1.0"], root.GetProperty("packages").EnumerateArray().Skip(1).Select(package => Text(package.GetProperty("externalRefs")[0], "referenceLocator")));
        Assert.Equal(["./app/app.deps.json", "./app/app.dll"], root.GetProperty("files").EnumerateArray().Select(file => Text(file, "fileName")));

        // SPDX 2.3, 7.9: over the sorted SHA-1s of the files.
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
        hash.AppendData(Encoding.ASCII.GetBytes(new string('0', 40) + new string('1', 40)));
        Assert.Equal(Convert.ToHexStringLower(hash.GetHashAndReset()), Text(root.GetProperty("packages")[0].GetProperty("packageVerificationCode"), "packageVerificationCodeValue"));
    }

    [Fact]
    public void Every_id_is_unique_and_valid_and_every_relationship_leads_somewhere()
    {
        using var document = Parse([("linux/amd64", Digest.Sha256("amd64"u8), App), ("linux/arm64", Digest.Sha256("arm64"u8), App)]);
        var root = document.RootElement;
        var ids = root.GetProperty("packages").EnumerateArray().Concat(root.GetProperty("files").EnumerateArray()).Select(element => Text(element, "SPDXID")).Append("SPDXRef-DOCUMENT").ToList();

        Assert.Equal(ids.Count, ids.Distinct().Count());
        Assert.All(ids, id => Assert.Matches(new Regex(@"\ASPDXRef-[a-zA-Z0-9.-]+\z"), id));
        var relationships = root.GetProperty("relationships").EnumerateArray().ToList();
        Assert.All(relationships, relationship => Assert.Contains(Text(relationship, "spdxElementId"), ids));
        Assert.All(relationships, relationship => Assert.Contains(Text(relationship, "relatedSpdxElement"), ids));
        Assert.Equal(2, relationships.Count(relationship => Text(relationship, "relationshipType") == "VARIANT_OF"));
        Assert.All(root.GetProperty("files").EnumerateArray(), file => Assert.Equal(["SHA1", "SHA256"], file.GetProperty("checksums").EnumerateArray().Select(checksum => Text(checksum, "algorithm"))));
    }

    [Fact]
    public void The_same_image_gives_the_same_bytes_and_reads_as_an_sbom()
    {
        var bytes = Write([("linux/amd64", Image, App)]);

        Assert.Equal(bytes, Write([("linux/amd64", Image, App)]));
        Assert.Equal("SBOM (SPDX)", SbomDocument.Parse(bytes, "sbom.json").Kind);
    }

    [Fact]
    public void What_a_build_knows_of_its_packages_is_told_with_licence_and_dependencies()
    {
        var graph = new PackageGraph(
            [new ListedPackage("Serilog", "4.0.0", new string('c', 128)) { License = "Apache-2.0" }, new ListedPackage("Serilog.Core", "4.0.1", null)],
            [(null, "pkg:nuget/Serilog@4.0.0"), ("pkg:nuget/Serilog@4.0.0", "pkg:nuget/Serilog.Core@4.0.1"), ("pkg:nuget/Serilog@4.0.0", "pkg:nuget/Absent@1.0.0")]);

        using var document = Parse([("linux/amd64", Image, App.With(graph))]);

        var packages = document.RootElement.GetProperty("packages").EnumerateArray().ToDictionary(package => Text(package, "SPDXID")!, package => package);
        var (licensed, others) = (packages.Values.Single(package => Text(package, "name") == "Serilog"), packages.Values.Where(package => Text(package, "name") != "Serilog"));
        Assert.Equal("Apache-2.0", Text(licensed, "licenseDeclared"));
        Assert.All(others, package => Assert.False(package.TryGetProperty("licenseDeclared", out _)));
        Assert.Equal(["Serilog", "Serilog.Core", "YamlDotNet"], packages.Values.Skip(1).Select(package => Text(package, "name")).Order(StringComparer.Ordinal));
        Assert.Equal(
            [("ghcr.io/acme/app (linux/amd64)", "Serilog"), ("Serilog", "Serilog.Core")],
            document.RootElement.GetProperty("relationships").EnumerateArray().Where(relationship => Text(relationship, "relationshipType") == "DEPENDS_ON")
                .Select(relationship => (Text(packages[Text(relationship, "spdxElementId")!], "name")!, Text(packages[Text(relationship, "relatedSpdxElement")!], "name")!)));
    }

    private static byte[] Write(IReadOnlyList<(string?, Digest, LayerContent)> platforms) => SpdxWriter.Write("ghcr.io/acme/app", "2.1.0", Image, platforms, "plimsoll-2.1.0", Created);

    private static JsonDocument Parse(IReadOnlyList<(string?, Digest, LayerContent)> platforms) => JsonDocument.Parse(Write(platforms));

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();
}
