using CsCheck;
using Plimsoll.Build.CI;
using Plimsoll.Testing;

namespace Plimsoll.Build.Tests.CI;

public sealed class TeamCityTests : IDisposable
{
    private readonly TempDirectory _folder = new();
    private readonly HostFixture _fixture = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Properties_lead_to_more_properties()
    {
        _folder.Write("failed.txt", "A.B\nA.C\n");
        _folder.Write("configuration.properties", "#Tue May 19\nteamcity.build.id=77\nteamcity.build.branch=refs/pull/12\nteamcity.pullRequest.number=12\nteamcity.pullRequest.title=Add \\u00e9\\=\\:\n");
        _fixture.Environment["TEAMCITY_BUILD_PROPERTIES_FILE"] = _folder.Write(
            "build.properties",
            $"teamcity.version=2024.1 (build 1)\nteamcity.configuration.properties.file={Escape(_folder["configuration.properties"])}\n"
            + $"teamcity.tests.recentlyFailedTests.file={Escape(_folder["failed.txt"])}\nsecure\\:teamcity.auth.password=hunter2\nbuild.vcs.number=abc\nbuild.is.personal=true\n");

        var host = _fixture.Create<TeamCity>();

        Assert.Equal(("2024.1 (build 1)", "abc", true), (host.Version, host.BuildVcsNumber, host.IsBuildPersonal));
        Assert.Equal((77, "refs/pull/12", 12, "Add é=:"), (host.BuildId, host.BranchName, host.PullRequestNumber, host.PullRequestTitle));
        Assert.Equal(["A.B", "A.C"], host.RecentlyFailedTests);
        Assert.Equal("hunter2", host.AuthPassword);
        Assert.Equal(["hunter2"], _fixture.Hidden);
        Assert.Equal(("refs/pull/12", "abc"), (((IBuildServer)host).Branch, ((IBuildServer)host).Commit));
    }

    [Fact]
    public void A_file_that_cannot_be_read_is_named()
    {
        _fixture.Environment["TEAMCITY_BUILD_PROPERTIES_FILE"] = _folder["none"];

        Assert.StartsWith($"The properties of the build server cannot be read from {_folder["none"]}: ", Assert.Throws<BuildException>(() => _fixture.Create<TeamCity>().Version).Message);
    }

    [Theory]
    [InlineData("a=b", "a", "b")]
    [InlineData("a = b ", "a", "b ")]
    [InlineData("a: b", "a", "b")]
    [InlineData("a b=c", "a", "b=c")]
    [InlineData("  a=1\\\n   2", "a", "12")]
    [InlineData("a\\=b=c", "a=b", "c")]
    [InlineData("! x\n# y\n\na=\\\\", "a", "\\")]
    [InlineData("a", "a", "")]
    [InlineData("a=1\na=2", "a", "2")]
    [InlineData("a=\\uzzzz", "a", "uzzzz")]
    public void Properties_are_read_as_Java_reads_them(string text, string key, string value) =>
        Assert.Equal([KeyValuePair.Create(key, value)], JavaProperties.Parse(text));

    [Fact]
    public void What_is_written_is_read() => Gen.Dictionary(Gen.String[Gen.Char["ab.=: \\#!é\t"], 1, 6], Gen.String[Gen.Char["ab.=: \\#!é\t\n\r"], 0, 8])[0, 4].Where(d => d.Keys.All(k => !k.StartsWith("secure:"))).Sample(properties =>
        Assert.Equal(
            properties.OrderBy(p => p.Key, StringComparer.Ordinal),
            JavaProperties.Parse(string.Concat(properties.Select(p => $"{Escape(p.Key)}={Escape(p.Value)}\n"))).OrderBy(p => p.Key, StringComparer.Ordinal)));

    private static string Escape(string text) => string.Concat(text.Select(c => c switch
    {
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        'é' => "\\u00E9",
        '\\' or '=' or ':' or ' ' or '#' or '!' => $"\\{c}",
        _ => c.ToString(),
    }));
}
