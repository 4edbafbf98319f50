using Plimsoll.Policy.Pinning;
using Plimsoll.Publishing.Migration;

namespace Plimsoll.Publishing.Tests.Migration;

public sealed class ProjectMigrationTests
{
    [Theory]
    [InlineData("<PackageReference Include=\"Nuke.Common\" Version=\"9.0.4\" />", "<PackageReference Include=\"Plimsoll.Build\" Version=\"2.0.0\" />")]
    [InlineData("<PackageReference Version='10.1.0' Include='Fallout.Common'/>", "<PackageReference Version='2.0.0' Include='Plimsoll.Build'/>")]
    [InlineData("<PackageReference Include=\"Nuke.Components\"><Version>9</Version></PackageReference>", "<PackageReference Include=\"Plimsoll.Build.Components\"><Version>2.0.0</Version></PackageReference>")]
    [InlineData("<PackageVersion Include=\"Nuke.Common\" Version=\"$(Nuke)\" />", "<PackageVersion Include=\"Plimsoll.Build\" Version=\"2.0.0\" />")]
    [InlineData("<PackageReference Include=\"Nuke.Common\" />", "<PackageReference Include=\"Plimsoll.Build\" />")]
    [InlineData("<A>\r\n  <NukeRootDirectory>..</NukeRootDirectory>\r\n  <NukeScriptDirectory />\r\n  <FalloutTelemetryVersion>1</FalloutTelemetryVersion>\r\n</A>", "<A>\r\n</A>")]
    [InlineData("<NoWarn>CS0649</NoWarn> <NukeTelemetryVersion>1</NukeTelemetryVersion> <B/>", "<NoWarn>CS0649</NoWarn>  <B/>")]
    [InlineData("<TargetFramework> net8.0 </TargetFramework>", "<TargetFramework>net10.0</TargetFramework>")]
    [InlineData("<TargetFramework>net11.0</TargetFramework>", "<TargetFramework>net11.0</TargetFramework>")]
    [InlineData("<Using Include=\"Nuke.Common.IO\" />", "<Using Include=\"Plimsoll.Build\" />")]
    [InlineData("<Using Include=\"Nuke.Common.Tools.Git.GitTasks\" Static=\"true\" />", "<Using Include=\"Plimsoll.Build.Tools.GitTasks\" Static=\"true\" />")]
    [InlineData("<PackageDownload Include=\"GitVersion.Tool\" Version=\"[5.12.0]\" />", "<PackageDownload Include=\"GitVersion.Tool\" Version=\"[5.12.0]\" />")]
    [InlineData("<!-- <PackageReference Include=\"Nuke.Common\" Version=\"1\" /> <NukeRootDirectory>..</NukeRootDirectory> -->", "<!-- <PackageReference Include=\"Nuke.Common\" Version=\"1\" /> <NukeRootDirectory>..</NukeRootDirectory> -->")]
    [InlineData("<PackageReference Condition=\"'$(A)' > '1'\" Include=\"Nuke.Common\" Version=\"1\" />", "<PackageReference Condition=\"'$(A)' > '1'\" Include=\"Plimsoll.Build\" Version=\"2.0.0\" />")]
    public void What_exists_is_moved(string before, string after)
    {
        var (edits, remaining) = ProjectMigration.Plan("_build.csproj", before, "2.0.0", []);

        Assert.Equal(after, TextEdit.Apply(before, edits));
        Assert.Empty(remaining);
        Assert.Empty(ProjectMigration.Plan("_build.csproj", after, "2.0.0", []).Edits);
    }

    [Theory]
    [InlineData("<A>\r\n  <PackageReference Include=\"Nuke.Common\" Version=\"9\" />\r\n</A>", "<A>\r\n  <PackageReference Include=\"B\" Version=\"1.2.3\" />\r\n  <PackageReference Include=\"Plimsoll.Build\" Version=\"2.0.0\" />\r\n</A>")]
    [InlineData("<A> <PackageReference Include=\"Nuke.Common\" /> </A>", "<A> <PackageReference Include=\"B\" VersionOverride=\"1.2.3\" /><PackageReference Include=\"Plimsoll.Build\" /> </A>")]
    [InlineData("<PackageReference Include=\"b\" Version=\"2\" /><PackageReference Include=\"Nuke.Common\" Version=\"9\" />", "<PackageReference Include=\"b\" Version=\"2\" /><PackageReference Include=\"Plimsoll.Build\" Version=\"2.0.0\" />")]
    [InlineData("<PackageReference Include=\"Plimsoll.Build\" Version=\"2.0.0\" />", "<PackageReference Include=\"Plimsoll.Build\" Version=\"2.0.0\" />")]
    public void What_came_with_NUKE_and_is_used_is_referenced(string before, string after)
    {
        var (edits, _) = ProjectMigration.Plan("_build.csproj", before, "2.0.0", [("B", "1.2.3")]);

        Assert.Equal(after, TextEdit.Apply(before, edits));
    }

    [Theory]
    [InlineData("<PackageReference Include=\"Nuke.Common\" Version=\"9\" />", "<PackageReference Include=\"Plimsoll.Build.Components\" Version=\"2.0.0\" />")]
    [InlineData(
        "<PackageReference Include=\"Nuke.Common\" Version=\"9\" /><PackageReference Include=\"Nuke.Components\" Version=\"9\" />",
        "<PackageReference Include=\"Plimsoll.Build\" Version=\"2.0.0\" /><PackageReference Include=\"Plimsoll.Build.Components\" Version=\"2.0.0\" />")]
    public void The_package_of_components_is_referenced_once_where_it_is_needed(string before, string after) =>
        Assert.Equal(after, TextEdit.Apply(before, ProjectMigration.Plan("_build.csproj", before, "2.0.0", [], needsComponents: true).Edits));

    [Theory]
    [InlineData("\n<PackageReference Include=\"Nuke.SourceGenerators\" Version=\"9\" />", "2 Nuke.SourceGenerators")]
    [InlineData("<TargetFrameworks>net8.0;net9.0</TargetFrameworks>", "1 TargetFrameworks")]
    [InlineData("<Using Include=\"Nuke.Common.Tools.Octopus.OctopusTasks\" Static=\"true\" />", "1 Using Nuke.Common.Tools.Octopus.OctopusTasks")]
    public void What_has_no_counterpart_is_listed_and_stays(string text, string expected)
    {
        var (edits, remaining) = ProjectMigration.Plan("_build.csproj", text, "2.0.0", []);

        Assert.Empty(edits);
        Assert.Equal(expected, Assert.Single(remaining) is var work ? $"{work.Line} {work.Name}" : "");
    }
}
