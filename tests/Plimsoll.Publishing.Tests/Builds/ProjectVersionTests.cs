using Plimsoll.Publishing.Builds;
using Plimsoll.Tags;

namespace Plimsoll.Publishing.Tests.Builds;

public class ProjectVersionTests
{
    [Fact]
    public void A_release_gives_a_project_version_commit_and_repository() => Assert.Equal(
        [("Version", "2.3.4"), ("SourceRevisionId", "abc"), ("RepositoryUrl", "https://example.com/acme/app")],
        ProjectVersion.Properties(Marks("2.3.4")));

    [Fact]
    public void Without_a_release_a_project_keeps_its_own_version() =>
        Assert.DoesNotContain(ProjectVersion.Properties(Marks(null)), property => property.Name.EndsWith("Version", StringComparison.Ordinal));

    [Theory]
    [InlineData("2.3.4-rc.1", "Version")]
    [InlineData("2026.5.0", "Version")]
    [InlineData("1.2.3.65534", "Version")]
    [InlineData("1.2.3.65535", "InformationalVersion")]
    [InlineData("20260105.1.0", "InformationalVersion")]
    [InlineData("1.0rc1", "InformationalVersion")]
    public void A_version_that_no_assembly_can_have_is_only_the_informational_one(string version, string property) =>
        Assert.Contains((property, version), ProjectVersion.Properties(Marks(version)));

    [Fact]
    public void What_the_file_sets_wins_whatever_its_case()
    {
        var recipe = BuildRecipe.ForProject("/srv/App.csproj") with { Arguments = new Dictionary<string, string> { ["version"] = "9.9.9" } };

        var arguments = ProjectBuild.Arguments(recipe, Marks("2.3.4"), "/tmp/image.tar");

        Assert.Contains("-p:version=9.9.9", arguments);
        Assert.DoesNotContain("-p:Version=2.3.4", arguments);
        Assert.Contains("-p:SourceRevisionId=abc", arguments);
    }

    private static ImageMetadata Marks(string? version) => new(
        DateTimeOffset.UnixEpoch,
        new Dictionary<string, string> { [ImageLabels.Source] = "https://example.com/acme/app" },
        new Dictionary<string, string>())
    {
        Version = version,
        Commit = "abc",
    };
}
