using System.Net;
using System.Text.Json;
using Plimsoll.Testing;

namespace Plimsoll.Cli.Tests.Hosts;

/// <summary>What GitHub is told of promotions and rollbacks.</summary>
public sealed class GitHubRecordsTests : IAsyncLifetime
{
    private readonly GitRepository _repository = GitRepository.Released();
    private readonly RecordingServer _github = RecordingServer.Start();
    private readonly CommandWorld _world;
    private SharedRegistry? _registry;

    public GitHubRecordsTests()
    {
        _repository.Write("out/app", "program");
        _world = new CommandWorld(_repository.Path);
    }

    private string Image => $"{_registry!.Root}/acme/app";

    public async Task InitializeAsync()
    {
        _registry = await SharedRegistry.OpenAsync();
        await _world.SucceedAsync("publish", "files:out", "--image", Image);
        _repository.Write("plimsoll.yml", "github: { records: true }\n");
        _world.Environment["GITHUB_REPOSITORY"] = "acme/source";
        _world.Environment["GITHUB_TOKEN"] = "token-of-the-job";
        _world.Environment["GITHUB_API_URL"] = _github.Address;
    }

    public async Task DisposeAsync()
    {
        await _github.DisposeAsync();
        await _registry!.DisposeAsync();
        _repository.Dispose();
    }

    [Fact]
    public async Task A_promotion_is_recorded_as_stored_and_deployed()
    {
        var promoted = await _world.SucceedAsync("promote", $"{Image}:2.1.0", "--to", "production", "--output", "json");

        using var receipt = JsonDocument.Parse(promoted.Output);
        var digest = receipt.RootElement.GetProperty("digest").GetString();
        Assert.Equal(["POST /orgs/acme/artifacts/metadata/storage-record", "POST /orgs/acme/artifacts/metadata/deployment-record"], _github.Requests.Select(request => $"{request.Method} {request.Path}"));
        Assert.All(_github.Requests, request => Assert.Equal("Bearer token-of-the-job", request.Authorization));
        var (storage, deployment) = (Body(0), Body(1));
        foreach (var record in new[] { storage, deployment })
            Assert.Equal((Image, digest, "2.1.0", "acme/source"), (Text(record, "name"), Text(record, "digest"), Text(record, "version"), Text(record, "github_repository")));
        Assert.Equal(($"https://{_registry!.Host}", "active"), (Text(storage, "registry_url"), Text(storage, "status")));
        Assert.Equal(("production", "deployed"), (Text(deployment, "logical_environment"), Text(deployment, "status")));
        Assert.NotEmpty(Text(deployment, "deployment_name")!);
    }

    [Fact]
    public async Task What_GitHub_refuses_is_a_warning_because_the_tags_have_moved()
    {
        _github.Answer = _ => (HttpStatusCode.Forbidden, """{"message":"Resource not accessible by integration"}""");

        var promoted = await _world.SucceedAsync("promote", $"{Image}:2.1.0", "--to", "production");

        Assert.Contains("warning: github-records:", promoted.Error, StringComparison.Ordinal);
        Assert.Contains("artifact-metadata: write", promoted.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("token-of-the-job", promoted.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_token_is_a_warning_with_the_line_that_gives_it()
    {
        _world.Environment.Remove("GITHUB_TOKEN");

        var promoted = await _world.SucceedAsync("promote", $"{Image}:2.1.0", "--to", "production");

        Assert.Contains("GITHUB_TOKEN: ${{ github.token }}", promoted.Error, StringComparison.Ordinal);
        Assert.Empty(_github.Requests);
    }

    [Fact]
    public async Task Nothing_is_sent_unless_it_is_asked_for()
    {
        _repository.Write("plimsoll.yml", "image: app\n");

        await _world.SucceedAsync("promote", $"{Image}:2.1.0", "--to", "production");

        Assert.Empty(_github.Requests);
    }

    private JsonElement Body(int number) => JsonDocument.Parse(_github.Requests.ElementAt(number).Body).RootElement;

    private static string? Text(JsonElement record, string name) => record.GetProperty(name).GetString();
}
