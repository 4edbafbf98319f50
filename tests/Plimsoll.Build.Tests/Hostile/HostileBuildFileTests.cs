using CsCheck;
using Plimsoll.Build.CI;
using Plimsoll.Build.Parameters;
using Plimsoll.Build.Tests.CI;
using Plimsoll.Testing;
using Plimsoll.Testing.Hostile;

namespace Plimsoll.Build.Tests.Hostile;

/// <summary>Files that a build reads: see <see cref="HostileRun"/> for how many are tried.</summary>
public sealed class HostileBuildFileTests : IDisposable
{
    private const string Slnx = """
        <Solution>
          <Configurations><Platform Name="x64" /><BuildType Name="Debug" /></Configurations>
          <Folder Name="/src/"><File Path="README.md" /><Project Path="src/App/App.csproj" Type="C#"><BuildDependency Project="build/_build.csproj" /></Project></Folder>
          <Folder Name="/src/tests/"><Project Path="tests\App.Tests\App.Tests.csproj" /></Folder>
          <Project Path="build/_build.csproj" />
        </Solution>
        """;

    private const string Sln = "\nMicrosoft Visual Studio Solution File, Format Version 12.00\nProject(\"{FAE04EC0-301F-11D3-BF4B-00C04F79EFBC}\") = \"App\", \"src\\App\\App.csproj\", \"{11111111-1111-1111-1111-111111111111}\"\nEndProject\nProject(\"{2150E333-8FDC-42A3-9474-1A3956D46DE8}\") = \"src\", \"src\", \"{22222222-2222-2222-2222-222222222222}\"\n\tProjectSection(SolutionItems) = preProject\n\t\tREADME.md = README.md\n\tEndProjectSection\nEndProject\nGlobal\n\tGlobalSection(SolutionConfigurationPlatforms) = preSolution\n\t\tDebug|Any CPU = Debug|Any CPU\n\tEndGlobalSection\n\tGlobalSection(NestedProjects) = preSolution\n\t\t{11111111-1111-1111-1111-111111111111} = {22222222-2222-2222-2222-222222222222}\n\tEndGlobalSection\nEndGlobal\n";

    private const string Filter = """{ "solution": { "path": "App.slnx", "projects": ["src\\App\\App.csproj"] } }""";

    private const string Parameters = """{"$schema":"./build.schema.json","Solution":"App.slnx","Configuration":"Release","Names":["a","b"],"Server":{"host":"h","port":1},"Count":3}""";

    private const string Event = """{"number":12,"action":"opened","pull_request":{"number":12},"issue":{"number":1},"repository":{"name":"x"}}""";

    private readonly TempDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_solution_of_XML_is_read_or_refused() => Check("App.slnx", 150, Slnx);

    [Fact]
    public void A_solution_of_the_old_format_is_read_or_refused() => Check("App.sln", 200, Sln);

    [Fact]
    public void A_filter_of_a_solution_is_read_or_refused()
    {
        _folder.Write("App.slnx", Slnx);
        Gen.Frequency((3, JsonEdit.Near(Filter)), (1, ByteEdit.Near(Filter))).SampleHostile(150, bytes => Read("Some.slnf", bytes), names: "Some.slnf|App.slnx|is not a solution|Solution ");
    }

    [Theory]
    [InlineData("<!DOCTYPE a [<!ENTITY b \"x\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;\"><!ENTITY d \"&c;&c;&c;&c;&c;&c;&c;&c;\">]><Solution><Folder Name=\"/&d;/\" /></Solution>")]
    [InlineData("<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><Solution><Folder Name=\"/&b;/\" /></Solution>")]
    public void Entities_of_a_solution_are_not_resolved(string text) => HostileRun.Try(
        () =>
        {
            Read("App.slnx", HostileText.Encode(text));
            Assert.Fail("It was read.");
        },
        names: "App.slnx");

