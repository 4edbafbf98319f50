using System.Text;
using CsCheck;
using Plimsoll.Oci;
using Plimsoll.Publishing.Builds.Context;
using Plimsoll.Publishing.Configuration;
using Plimsoll.Publishing.Initialization;
using Plimsoll.Publishing.Migration;
using Plimsoll.Testing;
using Plimsoll.Testing.Hostile;

namespace Plimsoll.Publishing.Tests.Hostile;

/// <summary>Files of a repository that is initialized, migrated or built: see <see cref="HostileRun"/> for how many are tried.</summary>
public sealed class HostileRepositoryTests : IDisposable
{
    private const long Bound = 64L * 1024 * 1024;

    private const string Project = """<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><OutputType>Exe</OutputType><NukeRootDirectory>..</NukeRootDirectory></PropertyGroup><ItemGroup><PackageReference Include="Nuke.Common" Version="9.0.4" /><!-- x --></ItemGroup></Project>""";

    private const string Source = "using Nuke.Common;\nusing static Nuke.Common.IO.PathConstruction;\n/* c */ [GitHubActions(\"x\", On = [1])]\nclass Build : NukeBuild, IHazX\n{\n    public static int Main() => Execute<Build>(x => x.Compile);\n    [Parameter(\"a \\\" b\")] readonly string A = @\"x\"\"y\" + $\"{1:x}{{\" + $@\"{A}\" + \"\"\"raw \" text\"\"\" + $$\"\"\"{{A}}\"\"\";\n    Target Compile => _ => _.Executes(() => { DotNetBuild(s => s.SetProjectFile(A)); /* } */ });\n#if X\n#endif\n}\n";

    private const string Parameters = """{"$schema":"./build.schema.json","Solution":"App.sln","A":"b"}""";

    private const string Ignore = "# comment\n*.md\n!README.md\n**/bin\nsrc/**/obj/*\n[a-c]?.txt\n/out\na\\*b\n";

    private static readonly (string Path, string Text)[] Files =
    [
        ("Dockerfile", "ARG A=1\nFROM base:${A} AS build\nCOPY [\"src/Web/Web.csproj\", \"src/Web/\"]\nCOPY . .\nFROM scratch\nCOPY --from=build /out /\n"),
        (".github/workflows/a.yml", "on: {push: {branches: [main]}}\nenv: {REGISTRY: ghcr.io}\njobs:\n  a:\n    runs-on: x\n    steps:\n    - uses: docker/metadata-action@v5\n      with:\n        images: |\n          ${{ env.REGISTRY }}/acme/app\n        tags: |\n          type=semver,pattern={{version}}\n          type=raw,value=x,enable={{is_default_branch}}\n    - uses: docker/build-push-action@v6\n      with: {context: ., tags: 'a/b:1', file: x/Dockerfile}\n"),
        ("azure-pipelines.yml", "steps:\n- task: Docker@2\n  inputs: {command: buildAndPush, repository: acme/app, dockerfile: '**/Dockerfile', tags: '$(Build.BuildId)'}\n"),
        ("GitVersion.yml", "mode: ContinuousDelivery\ntag-prefix: '[vV]?'\nnext-version: 1.2.3\nbranches: {main: {increment: Patch, regex: ^main$}}\n"),
        (".goreleaser.yaml", "dockers:\n- image_templates: ['acme/app:{{ .Tag }}', 'acme/app:latest']\n  dockerfile: Dockerfile\nkos: [{repositories: [a/b], tags: ['{{.Version}}']}]\n"),
        ("release-please-config.json", """{"packages":{"a":{"component":"x","release-type":"node"},"b":{"include-v-in-tag":false}},"tag-separator":"-"}"""),
        (".release-please-manifest.json", """{"a":"1.2.3","b":"0.1.0"}"""),
        ("src/Api/Api.csproj", """<Project Sdk="Microsoft.NET.Sdk.Web"><PropertyGroup><ContainerRepository>acme/api</ContainerRepository></PropertyGroup></Project>"""),
        ("Directory.Build.props", "<Project><PropertyGroup><MinVerTagPrefix>rel-</MinVerTagPrefix><MinVerMinimumMajorMinor>2.1</MinVerMinimumMajorMinor></PropertyGroup><ItemGroup><PackageReference Include=\"MinVer\" Version=\"6.0.0\" /></ItemGroup></Project>"),
        ("deploy/production/app.yaml", "kind: Pod\nspec: {containers: [{image: 'acme/app:1'}]}\n"),
    ];

