using CsCheck;
using Plimsoll.Build.CI;
using Plimsoll.Testing;

namespace Plimsoll.Build.Tests.CI;

/// <summary>The commands to build servers, read as these read them.</summary>
public sealed class HostCommandTests
{
    private static readonly string[] Pieces =
        ["%", "\r", "\n", "]", "[", "'", "|", ";", ":", ",", "=", "#", " ", "a", "2", "\u2028", "\u2029", "\u0085", "\v", "\f", "\u001b]0;x\a", "é", "##vso[", "::", "##teamcity[", "%0A", "%AZP25", "%3B"];

    private static readonly Gen<string> Hostile = Gen.Int[0, Pieces.Length - 1].Select(i => Pieces[i]).Array[0, 12].Select(string.Concat);

    private readonly HostFixture _fixture = new();

    [Fact]
    public void Whatever_is_in_a_value_or_message_GitHub_reads_it_and_nothing_else() => Gen.Select(Hostile, Hostile).Sample((value, message) =>
    {
        var fixture = new HostFixture();
        fixture.Create<GitHubActions>().WriteCommand("notice", message, p =>
        {
            p["title"] = value;
            return p;
        });

        Assert.DoesNotContain('\n', fixture.Lines[0]);
        Assert.DoesNotContain('\r', fixture.Lines[0]);
        var (name, properties, read) = Assert.Single(HostOutputParser.GitHubCommands(fixture.Log));
        Assert.Equal(("notice", value, message), (name, properties["title"], read));
    });

    [Fact]
    public void Whatever_is_in_a_value_or_message_Azure_reads_it_and_nothing_else() => Gen.Select(Hostile, Hostile).Sample((value, message) =>
    {
        var fixture = new HostFixture();
        fixture.Create<AzurePipelines>().LogIssue(AzurePipelinesIssueType.Error, message, sourcePath: value);

        Assert.DoesNotContain('\n', fixture.Lines[0]);
        Assert.DoesNotContain('\r', fixture.Lines[0]);
        var (name, properties, read) = HostOutputParser.AzureCommands(fixture.Log).First();
        Assert.Equal(("task.logissue", "error", value, message), (name, properties["type"], properties["sourcepath"], read));
    });

    [Fact]
    public void Whatever_is_in_a_value_TeamCity_reads_it_and_nothing_else() => Hostile.Sample(value =>
    {
        var fixture = new HostFixture();
        fixture.Create<TeamCity>().SetEnvironmentVariable("A", value);

        Assert.Equal(("setParameter", $"name=env.A,value={value}"), ReadTeamCity(Assert.Single(fixture.Lines)));
    });

    [Fact]
    public void Azure_gets_each_of_its_commands()
    {
        var host = _fixture.Create<AzurePipelines>();
        host.UploadLog("a.log");
        host.UpdateBuildNumber("1.2");
        host.AddBuildTag("release");
        host.UploadArtifacts("drop", "packages", "out");
        host.LogWarning("odd", "a.cs", "3", code: "X1");
        host.PublishTestResults("unit", AzurePipelinesTestResultsType.VSTest, ["a.trx", "b.trx"], mergeResults: true, configuration: "Release");
        host.PublishCodeCoverage(AzurePipelinesCodeCoverageToolType.Cobertura, "c.xml", "report");
        host.SetVariable("version", "1;2");
        host.Group("Build\n##vso[x]");
        host.EndGroup("Build");

        Assert.Equal(
            [
                "##vso[build.uploadlog]a.log",
                "##vso[build.updatebuildnumber]1.2",
                "##vso[build.addbuildtag]release",
                "##vso[artifact.upload containerfolder=drop;artifactname=packages]out",
                "##vso[task.logissue type=warning;sourcepath=a.cs;linenumber=3;code=X1]odd",
                "##vso[results.publish type=VSTest;resultFiles=a.trx,b.trx;mergeResults=true;config=Release;runTitle=unit]",
                "##vso[codecoverage.publish codecoveragetool=Cobertura;summaryfile=c.xml;reportdirectory=report]",
                "##vso[task.setvariable variable=version]1%3B2",
                "##[group]Build ## vso[x]",
                "##[endgroup]Build",
            ],
            _fixture.Lines);
        Assert.Equal("1.2", host.BuildNumber);
    }

    [Fact]
    public void A_secret_reaches_the_agent_of_Azure_and_is_masked_from_then_on()
    {
        _fixture.Create<AzurePipelines>().SetVariable("key", "hunter2", isSecret: true);

        Assert.Equal(["unmasked: ##vso[task.setvariable variable=key;issecret=true]hunter2"], _fixture.Lines);
        Assert.Equal(["hunter2"], _fixture.Hidden);
    }