    [Fact]
    public void A_path_that_no_file_can_have_is_refused()
    {
        _folder.Write("App.slnx", Slnx);

        Xunit.Assert.Contains("App.sln is not valid", Xunit.Assert.Throws<BuildException>(() => Read("App.sln", HostileText.Encode(Sln.Replace("App.csproj", "App\0.csproj", StringComparison.Ordinal)))).Message, StringComparison.Ordinal);
        Xunit.Assert.Contains("Some.slnf is not valid", Xunit.Assert.Throws<BuildException>(() => Read("Some.slnf", HostileText.Encode(Filter.Replace("App.csproj", "App\\u0000.csproj", StringComparison.Ordinal)))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_solution_that_nests_without_end_is_read_or_refused()
    {
        HostileRun.Try(() => Read("Deep.slnx", HostileText.Encode("<Solution>" + string.Concat(Enumerable.Repeat("<Folder Name=\"/a/\">", 20_000)))), names: "Deep.slnx");
        HostileRun.Try(() => Read("Deep.slnx", HostileText.Encode($"<Solution><Folder Name=\"/{string.Concat(Enumerable.Repeat("a/", 20_000))}\" /></Solution>")), names: "Deep.slnx");
        HostileRun.Try(() => Read("Loop.sln", HostileText.Encode(Sln.Replace("= {22222222-2222-2222-2222-222222222222}\n\tEnd", "= {22222222-2222-2222-2222-222222222222}\n\t\t{22222222-2222-2222-2222-222222222222} = {22222222-2222-2222-2222-222222222222}\n\tEnd", StringComparison.Ordinal))), names: "Loop.sln");
    }

    [Fact]
    public void A_file_of_parameters_is_read_or_refused() => Gen.Frequency((3, JsonEdit.Near(Parameters)), (1, ByteEdit.Near(Parameters))).SampleHostile(
        200,
        bytes =>
        {
            Directory.CreateDirectory(_folder[".nuke"]);
            File.WriteAllBytes(_folder[".nuke/parameters.json"], bytes);
            _ = ParameterFile.Read(AbsolutePath.Create(_folder.Path), profile: null).Find("solution");
        },
        names: "parameters.json");

    [Fact]
    public void The_event_of_a_workflow_is_read_or_refused()
    {
        var path = _folder["event.json"];
        Gen.Frequency((3, JsonEdit.Near(Event)), (1, ByteEdit.Near(Event))).SampleHostile(
            150,
            bytes =>
            {
                File.WriteAllBytes(path, bytes);
                var fixture = new HostFixture { Environment = { ["GITHUB_ACTIONS"] = "true", ["GITHUB_EVENT_PATH"] = path, ["GITHUB_EVENT_NAME"] = "pull_request" } };
                var host = fixture.Create<GitHubActions>();
                _ = (host.PullRequestNumber, host.GitHubEvent.ToJsonString());
            },
            names: "GITHUB_EVENT_PATH");
    }

    [Theory]
    [InlineData("""{"pull_request":1,"pull_request":{"number":12}}""")]
    [InlineData("""{"action":"\ud800"}""")]
    [InlineData("""[{"pull_request":{"number":12}}]""")]
    public void An_event_that_is_no_object_or_that_readers_understand_differently_is_refused(string json)
    {
        var fixture = new HostFixture { Environment = { ["GITHUB_ACTIONS"] = "true", ["GITHUB_EVENT_PATH"] = _folder.Write("event.json", json), ["GITHUB_EVENT_NAME"] = "pull_request" } };

        var exception = Xunit.Assert.Throws<BuildException>(() => fixture.Create<GitHubActions>().PullRequestNumber);

        Xunit.Assert.Contains("GITHUB_EVENT_PATH", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_message_of_a_failure_holds_nothing_that_steers_a_terminal() =>
        Xunit.Assert.Equal(@"a\u001b[2J", BuildException.Usage("a\u001b[2J").Message);

    private void Check(string name, int iterations, string text) =>
        Gen.Frequency((3, LineEdit.Near(text)), (1, ByteEdit.Near(text))).SampleHostile(iterations, bytes => Read(name, bytes), 64L * 1024 * 1024, name);

    private void Read(string name, byte[] bytes)
    {
        File.WriteAllBytes(_folder[name], bytes);
        var content = SolutionContent.Read(Solution.Create(typeof(Solution), () => AbsolutePath.Create(_folder[name])));
        _ = content.Projects.Sum(project => $"{project.Path}{project.Name}".Length) + content.Folders.Count;
    }
}
