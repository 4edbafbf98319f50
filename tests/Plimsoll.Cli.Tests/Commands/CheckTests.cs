using System.Text.Json;
using Plimsoll.Publishing;
using Plimsoll.Testing;
using Snapshooter.Xunit;

namespace Plimsoll.Cli.Tests.Commands;

public sealed class CheckTests : IDisposable
{
    private const string Deployment = """
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
        spec:
          template:
            spec:
              initContainers:
                - name: migrate
                  image: acme/migrate
              containers:
                - name: web
                  image: "acme/web:latest"
                - name: sidecar
                  image: acme/proxy:1.4.2
              ephemeralContainers:
                - name: debug
                  image: busybox:latest

        """;

    private const string Compose = """
        services:
          web:
            image: acme/web:latest
          cache:
            image: redis:7

        """;

    private const string Dockerfile = """
        FROM golang:1.25.3 AS build
        RUN make
        FROM alpine
        COPY --from=build /app /app

        """;

    private readonly TempDirectory _folder = new();
    private readonly CommandWorld _world;

    public CheckTests() => _world = new CommandWorld(_folder.Path);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Every_kind_of_container_is_found_at_its_line_and_column()
    {
        _folder.Write("deploy/web.yaml", Deployment);

        var result = await _world.RunAsync("check", "deploy");

        Assert.Equal(ExitCode.PolicyViolation, result.ExitCode);
        Assert.Equal(
            ["deploy/web.yaml:10:18: error missing-tag", "deploy/web.yaml:13:19: error mutable-tag", "deploy/web.yaml:18:18: error mutable-tag"],
            Findings(result));
        Assert.Equal("3 errors, 0 warnings; 4 images in 1 file", result.Lines[^1]);
        Assert.Equal("", result.Error);
    }

    [Fact]
    public async Task A_compose_file_and_a_Dockerfile_are_judged_by_the_same_rules()
    {
        _folder.Write("compose.yaml", Compose);
        _folder.Write("Dockerfile", Dockerfile);

        var result = await _world.RunAsync("check", "compose.yaml", "Dockerfile");

        Assert.Equal(ExitCode.PolicyViolation, result.ExitCode);
        Assert.Equal(["Dockerfile:3:6: error missing-tag", "compose.yaml:3:12: error mutable-tag"], Findings(result).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_text_shows_the_line_and_what_to_do()
    {
        _folder.Write("compose.yaml", Compose);

        (await _world.RunAsync("check")).Output.MatchSnapshot();
    }

    [Fact]
    public async Task The_json_holds_findings_images_and_places()
    {
        _folder.Write("compose.yaml", Compose);

        var result = await _world.RunAsync("check", "--output", "json");

        Assert.Equal(ExitCode.PolicyViolation, result.ExitCode);
        result.Output.MatchSnapshot();
    }

    [Fact]
    public async Task Without_a_finding_the_exit_code_is_0()
    {
        _folder.Write("compose.yaml", "services:\n  web:\n    image: acme/web:1.2.3\n");

        var text = await _world.SucceedAsync("check");
        var json = await _world.SucceedAsync("check", "-o", "json");

        Assert.Equal(["0 errors, 0 warnings; 1 image in 1 file"], text.Lines);
        Assert.Equal(0, JsonDocument.Parse(json.Output).RootElement.GetProperty("findings").GetArrayLength());
    }

    [Fact]
    public async Task A_path_that_does_not_exist_is_refused() =>
        Assert.Contains("none", await _world.FailAsync(ExitCode.Usage, "check", "none"), StringComparison.Ordinal);

    [Fact]
    public async Task A_path_with_a_leading_dash_stands_behind_two_dashes()
    {
        _folder.Write("-odd.yaml", "services:\n  web:\n    image: acme/web:1.2.3\n");

        await _world.SucceedAsync("check", "--", "-odd.yaml");
    }

    [Theory]
    [InlineData("deploy/production/compose.yaml", ExitCode.PolicyViolation)]
    [InlineData("deploy/prod-eu/compose.yaml", ExitCode.PolicyViolation)]
    [InlineData("deploy/staging/compose.yaml", ExitCode.Done)]
    public async Task Production_may_use_only_what_cannot_move(string path, ExitCode expected)
    {
        _folder.Write(path, "services:\n  cache:\n    image: redis:7\n");

        var result = await _world.RunAsync("check");

        Assert.Equal(expected, result.ExitCode);
    }

    [Fact]
    public async Task The_file_says_which_paths_are_production()
    {
        _folder.Write("plimsoll.yml", "environments:\n  live:\n    production: true\n    paths: ['clusters/a/**']\n");
        _folder.Write("clusters/a/compose.yaml", "services:\n  cache:\n    image: redis:7\n");
        _folder.Write("clusters/b/compose.yaml", "services:\n  cache:\n    image: redis:7\n");

        var result = await _world.RunAsync("check");

        Assert.Equal(["clusters/a/compose.yaml:3:12: error mutable-tag"], Findings(result));
    }

    [Theory]
    [InlineData("tag", "acme/web:1.2", ExitCode.Done)]
    [InlineData("floating", "acme/web:1.2", ExitCode.PolicyViolation)]
    [InlineData("floating", "acme/web:1.2.3", ExitCode.Done)]
    [InlineData("digest", "acme/web:1.2.3", ExitCode.PolicyViolation)]
    public async Task A_profile_can_be_asked_for(string profile, string image, ExitCode expected)
    {
        _folder.Write("compose.yaml", $"services:\n  web:\n    image: {image}\n");

        Assert.Equal(expected, (await _world.RunAsync("check", "--profile", profile)).ExitCode);
    }

    [Theory]
    [InlineData(true, null, null, null, true)]
    [InlineData(true, "NO_COLOR", "1", null, false)]
    [InlineData(true, "TERM", "dumb", null, false)]
    [InlineData(false, null, null, null, false)]
    [InlineData(false, "FORCE_COLOR", "1", null, true)]
    [InlineData(true, "FORCE_COLOR", "0", null, false)]
    [InlineData(false, "FORCE_COLOR", "1", "NO_COLOR", false)]
    public async Task Colours_are_for_terminals_and_whoever_asks(bool isTerminal, string? variable, string? value, string? other, bool expected)
    {
        _folder.Write("compose.yaml", Compose);
        _world.IsOutputTerminal = isTerminal;
        if (variable is not null)
            _world.Environment[variable] = value!;
        if (other is not null)
            _world.Environment[other] = "1";

        Assert.Equal(expected, (await _world.RunAsync("check")).Output.Contains('\e', StringComparison.Ordinal));
    }

    private static List<string> Findings(CommandResult result) =>
        [.. result.Lines.Where(line => line.Contains(": error ", StringComparison.Ordinal)).Select(line => line[..line.IndexOf(':', line.IndexOf(": error ", StringComparison.Ordinal) + 2)])];
}
