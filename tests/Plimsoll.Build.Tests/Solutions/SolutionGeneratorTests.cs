using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Plimsoll.Build.Generators.Solutions;

namespace Plimsoll.Build.Tests.Solutions;

/// <summary>The generator as the compiler runs it.</summary>
public class SolutionGeneratorTests
{
    private const string Code = "using Plimsoll.Build; class Build : PlimsollBuild { [Solution(GenerateProjects = true)] readonly Solution Solution = null!; object? Use => USE; }";

    private const string Slnx = """
        <Solution>
          <Folder Name="/src/">
            <Project Path="src/App.Core/App.Core.csproj" />
            <Project Path="src\my-lib\my-lib.fsproj" />
          </Folder>
          <Folder Name="/src/My Tools/">
            <Project Path="tools/Old VB/Old VB.vbproj" />
            <Project Path="db/Db.sqlproj" Type="00D1A9C2-B5F0-4AF3-8072-F6C62B433612" DisplayName="Database" />
          </Folder>
          <Project Path="build/_build.csproj" />
        </Solution>
        """;

    private const string Sln = """
        Microsoft Visual Studio Solution File, Format Version 12.00
        # Visual Studio Version 17
        Project("{9A19103F-16F7-4668-BE54-9A1E7A4F7556}") = "App.Core", "src\App.Core\App.Core.csproj", "{11111111-1111-1111-1111-111111111111}"
        	ProjectSection(ProjectDependencies) = postProject
        	EndProjectSection
        EndProject
        Project("{2150E333-8FDC-42A3-9474-1A3956D46DE8}") = "src", "src", "{22222222-2222-2222-2222-222222222222}"
        EndProject
        Project("{2150e333-8fdc-42a3-9474-1a3956d46de8}") = "My Tools", "My Tools", "{33333333-3333-3333-3333-333333333333}"
        	ProjectSection(SolutionItems) = preProject
        		README.md = README.md
        	EndProjectSection
        EndProject
        Project("{F2A71F9B-5D33-465A-A702-920D77279786}") = "my-lib", "src\my-lib\my-lib.fsproj", "{44444444-4444-4444-4444-444444444444}"
        EndProject
        Project("{F184B08F-C81C-45F6-A57F-5ABD9991F28F}") = "Old VB", "tools\Old VB\Old VB.vbproj", "{55555555-5555-5555-5555-555555555555}"
        EndProject
        Project("{00D1A9C2-B5F0-4AF3-8072-F6C62B433612}") = "Database", "db\Db.sqlproj", "{66666666-6666-6666-6666-666666666666}"
        EndProject
        Project("{9A19103F-16F7-4668-BE54-9A1E7A4F7556}") = "_build", "build\_build.csproj", "{77777777-7777-7777-7777-777777777777}"
        EndProject
        Global
        	GlobalSection(SolutionConfigurationPlatforms) = preSolution
        		Debug|Any CPU = Debug|Any CPU
        	EndGlobalSection
        	GlobalSection(NestedProjects) = preSolution
        		{11111111-1111-1111-1111-111111111111} = {22222222-2222-2222-2222-222222222222}
        		{33333333-3333-3333-3333-333333333333} = {22222222-2222-2222-2222-222222222222}
        		{44444444-4444-4444-4444-444444444444} = {22222222-2222-2222-2222-222222222222}
        		{55555555-5555-5555-5555-555555555555} = {33333333-3333-3333-3333-333333333333}
        		{66666666-6666-6666-6666-666666666666} = {33333333-3333-3333-3333-333333333333}
        	EndGlobalSection
        EndGlobal
        """;

    private const string All = "new Project[] { Solution._build, Solution.src.App_Core, Solution.src.my_lib, Solution.src.My_Tools.Old_VB, Solution.src.My_Tools.Database }";

