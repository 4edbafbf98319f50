namespace Plimsoll.Publishing.Tests.Initialization;

/// <summary>The settings of other tools.</summary>
public sealed partial class RepositoryInitializerTests
{
    [Fact]
    public void MinVer_without_a_prefix_has_none()
    {
        Write("App.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><OutputType>Exe</OutputType></PropertyGroup><ItemGroup><PackageReference Include=\"MinVer\" /></ItemGroup></Project>");

        Check();
    }

    [Fact]
    public void A_workflow_with_metadata_action_and_build_push_action()
    {
        _repository.Run("remote", "add", "origin", "https://github.com/Acme/App.git");
        Write("docker/app.Dockerfile", "FROM scratch\n");
        Write(".github/workflows/release.yml", """
            name: release
            on: { push: { branches: [main], tags: ["v*"] } }
            env:
              REGISTRY: ghcr.io
              IMAGE_NAME: ${{ github.repository }}
            jobs:
              build:
                runs-on: ubuntu-latest
                steps:
                  - uses: actions/checkout@v4
                  - name: Docker meta
                    id: meta
                    uses: docker/metadata-action@v5
                    with:
                      images: |
                        ${{ env.REGISTRY }}/${{ env.IMAGE_NAME }}
                        docker.io/acme/app
                      tags: |
                        type=semver,pattern={{version}}
                        type=semver,pattern={{major}}.{{minor}}
                        type=semver,pattern={{major}},enable=${{ !startsWith(github.ref, 'refs/tags/v0.') }}
                        type=ref,event=branch
                        type=ref,event=pr
                        type=sha
                        type=sha,format=long,prefix=
                        type=schedule,pattern={{date 'YYYYMMDD'}}
                        type=raw,value=latest,enable={{is_default_branch}}
                        type=raw,value=canary,enable=${{ github.ref == format('refs/heads/{0}', 'develop') }}
                        type=raw,value=${{ github.sha }}
                        type=raw,value=run-${{ github.run_number }}
                        type=edge,branch=next
                        type=match,pattern=app-(.*),group=1
                        type=semver,pattern=v{{version}},priority=900
                      flavor: |
                        latest=false
                        suffix=-alpine
                      labels: |
                        org.opencontainers.image.title=The App
                        org.opencontainers.image.vendor=${{ github.actor }}
                      context: git
                  - uses: docker/build-push-action@v6
                    with:
                      context: .
                      file: ./docker/app.Dockerfile
                      target: final
                      platforms: linux/amd64,linux/arm64
                      build-args: |
                        CONFIGURATION=Release
                        REVISION=${{ github.sha }}
                      secrets: |
                        npm=${{ secrets.NPM }}
                      push: true
                      tags: ${{ steps.meta.outputs.tags }}
            """);

        Check();
    }

    [Fact]
    public void The_rules_that_metadata_action_has_where_none_are_written()
    {
        Write("Dockerfile", "FROM scratch\n");
        Write(".github/workflows/ci.yml", "jobs: { a: { steps: [{ uses: docker/metadata-action@v5, with: { images: acme/app } }] } }\n");

        Check();
    }

    [Theory]
    [InlineData("settings", "tag-prefix: 'release-'\nnext-version: 2.3.1\nmode: ContinuousDeployment\nincrement: Minor\nlabel: beta\nbranches:\n  main: { regex: ^main$ }\nignore: { sha: [abc] }\nsemantic-version-format: Loose\n")]
    [InlineData("defaults", "tag-prefix: '[vV]?'\nnext-version: 3\nworkflow: GitHubFlow/v1\n")]
    [InlineData("pattern", "tag-prefix: '(v|rel-)'\nincrement: Inherit\n")]
    [InlineData("broken", "tag-prefix: [\n")]
    public void The_settings_of_GitVersion(string name, string text)
    {
        Write("GitVersion.yml", text);

        Check(name);
    }

