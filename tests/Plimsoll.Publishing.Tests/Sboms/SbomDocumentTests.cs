using System.Text;
using Plimsoll.Oci;
using Plimsoll.Publishing.Sboms;

namespace Plimsoll.Publishing.Tests.Sboms;

public class SbomDocumentTests
{
    [Theory]
    [InlineData("""{ "spdxVersion": "SPDX-2.3" }""", "application/spdx+json")]
    [InlineData("""{ "@context": "https://spdx.org/rdf/3.0.1/spdx-context.jsonld" }""", "application/spdx+json")]
    [InlineData("""{ "bomFormat": "CycloneDX", "specVersion": "1.6" }""", "application/vnd.cyclonedx+json")]
    public void The_form_is_told_by_the_content(string content, string mediaType) =>
        Assert.Equal(mediaType, SbomDocument.Parse(Encoding.UTF8.GetBytes(content), "bom").MediaType);

    [Theory]
    [InlineData("""{ "name": "app" }""", "neither SPDX nor CycloneDX")]
    [InlineData("""[]""", "neither SPDX nor CycloneDX")]
    [InlineData("""{ "spdxVersion": 2 }""", "neither SPDX nor CycloneDX")]
    [InlineData("SPDXVersion: SPDX-2.3", "not valid JSON")]
    [InlineData("""{ "bomFormat": "CycloneDX", "components": [{ "purl": "pkg:npm/a?vcs_url=git+https://bot:t0ken@git.acme.example/a" }] }""", "a URL with a password")]
    public void Anything_else_is_refused(string content, string expected)
    {
        var failure = Assert.Throws<PlimsollException>(() => SbomDocument.Parse(Encoding.UTF8.GetBytes(content), "bom.json"));

        Assert.Equal(ErrorKind.Usage, failure.Kind);
        Assert.Contains(expected, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("t0ken", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_not_found() =>
        Assert.Equal(ErrorKind.NotFound, (await Assert.ThrowsAsync<PlimsollException>(() => SbomDocument.ReadAsync("/none/bom.json", "bom.json", CancellationToken.None))).Kind);

    [Fact]
    public void Packages_of_an_application_are_read_and_its_projects_are_not()
    {
        var hash = Convert.ToBase64String(Enumerable.Repeat((byte)7, 64).ToArray());
        var packages = DotNetDependencies.Read(Encoding.UTF8.GetBytes($$"""{ "libraries": { "App/1.0.0": { "type": "project", "sha512": "" }, "Serilog/4.0.0": { "type": "package", "sha512": "sha512-{{hash}}" }, "Odd/1.0": { "type": "package", "sha512": "sha512-x" } } }"""));

        Assert.Equal([new ListedPackage("Serilog", "4.0.0", string.Concat(Enumerable.Repeat("07", 64))), new ListedPackage("Odd", "1.0", null)], packages);
        Assert.Empty(DotNetDependencies.Read("[]"u8.ToArray()));
        Assert.Empty(DotNetDependencies.Read("{"u8.ToArray()));
    }
}