    [Fact]
    public async Task A_secret_parameter_reaches_the_agent_too()
    {
        using var fixture = new BuildFixture();
        fixture.Environment["TF_BUILD"] = "True";

        var output = (await fixture.RunAsync<Handing>("Hand", "--key", "hunter22")).Output;

        Assert.Contains("\n##vso[task.setvariable variable=key;issecret=true]hunter22\nshown ***\n", output);
    }

    [Fact]
    public void GitHub_gets_each_of_its_commands()
    {
        var host = _fixture.Create<GitHubActions>();
        host.Group("Build");
        host.WriteDebug("a");
        host.WriteWarning("b");
        host.WriteError("c\nd");
        host.EndGroup("Build");

        Assert.Equal(["::group::Build", "::debug::a", "::warning::b", "::error::c%0Ad", "::endgroup::Build"], _fixture.Lines);
    }

    [Fact]
    public void TeamCity_gets_each_of_its_messages()
    {
        var host = _fixture.Create<TeamCity>();
        host.SetBuildNumber("1.2");
        host.SetBuildStatus("fine", append: true);
        host.AddBuildProblem("it's");
        host.SetConfigurationParameter("a_b", "1");
        host.SetSystemProperty("c", "2");
        host.AddStatisticValue("k", "3");
        host.PublishArtifacts("out/** => packages.zip");
        host.ImportData(TeamCityImportType.vstest, "a.trx", verbose: true);
        host.WriteError("bad", "more");
        host.OpenBlock("b");
        host.CloseBlock("b");
        host.DisableServiceMessages();

        Assert.Equal(
            [
                "##teamcity[buildNumber '1.2']",
                "##teamcity[buildStatus text='{build.status.text} fine']",
                "##teamcity[buildProblem description='it|'s']",
                "##teamcity[setParameter name='a.b' value='1']",
                "##teamcity[setParameter name='system.c' value='2']",
                "##teamcity[buildStatisticValue key='k' value='3']",
                "##teamcity[publishArtifacts 'out/** => packages.zip']",
                "##teamcity[importData type='vstest' path='a.trx' verbose='true']",
                "##teamcity[message text='bad' status='ERROR' errorDetails='more']",
                "##teamcity[blockOpened name='b']",
                "##teamcity[blockClosed name='b']",
                "##teamcity[disableServiceMessages]",
            ],
            _fixture.Lines);
        Assert.Equal("1.2", host.BuildNumber);
        Assert.Throws<ArgumentException>(() => host.ImportData(TeamCityImportType.dotNetCoverage, "c.xml"));
    }

    [Theory]
    [InlineData("a b")]
    [InlineData("a::b")]
    [InlineData("a]b")]
    [InlineData("a\nb")]
    [InlineData("")]
    public void What_is_not_a_name_is_refused(string name)
    {
        Assert.Throws<ArgumentException>(() => _fixture.Create<GitHubActions>().WriteCommand(name));
        Assert.Throws<ArgumentException>(() => _fixture.Create<AzurePipelines>().WriteCommand("a", null, p => new Dictionary<string, object> { [name] = 1 }));
        Assert.Throws<ArgumentException>(() => _fixture.Create<TeamCity>().Write(name, p => p));
    }

    /// <summary>Reads a service message as TeamCity describes them: name, then values in quotes with escapes that begin with a bar.</summary>
    private static (string Name, string Properties) ReadTeamCity(string line)
    {
        Assert.StartsWith("##teamcity[", line);
        var at = "##teamcity[".Length;
        var properties = new List<string>();
        var name = line[at..(at = line.IndexOf(' ', at))];
        while (line[at] == ' ')
        {
            var key = line[(at + 1)..(at = line.IndexOf('=', at))];
            Assert.Equal('\'', line[++at]);
            var value = "";
            for (at++; line[at] != '\''; at++)
                if (line[at] != '|')
                    value += line[at];
                else if (line[++at] == '0')
                    (value, at) = (value + (char)Convert.ToInt32(line.Substring(at + 2, 4), 16), at + 5);
                else
                    value += line[at] switch { 'n' => '\n', 'r' => '\r', var other => other };
            properties.Add($"{key}={value}");
            at++;
        }

        Assert.Equal("]", line[at..]);
        return (name, string.Join(',', properties));
    }

    private sealed class Handing : PlimsollBuild
    {
        [Parameter, Secret] readonly string? Key;

        Target Hand => _ => _.Executes(() =>
        {
            AzurePipelines.Instance!.SetVariable("key", Key!, isSecret: true);
            Log.Information($"shown {Key}");
        });
    }
}
