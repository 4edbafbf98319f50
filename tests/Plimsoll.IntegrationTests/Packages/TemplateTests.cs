using System.Text;
using Plimsoll.Testing;

namespace Plimsoll.IntegrationTests.Packages;

/// <summary>The template package. That its repository builds and publishes tests <c>./build.sh TestPackages</c>.</summary>
public sealed class TemplateTests
{
    private const string Content = "content/plimsoll-build/";

    [Theory]
    [InlineData("build.sh")]
    [InlineData("build.cmd")]
    [InlineData("global.json")]
    public void The_bootstraps_are_those_of_this_repository(string name)
    {
        using var package = ReleaseFolder.Open("Plimsoll.Templates");

        Assert.Equal(File.ReadAllBytes(Path.Combine(NativeCommand.RepositoryRoot, name)), ReleaseFolder.Read(package, Content + name));
    }

    [Fact]
    public void The_build_refers_to_the_version_of_the_template()
    {
        using var package = ReleaseFolder.Open("Plimsoll.Templates");

        var project = Encoding.UTF8.GetString(ReleaseFolder.Read(package, $"{Content}build/_build.csproj"));

        Assert.Contains($"<PackageReference Include=\"Plimsoll.Build.Components\" Version=\"{ReleaseFolder.Version}\" />", project);
        Assert.DoesNotContain("0.0.0-template", project);
    }

    [Fact]
    public void Everything_that_a_repository_needs_is_there()
    {
        using var package = ReleaseFolder.Open("Plimsoll.Templates");

        Assert.Equal(
            [
                ".gitattributes", ".github/workflows/publish.yml", ".gitignore", ".nuke/parameters.json", ".template.config/dotnetcli.host.json", ".template.config/template.json",
                "app/README.txt", "azure-pipelines.yml", "build.cmd", "build.sh", "build/Build.cs", "build/_build.csproj", "global.json", "plimsoll.yml",
            ],
            package.Entries.Select(entry => entry.FullName).Where(name => name.StartsWith(Content, StringComparison.Ordinal)).Select(name => name[Content.Length..]).Order(StringComparer.Ordinal));
    }
}