    [Fact]
    public void The_packages_of_release_please()
    {
        Write("services/api/Dockerfile", "FROM scratch\n");
        Write("services/web/Dockerfile", "FROM scratch\n");
        Write("release-please-config.json", """
            {
              "$schema": "https://raw.githubusercontent.com/googleapis/release-please/main/schemas/config.json",
              "release-type": "simple",
              "bump-minor-pre-major": true,
              "packages": {
                "services/api": { "component": "api", "exclude-paths": ["docs"] },
                "services/web": { "package-name": "@acme/web", "tag-separator": "/", "include-v-in-tag": false, "changelog-path": "CHANGES.md" },
                "libs/core": { "include-component-in-tag": false }
              }
            }
            """);
        Write(".release-please-manifest.json", """{ "services/api": "1.2.3", "services/web": "4.0.0", "libs/core": "0.1.0" }""");

        Check();
    }

    [Theory]
    [InlineData("config", """{ "packages": { ".": { "release-type": "node", "package-name": "app", "include-component-in-tag": false } } }""", null)]
    [InlineData("named", """{ "packages": { ".": { "component": "app" } } }""", null)]
    [InlineData("manifest", null, """{ "a": "1.0.0", "b": "2.0.0" }""")]
    public void The_versions_of_release_please(string name, string? configuration, string? manifest)
    {
        if (configuration is not null)
            Write("release-please-config.json", configuration);
        if (manifest is not null)
            Write(".release-please-manifest.json", manifest);

        Check(name);
    }

    [Fact]
    public void The_dockers_of_GoReleaser()
    {
        Write("Dockerfile", "FROM scratch\nCOPY app /\n");
        Write(".goreleaser.yaml", """
            version: 2
            builds: [{ goos: [linux] }]
            dockers:
              - image_templates:
                  - "ghcr.io/acme/app:{{ .Version }}-amd64"
                  - "ghcr.io/acme/app:{{ .Tag }}-amd64"
                goarch: amd64
                dockerfile: Dockerfile
              - image_templates: ["ghcr.io/acme/app:{{ .Version }}-arm64"]
                goarch: arm64
            docker_manifests:
              - name_template: "ghcr.io/acme/app:{{ .Version }}"
                image_templates: ["ghcr.io/acme/app:{{ .Version }}-amd64", "ghcr.io/acme/app:{{ .Version }}-arm64"]
              - name_template: "ghcr.io/acme/app:v{{ .Major }}.{{ .Minor }}"
              - name_template: "ghcr.io/acme/app:latest"
              - name_template: "ghcr.io/acme/app:{{ .ShortCommit }}"
              - name_template: "ghcr.io/acme/app:{{ if .IsNightly }}nightly{{ end }}"
            """);

        Check();
    }

    [Fact]
    public void The_newer_dockers_and_kos_of_GoReleaser()
    {
        Write(".goreleaser.yml", """
            dockers_v2:
              - images: ["ghcr.io/acme/app", "docker.io/acme/app"]
                tags: ["v{{ .Version }}", "{{ .Major }}", "latest"]
                dockerfile: Dockerfile
                platforms: [linux/amd64, linux/arm64]
            kos:
              - repositories: ["ghcr.io/acme/app", "{{ .Env.REPO }}"]
                tags: ["{{.Version}}"]
            """);

        Check();
    }

    [Fact]
    public void The_task_Docker_of_Azure_Pipelines()
    {
        Write("src/App/Dockerfile", "FROM scratch\n");
        Write("azure-pipelines.yml", """
            trigger: [main]
            variables:
              imageRepository: acme/app
              containerRegistry: acme.azurecr.io
              dockerRegistryServiceConnection: 1b2c
              tag: $(Build.BuildId)
            stages:
              - stage: Build
                jobs:
                  - job: Build
                    steps:
                      - task: Docker@2
                        displayName: Build and push
                        inputs:
                          command: buildAndPush
                          repository: $(imageRepository)
                          dockerfile: $(Build.SourcesDirectory)/src/App/Dockerfile
                          buildContext: $(Build.SourcesDirectory)
                          containerRegistry: $(dockerRegistryServiceConnection)
                          arguments: --build-arg A=b
                          tags: |
                            $(tag)
                            $(Build.SourceVersion)
                            latest
                            stable
                      - task: Docker@2
                        inputs: { command: login, containerRegistry: $(containerRegistry) }
            """);

        Check();
    }
}
