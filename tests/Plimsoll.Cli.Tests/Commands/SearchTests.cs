using System.Net;
using System.Text.Json;
using Plimsoll.Oci.Storage.Layout;
using Plimsoll.Publishing;
using Plimsoll.Testing;

namespace Plimsoll.Cli.Tests.Commands;

/// <summary>Searching at an index that answers as Docker Hub's does, and in the catalog of a real registry.</summary>
public sealed class SearchTests : IAsyncDisposable
{
    private const string Page = """
        {"num_pages":1,"num_results":4,"page_size":25,"page":1,"query":"nginx","results":[
          {"name":"nginx","description":"Official build of Nginx.","star_count":20000,"is_official":true,"is_automated":false,"is_trusted":false},
          {"name":"acme/nginx","description":"  First line\nand a second one that goes on for so long that nobody reads it","star_count":150,"is_official":false},
          {"name":"ann/nginx","description":"\u001b[31mred","star_count":3,"is_official":false},
          null, {"description":"without a name"}
        ]}
        """;

    private readonly TempDirectory _folder = new();
    private readonly RecordingServer _hub = RecordingServer.Start();
    private readonly CommandWorld _world;

    public SearchTests()
    {
        _world = new CommandWorld(_folder.Path);
        _world.Environment["PLIMSOLL_HUB_URL"] = _hub.Address;
        _hub.Answer = _ => (HttpStatusCode.OK, Page);
    }

    public async ValueTask DisposeAsync()
    {
        await _hub.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task The_columns_are_those_of_docker_and_nothing_commands_the_terminal()
    {
        var result = await _world.SucceedAsync("search", "nginx");

        Assert.Equal(
            [
                "NAME        DESCRIPTION                                    STARS  OFFICIAL",
                "nginx       Official build of Nginx.                       20000  [OK]",
                "acme/nginx  First line and a second one that goes on for…  150",
                @"ann/nginx   \u001b[31mred                                  3",
            ],
            result.Lines);
        Assert.DoesNotContain("\u001b", result.Output, StringComparison.Ordinal);
        Assert.Equal(("GET", "/v1/search?q=nginx&n=25"), _hub.Requests.Select(request => (request.Method, request.Path)).Single());
    }

    [Theory]
    [InlineData("library/nginx", "/v1/search?q=nginx&n=25")]
    [InlineData("docker.io/acme/nginx", "/v1/search?q=acme%2Fnginx&n=25")]
    [InlineData("a b&n=1", "/v1/search?q=a%20b%26n%3D1&n=25")]
    public async Task The_term_is_asked_for_as_docker_asks(string term, string path)
    {
        await _world.SucceedAsync("search", term);

        Assert.Equal(path, Assert.Single(_hub.Requests).Path);
    }

    [Fact]
    public async Task Filters_limit_and_whole_descriptions_are_those_of_docker()
    {
        var official = await _world.SucceedAsync("search", "nginx", "--filter", "is-official=true");
        var starred = await _world.SucceedAsync("search", "nginx", "-f", "stars=100", "-f", "is-official=false", "--no-trunc");
        var first = await _world.SucceedAsync("search", "nginx", "--limit", "1");
        var automated = await _world.SucceedAsync("search", "nginx", "--filter", "is-automated=true");

        Assert.StartsWith("nginx ", Assert.Single(official.Lines[1..]), StringComparison.Ordinal);
        Assert.Contains("for so long that nobody reads it  150", Assert.Single(starred.Lines[1..]), StringComparison.Ordinal);
        Assert.Single(first.Lines[1..]);
        Assert.EndsWith("&n=1", _hub.Requests.ElementAt(2).Path, StringComparison.Ordinal);
        Assert.Equal(3, automated.Lines[1..].Length);
        Assert.Contains("has no effect", automated.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_has_what_the_index_says()
    {
        using var json = JsonDocument.Parse((await _world.SucceedAsync("search", "nginx", "--limit", "2", "--output", "json")).Output);

        Assert.Equal(["schemaVersion", "registry", "term", "results"], json.RootElement.EnumerateObject().Select(member => member.Name));
        var results = json.RootElement.GetProperty("results");
        Assert.Equal(2, results.GetArrayLength());
        Assert.Equal(("nginx", 20000, true), (results[0].GetProperty("name").GetString(), results[0].GetProperty("stars").GetInt32(), results[0].GetProperty("official").GetBoolean()));
        Assert.EndsWith("nobody reads it", results[1].GetProperty("description").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_registry_is_searched_by_its_catalog()
    {
        await using var server = await RegistryServer.StartAsync();
        await SmallImage.Create().PushAsync(OciLayout.OpenOrCreate(_folder["layout"]), "1.0");
        foreach (var name in new[] { "acme/web", "acme/webhooks", "acme/api" })
            await _world.SucceedAsync("push", "oci:layout:1.0", $"{server.Host}/{name}:1.0");

        var found = await _world.SucceedAsync("search", $"{server.Host}/WEB");
        var all = await _world.SucceedAsync("search", $"{server.Host}/", "--limit", "2", "--output", "json");
        var refused = await _world.FailAsync(ExitCode.Usage, "search", $"{server.Host}/web", "--filter", "stars=3");

        Assert.Equal(["NAME", $"{server.Host}/acme/web", $"{server.Host}/acme/webhooks"], found.Lines);
        using var json = JsonDocument.Parse(all.Output);
        Assert.Equal(["acme/api", "acme/web"], json.RootElement.GetProperty("results").EnumerateArray().Select(result => result.GetProperty("name").GetString()![(server.Host.Length + 1)..]));
        Assert.Contains("only Docker Hub", refused, StringComparison.Ordinal);
        Assert.Contains($"plimsoll search {server.Host}/web", refused, StringComparison.Ordinal);
        Assert.Empty(_hub.Requests);
    }

    [Theory]
    [InlineData("search", "")]
    [InlineData("search", "docker.io/")]
    [InlineData("search", "nginx", "--limit", "0")]
    [InlineData("search", "nginx", "--limit", "101")]
    [InlineData("search", "nginx", "--filter", "stars=many")]
    [InlineData("search", "nginx", "--filter", "is-official")]
    [InlineData("search", "nginx", "--filter", "size=3")]
    public async Task What_cannot_be_asked_for_is_exit_2_and_asks_nobody(params string[] arguments)
    {
        await _world.FailAsync(ExitCode.Usage, arguments);

        Assert.Empty(_hub.Requests);
    }

    [Theory]
    [InlineData("index.example")]
    [InlineData("ftp://index.example")]
    [InlineData("https://ann:secret@index.example")]
    public async Task The_address_of_the_index_has_to_be_one_and_is_not_repeated(string address)
    {
        _world.Environment["PLIMSOLL_HUB_URL"] = address;

        var error = await _world.FailAsync(ExitCode.Usage, "search", "nginx");

        Assert.Contains("PLIMSOLL_HUB_URL", error, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_index_that_answers_something_else_is_told_apart_from_one_that_finds_nothing()
    {
        _hub.Answer = _ => (HttpStatusCode.OK, "<html>");
        var broken = await _world.FailAsync(ExitCode.Registry, "search", "nginx");
        _hub.Answer = _ => (HttpStatusCode.OK, """{"results":[]}""");
        var nothing = await _world.SucceedAsync("search", "nginx");

        Assert.Contains("not valid JSON", broken, StringComparison.Ordinal);
        Assert.Equal(["NAME  DESCRIPTION  STARS  OFFICIAL"], nothing.Lines);
    }
}