    private readonly TempDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>What other tools' settings say, each file in turn another than they would write.</summary>
    [Fact]
    public void A_repository_is_initialized_whatever_its_files_say()
    {
        using var repository = GitRepository.Released();
        repository.Run("remote", "add", "origin", "https://github.com/acme/app");
        foreach (var (path, text) in Files)
            repository.Write(path, text);
        var host = PlimsollHost.CreateDefault(new PlimsollHostOptions { Directory = repository.Path });
        var state = host.ReadRepository(repository.Path);

        Gen.Int[0, Files.Length - 1].SelectMany(index => Gen.Frequency((3, LineEdit.Near(Files[index].Text)), (1, ByteEdit.Near(Files[index].Text))).Select(bytes => (Files[index].Path, Files[index].Text, bytes))).SampleHostile(
            60,
            file =>
            {
                File.WriteAllBytes(repository[file.Path], file.bytes);
                try
                {
                    var plan = new RepositoryInitializer(_ => state).Create(repository.Path, new InitializationOptions { ToolVersion = "1.2.3" });
                    foreach (var note in plan.Notes)
                        if (note.ToString() is { } said && (said.Contains("System.", StringComparison.Ordinal) || said.Contains("YamlDotNet", StringComparison.Ordinal)) && !Encoding.UTF8.GetString(file.bytes).Contains("System.", StringComparison.Ordinal))
                            throw new InvalidOperationException(said);
                    _ = ConfigurationFile.Parse("plimsoll.yml", plan.Files[0].Content);
                }
                finally
                {
                    File.WriteAllText(repository[file.Path], file.Text);
                }
            },
            512L * 1024 * 1024);
    }

    [Fact]
    public void A_build_is_migrated_or_refused_whatever_its_files_say() => Gen.Select(
        Gen.Frequency((1, Gen.Const(Encoding.UTF8.GetBytes(Project))), (1, LineEdit.Near(Project))),
        Gen.Frequency((2, LineEdit.Near(Source)), (1, ByteEdit.Near(Source))),
        Gen.Frequency((2, Gen.Const(Encoding.UTF8.GetBytes(Parameters))), (1, JsonEdit.Near(Parameters)))).SampleHostile(
        60,
        async (files, cancellationToken) =>
        {
            using var folder = new TempDirectory();
            Directory.CreateDirectory(folder["build"]);
            Directory.CreateDirectory(folder[".nuke"]);
            await File.WriteAllBytesAsync(folder["build/_build.csproj"], files.Item1, cancellationToken);
            await File.WriteAllBytesAsync(folder["build/Build.cs"], files.Item2, cancellationToken);
            await File.WriteAllBytesAsync(folder[".nuke/parameters.json"], files.Item3, cancellationToken);
            await File.WriteAllTextAsync(folder["build.sh"], "BUILD_PROJECT_FILE=build/_build.csproj\n", cancellationToken);
            if (await BuildMigrator.PlanAsync(folder.Path, "2.0.0", cancellationToken) is { } migration)
                await migration.WriteAsync(cancellationToken);
            Assert.Equal([], Directory.EnumerateFiles(folder.Path, "*.tmp", SearchOption.AllDirectories));
        });

    [Fact]
    public void The_tokens_of_a_source_are_read_whatever_it_says() => Gen.Frequency((1, LineEdit.Near(Source)), (1, ByteEdit.Near(Source))).SampleHostile(
        400,
        bytes => _ = CSharpTokens.Read(Encoding.UTF8.GetString(bytes)).Count,
        Bound);

    [Fact]
    public void An_ignore_file_is_read_or_refused_and_matches_in_bounded_time() => Gen.Select(Gen.Frequency((3, LineEdit.Near(Ignore)), (1, ByteEdit.Near(Ignore))), HostileText.Any).SampleHostile(
        200,
        sample =>
        {
            var file = IgnoreFile.Parse(Encoding.UTF8.GetString(sample.Item1), ".dockerignore");
            foreach (var path in (string[])["src/a/obj/x", "README.md", "a*b", new string('a', 300), string.Join('/', Enumerable.Repeat("a", 100)), sample.Item2])
                _ = (file.Ignores(path), file.MayTakeBackFrom(path));
        },
        1024L * 1024 * 1024,
        ".dockerignore");

    [Fact]
    public void A_range_whose_end_comes_before_its_beginning_is_refused()
    {
        var exception = Assert.Throws<PlimsollException>(() => IgnoreFile.Parse("a\n[z-a]\n", ".dockerignore"));

        Assert.Equal(".dockerignore:2: '[z-a]' has a range whose end comes before its beginning.", exception.Message);
    }

    [Theory]
    [InlineData("**/**/**/**/**/**/**/**/**/**/**/b")]
    [InlineData("*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*b")]
    [InlineData("a/**/a/**/a/**/a/**/a/**/a/**/b")]
    [InlineData("[a-z]*[a-z]*[a-z]*[a-z]*[a-z]*[a-z]*[0-9]")]
    public void A_pattern_that_could_be_tried_in_many_ways_is_not(string pattern)
    {
        var file = IgnoreFile.Parse(pattern + "\n", ".dockerignore");

        HostileRun.Try(() =>
        {
            Assert.False(file.Ignores(string.Join('/', Enumerable.Repeat("a", 2_000))));
            Assert.False(file.Ignores(new string('a', 4_000)));
        });
    }
}
