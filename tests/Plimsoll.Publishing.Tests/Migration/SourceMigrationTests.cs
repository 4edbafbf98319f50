using Plimsoll.Policy.Pinning;
using Plimsoll.Publishing.Migration;

namespace Plimsoll.Publishing.Tests.Migration;

public sealed class SourceMigrationTests
{
    [Theory]
    // Usings.
    [InlineData("using Nuke.Common;\n", "using Plimsoll.Build;\n")]
    [InlineData("using Fallout.Common;\n", "using Plimsoll.Build;\n")]
    [InlineData("using System;\nusing Nuke.Common;\nusing Nuke.Common.IO;\nusing Nuke.Common.Utilities.Collections;\nclass A;\n", "using System;\nusing Plimsoll.Build;\nclass A;\n")]
    [InlineData("using Nuke.Common.IO; // paths\n", "using Plimsoll.Build; // paths\n")]
    [InlineData("using Nuke.Common;\r\nusing Nuke.Common.IO; // paths\r\nclass A;", "using Plimsoll.Build;\r\n // paths\r\nclass A;")]
    [InlineData("using Nuke . /* here */ Common ;", "using Plimsoll.Build ;")]
    [InlineData("using Plimsoll.Build;\nusing Nuke.Common;\n", "using Plimsoll.Build;\n")]
    [InlineData("using Nuke.Common.Tooling;\nusing Nuke.Common.Tools.DotNet;\n", "using Plimsoll.Build;\nusing Plimsoll.Build.Tools;\n")]
    [InlineData("using Nuke.Common;\r\nusing Nuke.Common.Tooling;\r\n", "using Plimsoll.Build;\r\nusing Plimsoll.Build.Tools;\r\n")]
    [InlineData("using Nuke.Common.ProjectModel;\n", "using Plimsoll.Build;\n")]
    [InlineData("global using Nuke.Common;\n", "global using Plimsoll.Build;\n")]
    [InlineData("using static Nuke.Common.Tools.DotNet.DotNetTasks;\nclass A;", "using static Plimsoll.Build.Tools.DotNetTasks;\nclass A;")]
    [InlineData("using static Nuke.Common.EnvironmentInfo;\n", "using static Plimsoll.Build.EnvironmentInfo;\n")]
    [InlineData("using Path = Nuke.Common.IO.AbsolutePath;", "using Path = Plimsoll.Build.AbsolutePath;")]
    [InlineData("#if X\nusing Nuke.Common;\n#else\nusing Nuke.Common.IO;\n#endif\n", "#if X\nusing Plimsoll.Build;\n#else\nusing Plimsoll.Build;\n#endif\n")]
    [InlineData("using Serilog;\nclass A;", "class A;")]
    [InlineData("using ParameterAttribute = Nuke.Common.ParameterAttribute;", "using ParameterAttribute = Plimsoll.Build.ParameterAttribute;")]
    [InlineData("using static Serilog.Log;\nclass A;", "using static Plimsoll.Build.Log;\nclass A;")]
    // The base class.
    [InlineData("class Build : NukeBuild, IA { }", "class Build : PlimsollBuild, IA { }")]
    [InlineData("class Build : FalloutBuild { }", "class Build : PlimsollBuild { }")]
    [InlineData("interface IA : INukeBuild { }", "interface IA : IPlimsollBuild { }")]
    [InlineData("class Build : Nuke.Common.NukeBuild { }", "class Build : Plimsoll.Build.PlimsollBuild { }")]
    [InlineData("x = NukeBuild.RootDirectory;", "x = PlimsollBuild.RootDirectory;")]
    [InlineData("x = $\"{NukeBuild.RootDirectory / \"a\"}/NukeBuild\";", "x = $\"{PlimsollBuild.RootDirectory / \"a\"}/NukeBuild\";")]
    [InlineData("class NukeBuild { } class Build : NukeBuild { }", "class NukeBuild { } class Build : NukeBuild { }")]
    [InlineData("x = other.NukeBuild;", "x = other.NukeBuild;")]
    // Names with a namespace.
    [InlineData("Nuke.Common.IO.AbsolutePath Out;", "Plimsoll.Build.AbsolutePath Out;")]
    [InlineData("[Nuke.Common.Parameter] string A;", "[Plimsoll.Build.Parameter] string A;")]
    [InlineData("namespace Nuke.Sample;", "namespace Nuke.Sample;")]
    // The log.
    [InlineData("Log.Verbose(\"a\");", "Log.Verbose(\"a\");")]
    [InlineData("Serilog.Log.Fatal(\"a\");", "Log.Fatal(\"a\");")]
    // The host and the events.
    [InlineData("using Nuke.Common.CI;\nusing Nuke.Common.CI.GitHubActions;\n[CI] readonly GitHubActions GitHubActions;", "using Plimsoll.Build.CI;\n[CI] readonly GitHubActions GitHubActions;")]
    [InlineData("var a = Host is Nuke.Common.CI.TeamCity.TeamCity; protected override void OnBuildCreated() { }", "var a = Host is Plimsoll.Build.CI.TeamCity; protected override void OnBuildCreated() { }")]
    [InlineData("[ShutdownDotNetAfterServerBuild] class Build { bool A => IsFinished; }", "[ShutdownDotNetAfterServerBuild] class Build { bool A => IsFinished; }")]
    [InlineData("Nuke.Common.ProjectModel.Solution S;", "Plimsoll.Build.Solution S;")]
    [InlineData("class Configuration : Enumeration { }", "class Configuration : Enumeration { }")]
    [InlineData("DotNetBuild(s => s.SetConfiguration(Configuration).EnableNoRestore());", "DotNetBuild(s => s.SetConfiguration(Configuration).EnableNoRestore());")]
    [InlineData("var path = (AbsolutePath) \"a\"; Assert.True(IsWin);", "var path = (AbsolutePath) \"a\"; Assert.True(IsWin);")]
    [InlineData("Log.Information(\"a\");", "Log.Information(\"a\");")]
    [InlineData("other.Log.Verbose(\"a\"); Verbose(\"b\");", "other.Log.Verbose(\"a\"); Verbose(\"b\");")]
    [InlineData("using Nuke.Common.CI.GitHubActions;\n[GitHubActions(\"ci\", GitHubActionsImage.UbuntuLatest)]\nclass Build;", "using Plimsoll.Build.CI;\n[GitHubActions(\"ci\", GitHubActionsImage.UbuntuLatest)]\nclass Build;")]
    [InlineData("using Nuke.Common.CI.AzurePipelines;\n[AzurePipelines(AzurePipelinesImage.UbuntuLatest)]\nclass Build;", "using Plimsoll.Build.CI;\n[AzurePipelines(AzurePipelinesImage.UbuntuLatest)]\nclass Build;")]
    [InlineData("_ => _.Produces(\"*.nupkg\").Executes(A)", "_ => _.Produces(\"*.nupkg\").Executes(A)")]
    public void What_exists_is_moved(string before, string after)
    {
        Assert.Equal(after, Migrate(before).Text);
        Assert.Empty(Migrate(before).Remaining);
        Assert.Equal(after, Migrate(after).Text);
    }

