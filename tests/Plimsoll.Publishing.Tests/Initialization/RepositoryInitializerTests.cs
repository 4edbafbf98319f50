using NJsonSchema;
using Plimsoll.Oci;
using Plimsoll.Publishing.Configuration;
using Plimsoll.Publishing.Initialization;
using Plimsoll.Publishing.Initialization.Workflows;
using Plimsoll.Testing;
using Snapshooter;
using Snapshooter.Xunit;

namespace Plimsoll.Publishing.Tests.Initialization;

/// <summary>What is made of files as they are in real repositories: the configuration, what was found, and what was not converted.</summary>
public sealed partial class RepositoryInitializerTests : IDisposable
{
    private readonly GitRepository _repository = GitRepository.Released();

    public void Dispose() => _repository.Dispose();

    [Fact]
    public void A_repository_with_a_Dockerfile()
    {
        Write("Dockerfile", "FROM scratch\nCOPY out /\n");

        Check();
    }

    [Fact]
    public void Several_Dockerfiles_of_which_one_uses_the_whole_repository()
    {
        Write("services/api/Dockerfile", "FROM scratch\nCOPY main.go go.mod ./\n");
        Write("services/api/main.go", "");
        Write("src/Web/Dockerfile", "FROM base AS build\nCOPY [\"src/Web/Web.csproj\", \"src/Web/\"]\nCOPY . .\nFROM scratch\nCOPY --from=build /out /\n");
        Write("src/Web/Web.csproj", "<Project Sdk=\"Microsoft.NET.Sdk.Web\" />");
        Write("worker.Dockerfile", "FROM scratch\n");
        Write("tests/Dockerfile", "FROM scratch\n");
        Write(".devcontainer/Dockerfile", "FROM scratch\n");

        Check();
    }

    [Fact]
    public void Projects_of_which_some_are_services()
    {
        Write("Directory.Build.props", """
            <Project>
              <PropertyGroup>
                <MinVerTagPrefix>rel-</MinVerTagPrefix>
                <MinVerDefaultPreReleaseIdentifiers>preview.0</MinVerDefaultPreReleaseIdentifiers>
                <MinVerMinimumMajorMinor>2.1</MinVerMinimumMajorMinor>
                <MinVerAutoIncrement>Minor</MinVerAutoIncrement>
                <MinVerVerbosity>detailed</MinVerVerbosity>
                <MinVerBuildMetadata Condition="'$(CI)' == 'true'">build.$(Number)</MinVerBuildMetadata>
              </PropertyGroup>
              <ItemGroup><PackageReference Include="MinVer" Version="6.0.0" PrivateAssets="All" /></ItemGroup>
            </Project>
            """);
        Write("src/Api/Api.csproj", """
            <Project Sdk="Microsoft.NET.Sdk.Web">
              <PropertyGroup>
                <ContainerRepository>acme/api</ContainerRepository>
                <ContainerRegistry>registry.example.com</ContainerRegistry>
                <ContainerBaseImage>mcr.microsoft.com/dotnet/aspnet:10.0</ContainerBaseImage>
                <ContainerRuntimeIdentifiers>linux-x64;linux-arm64</ContainerRuntimeIdentifiers>
                <ContainerImageTags>1.0;latest</ContainerImageTags>
              </PropertyGroup>
            </Project>
            """);
        Write("src/Jobs/Jobs.csproj", "<Project Sdk=\"Microsoft.NET.Sdk.Worker\" />");
        Write("src/Tool/Tool.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><OutputType>Exe</OutputType></PropertyGroup></Project>");
        Write("src/Lib/Lib.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\" />");
        Write("tests/Api.Tests/Api.Tests.csproj", "<Project Sdk=\"Microsoft.NET.Sdk.Web\"><ItemGroup><PackageReference Include=\"xunit\" /></ItemGroup></Project>");

        Check();
    }

    [Fact]
    public void Folders_of_deployment_files_become_environments()
    {
        Write("Dockerfile", "FROM scratch\n");
        foreach (var folder in new[] { "deploy/staging", "deploy/base", "k8s/prod-eu/app", "k8s/overlays/qa", "charts/app/templates", "deploy/production", "deploy/test", "docs/deploy/demo", "src/deploy/live", "deploy/Staging-Two" })
            Write($"{folder}/app.yaml", "kind: Deployment\n");

        Check();
    }

    [Fact]
    public void Settings_of_several_tools_are_not_mixed()
    {
        Write("Dockerfile", "FROM scratch\n");
        Write("GitVersion.yml", "tag-prefix: v\n");
        Write("Directory.Build.props", "<Project><PropertyGroup><MinVerTagPrefix>rel-</MinVerTagPrefix></PropertyGroup></Project>");
        Write(".github/workflows/ci.yml", "jobs: { a: { steps: [{ uses: docker/metadata-action@v5, with: { images: acme/app, tags: type=sha } }] } }\n");
        Write("azure-pipelines.yml", "steps: [{ task: Docker@2, inputs: { repository: acme/other, tags: latest, containerRegistry: acme.azurecr.io } }]\n");

        Check();
    }

    [Fact]
    public void Nothing_to_build_is_said_in_the_file() => Check();