    [Theory]
    [InlineData("App.slnx", Slnx, false)]
    [InlineData("App.sln", Sln, false)]
    [InlineData("App.sln", Sln, true)]
    public void Projects_and_folders_of_either_format_are_properties(string name, string text, bool isOfWindows)
    {
        var result = Run(Code.Replace("USE", All), ("/repo/" + name, isOfWindows ? "\uFEFF\r\n" + text.ReplaceLineEndings("\r\n") : text));

        Assert.Empty(result.Problems);
        Assert.Single(result.Generated);
    }

    [Fact]
    public void A_filter_has_only_the_projects_that_it_selects()
    {
        (string, string)[] files =
        [
            ("/repo/all/App.slnx", Slnx),
            ("/repo/some.slnf", """{ "solution": { "path": "all\\App.slnx", /* two */ "projects": [ "src\\App.Core\\App.Core.csproj", "db/Db.sqlproj", ] } }"""),
            ("/repo/.nuke/parameters.json", """{ "solution": "some.slnf" }"""),
        ];

        Assert.Empty(Run(Code.Replace("USE", "new[] { Solution.src.App_Core, Solution.src.My_Tools.Database }"), files).Problems);
        Assert.Equal(["CS1061"], Run(Code.Replace("USE", "Solution.src.my_lib"), files).Problems.Select(problem => problem.Id));
    }

    [Theory]
    [InlineData("App", "App")]
    [InlineData("App.Core-Lib 2", "App_Core_Lib_2")]
    [InlineData("A..B", "A_B")]
    [InlineData("3rd", "_rd")]
    [InlineData("class", "@class")]
    [InlineData("Größe", "Größe")]
    [InlineData("Solution", "Solution_2")]
    [InlineData("Name", "Name")]
    [InlineData("ToString", "ToString")]
    [InlineData("c++ &amp; c#", "c_c_")]
    public void Names_are_those_of_NUKE(string project, string property)
    {
        var use = $"new Project[] {{ Solution.{property} }}";

        Assert.Empty(Run(Code.Replace("USE", use), ("/repo/App.slnx", $"<Solution><Project Path=\"a/b.csproj\" DisplayName=\"{project}\" /></Solution>")).Problems);
    }

    [Fact]
    public void What_would_have_one_name_gets_a_number()
    {
        const string Text = """
            <Solution>
              <Folder Name="/src/"><Project Path="1.csproj" DisplayName="A.B" /><Project Path="2.csproj" DisplayName="A_B" /></Folder>
              <Folder Name="/_src/"><Project Path="3.csproj" DisplayName="C" /></Folder>
              <Folder Name="/_src/_src/"><Project Path="4.csproj" DisplayName="D" /></Folder>
              <Project Path="src.csproj" />
            </Solution>
            """;

        Assert.Empty(Run(Code.Replace("USE", "new Project[] { Solution.src, Solution.src_2.A_B, Solution.src_2.A_B_2, Solution._src_2.C, Solution._src_2._src.D }"), ("/repo/App.slnx", Text)).Problems);
    }

    [Fact]
    public void Members_in_a_namespace_of_a_keyword_or_that_differ_in_case_have_files_of_their_own()
    {
        const string Text = """
            using Plimsoll.Build;
            namespace Acme.@class;
            class Build : PlimsollBuild
            {
                [Solution(GenerateProjects = true)] readonly Main Main = null!;
                [Solution(GenerateProjects = true)] readonly main main = null!;
                object? Use => new Project[] { Main._build, main._build };
            }
            """;

        var result = Run(Text, ("/repo/App.slnx", Slnx));

        Assert.DoesNotContain(result.Problems, problem => problem.Id.StartsWith("CS8785", StringComparison.Ordinal) || problem.Severity == DiagnosticSeverity.Error);
        Assert.Equal(2, result.Generated.Count);
    }