    [Theory]
    [InlineData("[Parameter, NerdbankGitVersioning] readonly string Version;", "1 [NerdbankGitVersioning]")]
    [InlineData("[TeamCity(\"ci\")]\nclass Build;", "1 [TeamCity]")]
    [InlineData("DotNetBuild(new() { Configuration = Configuration });")]
    [InlineData("_ => _.ReadYaml(A).Executes(A)", "1 ReadYaml")]
    [InlineData("ReadYaml(Output);", "1 ReadYaml")]
    [InlineData("string F(AbsolutePath path) => path;")]
    [InlineData("var a = $\"{(IsSuccessful ? 1 : 2)}\";", "1 IsSuccessful")]
    [InlineData("Nuke.Common.Tools.Slack.SlackTasks R;", "1 Nuke.Common.Tools.Slack.SlackTasks")]
    [InlineData("var x = a is Nuke.Something.Else;", "1 Nuke.Something.Else")]
    [InlineData("class A : IReportIssues, ISignPackages { }", "1 IReportIssues", "1 ISignPackages")]
    // What the build declares itself, what the system has, and what only looks like it.
    [InlineData("class GitVersion { } class A { GitVersion V; }")]
    [InlineData("void ReadYaml(string path) { } void B() { ReadYaml(\"a\"); }")]
    [InlineData("File.Move(\"a\", \"b\"); System.IO.File.WriteAllLines(\"a\", []);")]
    [InlineData("string IsSuccessful = \"a\"; var b = IsSuccessful;")]
    [InlineData("var a = new Options { IsSuccessful = \"a\" }; Call(IsSuccessful: 1); var b = uri.IsSuccessful;")]
    [InlineData("// ReadYaml(x)\n/* [GitVersion] */ var a = \"[GitVersion] ReadYaml(x)\";")]
    [InlineData("#region ReadYaml(x)\n#endregion")]
    public void What_has_no_counterpart_is_listed_and_stays(string source, params string[] expected)
    {
        var (text, remaining) = Migrate(source);

        Assert.Equal(source, text);
        Assert.Equal(expected, remaining.Select(work => $"{work.Line} {work.Name}"));
        Assert.All(remaining, work => Assert.EndsWith(".", work.Advice));
    }

    [Theory]
    [InlineData("using System;\nusing Nuke.Common.Tools.Slack;\nclass A;", "using System;\nclass A;", "2 using Nuke.Common.Tools.Slack")]
    [InlineData("using static Nuke.Common.Tools.Octopus.OctopusTasks;\n", "", "1 using static Nuke.Common.Tools.Octopus.OctopusTasks")]
    public void Usings_without_a_counterpart_are_removed_and_listed(string before, string after, string expected)
    {
        var (text, remaining) = Migrate(before);

        Assert.Equal(after, text);
        Assert.Equal(expected, Assert.Single(remaining) is var work ? $"{work.Line} {work.Name}" : "");
    }

    [Fact]
    public void Serilog_stays_where_the_project_references_it() =>
        Assert.Equal("using Serilog;\nSerilog.Log.Verbose(\"a\");", Migrate("using Serilog;\nSerilog.Log.Verbose(\"a\");", hasSerilog: true).Text);

    internal static (string Text, IReadOnlyList<RemainingWork> Remaining) Migrate(string text, bool hasSerilog = false)
    {
        var source = new CSharpSource(text);
        var (types, members) = (new HashSet<string>(), new HashSet<string>());
        source.AddDeclared(types, members);
        var (edits, remaining) = SourceMigration.Plan("Build.cs", source, types, members, hasSerilog);
        return (TextEdit.Apply(text, edits), remaining);
    }
}