    [Fact]
    public async Task Files_that_exist_stay_unless_they_are_to_be_overwritten()
    {
        _repository.Write("plimsoll.yaml", "image: mine\n");
        var initialization = Create(new InitializationOptions { ToolVersion = "1.2.3", Workflows = [WorkflowHost.GitHub] });

        var exception = await Assert.ThrowsAsync<PlimsollException>(() => initialization.WriteAsync(force: false, CancellationToken.None));

        Assert.Equal(ErrorKind.Usage, exception.Kind);
        Assert.Equal("plimsoll.yaml already exists.", exception.Message);
        Assert.Equal("image: mine\n", await File.ReadAllTextAsync(_repository["plimsoll.yaml"]));
        Assert.False(Directory.Exists(_repository[".github"]));

        await initialization.WriteAsync(force: true, CancellationToken.None);

        Assert.Equal(_repository["plimsoll.yaml"], ConfigurationFile.Load(_repository.Path).File);
        Assert.True(File.Exists(_repository[".github/workflows/plimsoll.yml"]));
    }

    [Fact]
    public void What_has_to_be_decided_is_said()
    {
        var released = new InitializationOptions { ToolVersion = "1.2.3", Workflows = [WorkflowHost.GitHub] };

        Assert.Contains("'registry: HOST/PATH'", Assert.Single(Create(released).Hints), StringComparison.Ordinal);
        Assert.Empty(Create(released with { Registry = "ghcr.io/acme" }).Hints);
        Assert.Contains("installs 0.0.0-dev", Assert.Single(Create(released with { Registry = "ghcr.io/acme", ToolVersion = "0.0.0-dev" }).Hints), StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_without_a_repository_is_named_by_itself()
    {
        using var folder = new TempDirectory();
        Directory.CreateDirectory(folder["My App_2"]);

        var text = new RepositoryInitializer(path => PlimsollHost.CreateDefault(new PlimsollHostOptions { Directory = path }).ReadRepository(path)).Create(folder["My App_2"], new InitializationOptions { ToolVersion = "1" }).Files[0].Content;

        Assert.Equal("my-app-2", ConfigurationFile.Parse("plimsoll.yml", text).Image);
    }

    [Theory]
    [InlineData("https://github.com/Acme/My_App.git", "ghcr.io", "acme/my-app")]
    [InlineData("git@gitlab.com:acme/group/app.git", "registry.gitlab.com", "acme/group/app")]
    [InlineData("https://git.example.com/acme/app", null, "acme/app")]
    public void The_remote_names_the_image_that_nothing_else_names(string remote, string? registry, string image)
    {
        _repository.Run("remote", "add", "origin", remote);
        var configuration = ConfigurationFile.Parse("plimsoll.yml", Create(new InitializationOptions { ToolVersion = "1" }).Files[0].Content);

        Assert.Equal((registry, image), (configuration.Registry, configuration.Image));
    }

    [Fact]
    public void What_is_asked_for_counts_before_what_is_found()
    {
        _repository.Run("remote", "add", "origin", "https://github.com/acme/app");

        var configuration = ConfigurationFile.Parse("plimsoll.yml", Create(new InitializationOptions { ToolVersion = "1", Image = "quay.io/mine/app" }).Files[0].Content);

        Assert.Equal(("quay.io", "mine/app"), (configuration.Registry, configuration.Image));
    }

    [SharedDataTheory("schemas/github-workflow.json")]
    [InlineData(nameof(WorkflowHost.GitHub), "schemas/github-workflow.json")]
    [InlineData(nameof(WorkflowHost.Azure), "schemas/azure-pipelines.json")]
    public async Task A_workflow_keeps_to_the_schema_of_its_host(string host, string schema)
    {
        _repository.Run("remote", "add", "origin", "https://github.com/acme/app");
        Write("Dockerfile", "FROM scratch\n");

        var file = Create(new InitializationOptions { ToolVersion = "1.2.3", Workflows = [Enum.Parse<WorkflowHost>(host)] }).Files[1];

        Assert.Empty((await JsonSchema.FromFileAsync(SharedData.GetPath(schema))).Validate(YamlText.ToJson(file.Content)));
    }

    [Theory]
    [InlineData(nameof(WorkflowHost.GitHub))]
    [InlineData(nameof(WorkflowHost.Azure))]
    [InlineData(nameof(WorkflowHost.GitLab))]
    public void A_workflow_checks_pull_requests_and_publishes(string host)
    {
        _repository.Run("remote", "add", "origin", "https://github.com/acme/app");
        Write("release-please-config.json", """{ "packages": { "a": {}, "b": { "include-v-in-tag": false } } }""");

        Snapshot.Match(Create(new InitializationOptions { ToolVersion = "1.2.3", Workflows = [Enum.Parse<WorkflowHost>(host)] }).Files[1].Content, SnapshotNameExtension.Create(host));
    }

    private void Write(string file, string text) => _repository.Write(file, text);

    private InitializationPlan Create(InitializationOptions? options = null) =>
        new RepositoryInitializer(path => PlimsollHost.CreateDefault(new PlimsollHostOptions { Directory = path }).ReadRepository(path)).Create(_repository.Path, options ?? new InitializationOptions { ToolVersion = "1.2.3" });

    /// <summary>The configuration keeps to the schema, and it and the notes are those of the snapshot.</summary>
    private void Check(string? name = null)
    {
        var initialization = Create();
        var text = initialization.Files[0].Content;
        Assert.Empty(JsonSchema.FromJsonAsync(ConfigurationSchema.Write()).GetAwaiter().GetResult().Validate(YamlText.ToJson(text)));

        var shown = $"{text}\nfound\n{string.Concat(initialization.Notes.Where(note => note.IsConverted).Select(note => $"  {note}\n"))}\nnot converted\n{string.Concat(initialization.Notes.Where(note => !note.IsConverted).Select(note => $"  {note}\n"))}";
        if (name is null)
            Snapshot.Match(shown);
        else
            Snapshot.Match(shown, SnapshotNameExtension.Create(name));
    }
}