    [Fact]
    public void Of_two_members_of_one_name_and_different_solutions_the_second_is_told()
    {
        const string Text = """
            using Plimsoll.Build;
            class One : PlimsollBuild { [Solution("A.slnx", GenerateProjects = true)] readonly Main Main = null!; object? Use => Main._build; }
            class Two : PlimsollBuild { [Solution("B.slnx", GenerateProjects = true)] readonly Main Main = null!; object? Use => Main.Name; }
            """;

        var result = Run(Text, ("/repo/A.slnx", Slnx), ("/repo/B.slnx", "<Solution />"));

        Assert.Contains("The projects of 'Main' are not generated: another member of this name", Assert.Single(result.Problems).GetMessage(null));
        Assert.Single(result.Generated);
    }

    [Fact]
    public void The_class_is_in_the_namespace_of_the_build()
    {
        var code = "using Plimsoll.Build;\nnamespace Acme.Automation;\n" + Code["using Plimsoll.Build;".Length..].Replace("USE", "Solution._build");

        Assert.Contains("namespace Acme.Automation\n", Assert.Single(Run(code, ("/repo/App.slnx", Slnx)).Generated));
        Assert.Empty(Run(code, ("/repo/App.slnx", Slnx)).Problems);
    }

    [Theory]
    [InlineData("[Solution(\"b/B.slnx\", GenerateProjects = true)] Solution Main", "Main", "{}", "ofB")]
    [InlineData("[Solution(\"b/B.slnx\", GenerateProjects = true)] Solution Main", "Main", """{ "MAIN": "C.sln" }""", "ofC")]
    [InlineData("[Parameter(\"Which\", Name = \"Which-One\"), Solution(GenerateProjects = true)] Solution Main", "Main", """{ "whichOne": "b\\B.slnx" }""", "ofB")]
    public void The_solution_is_that_which_the_build_finds_when_it_runs(string member, string name, string parameters, string project)
    {
        var code = $"using Plimsoll.Build; class Build : PlimsollBuild {{ {member.Replace("Solution Main", name + " " + name)} = null!; object? Use => {name}.{project}; }}";
        var result = Run(
            code,
            ("/repo/A.slnx", "<Solution><Project Path=\"ofA.csproj\" /></Solution>"),
            ("/repo/b/B.slnx", "<Solution><Project Path=\"ofB.csproj\" /></Solution>"),
            ("/repo/C.sln", "Microsoft Visual Studio Solution File\nProject(\"{9A19103F-16F7-4668-BE54-9A1E7A4F7556}\") = \"ofC\", \"ofC.csproj\", \"{11111111-1111-1111-1111-111111111111}\"\n"),
            ("/repo/.nuke/parameters.json", parameters));

        Assert.Empty(result.Problems);
    }

    [Fact]
    public void Nothing_is_written_for_others()
    {
        Assert.Empty(Run(Code.Replace("(GenerateProjects = true)", "").Replace("USE", "null"), ("/repo/App.slnx", Slnx)).Generated);
        Assert.Empty(Run(Code.Replace("true", "false").Replace("USE", "null"), ("/repo/App.slnx", Slnx)).Generated);
    }

    [Theory]
    [InlineData("", "", "PLB003", "there is no solution in '/repo'")]
    [InlineData("A.sln B.slnx", "", "PLB003", "there are 2 solutions in '/repo'")]
    [InlineData("A.slnx", "x/no.slnx", "PLB003", "solution '/repo/x/no.slnx' does not exist, or is too deep below the root to be found: add <AdditionalFiles Include=\"/repo/x/no.slnx\" />")]
    [InlineData("Bad.slnx", "", "PLB004", "'/repo/Bad.slnx', line 2, is not valid: ")]
    [InlineData("Bad.sln", "", "PLB004", "'/repo/Bad.sln', line 1, is not valid: it does not begin with")]
    [InlineData("Bad.slnf", "Bad.slnf", "PLB004", "'/repo/Bad.slnf', line 1, is not valid: '<' is not expected")]
    public void Why_nothing_is_written_is_told_at_the_member(string files, string path, string id, string message)
    {
        var code = Code.Replace("USE", "Solution.Name");
        if (path.Length > 0)
            code = code.Replace("Solution(", $"Solution(\"{path}\", ");
        var result = Run(code, [("/repo/.nuke/parameters.json", "{}"), .. files.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(file => ("/repo/" + file, "<Solution>\n  <Project\n"))]);

        var problem = Assert.Single(result.Problems);
        Assert.Equal(id, problem.Id);
        Assert.Equal(DiagnosticSeverity.Warning, problem.Severity);
        Assert.Contains($"The projects of 'Solution' are not generated: {message}", problem.GetMessage(null));
        Assert.Equal("Solution", code.Substring(problem.Location.SourceSpan.Start, problem.Location.SourceSpan.Length));
    }

    [Fact]
    public void Without_the_files_of_the_package_the_way_to_them_is_told() =>
        Assert.Contains("import build/Plimsoll.Build.targets", Assert.Single(Run(Code.Replace("USE", "Solution.Name"), root: null).Problems).GetMessage(null));

    [Fact]
    public void Nothing_is_written_anew_unless_the_solution_says_something_else()
    {
        var compilation = Compile(Code.Replace("USE", "null"));
        var driver = CreateDriver("/repo", ("/repo/App.slnx", Slnx)).RunGenerators(compilation);

        driver = driver.RunGenerators(compilation.AddSyntaxTrees(CSharpSyntaxTree.ParseText("class Other;")));
        Assert.All(Reasons(driver), reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));

        driver = driver.ReplaceAdditionalTexts([new AdditionalFile("/repo/App.slnx", Slnx + "\n<!-- nothing -->")]).RunGenerators(compilation);
        Assert.All(Reasons(driver), reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));

        driver = driver.ReplaceAdditionalTexts([new AdditionalFile("/repo/App.slnx", Slnx.Replace("my-lib", "your-lib"))]).RunGenerators(compilation);
        Assert.Contains(IncrementalStepRunReason.Modified, Reasons(driver));
    }

    private static IEnumerable<IncrementalStepRunReason> Reasons(GeneratorDriver driver) =>
        driver.GetRunResult().Results.Single().TrackedOutputSteps.SelectMany(step => step.Value).SelectMany(step => step.Outputs).Select(output => output.Reason);

    private static (IReadOnlyList<Diagnostic> Problems, IReadOnlyList<string> Generated) Run(string code, params (string Path, string Text)[] files) => Run(code, "/repo", files);

    private static (IReadOnlyList<Diagnostic> Problems, IReadOnlyList<string> Generated) Run(string code, string? root, params (string Path, string Text)[] files)
    {
        var driver = CreateDriver(root, files).RunGeneratorsAndUpdateCompilation(Compile(code), out var compilation, out var diagnostics);
        return (
            [.. diagnostics, .. compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning)],
            [.. driver.GetRunResult().GeneratedTrees.Select(tree => tree.ToString())]);
    }

    private static CSharpGeneratorDriver CreateDriver(string? root, params (string Path, string Text)[] files) => CSharpGeneratorDriver.Create(
        [new SolutionGenerator().AsSourceGenerator()],
        files.Select(file => new AdditionalFile(file.Path, file.Text)),
        optionsProvider: new BuildOptions(root),
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    private static CSharpCompilation Compile(string code) => CSharpCompilation.Create(
        "Test",
        [CSharpSyntaxTree.ParseText(code)],
        [.. Assemblies().Select(file => MetadataReference.CreateFromFile(file))],
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

    private static IEnumerable<string> Assemblies() =>
    [
        typeof(PlimsollBuild).Assembly.Location,
        .. ((string[])["System.Runtime", "System.Collections", "System.Linq", "System.Private.CoreLib"]).Select(name => Assembly.Load(name).Location),
    ];
}
