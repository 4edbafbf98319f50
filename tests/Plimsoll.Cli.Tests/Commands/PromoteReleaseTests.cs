using System.Text;
using System.Text.Json;
using NJsonSchema;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Registries;
using Plimsoll.Publishing;
using Plimsoll.Publishing.Receipts;
using Plimsoll.Testing;
using Plimsoll.Testing.Faults;

namespace Plimsoll.Cli.Tests.Commands;

/// <summary>The images of a release come to an environment together, and are named as <c>plimsoll.yml</c> names them.</summary>
public sealed class PromoteReleaseTests : IAsyncLifetime, IDisposable
{
    private readonly GitRepository _repository = GitRepository.Released();
    private readonly RegistryClient _client = new();
    private readonly CommandWorld _world;
    private SharedRegistry _server = null!;

    public PromoteReleaseTests() => _world = new CommandWorld(_repository.Path);

    public async Task InitializeAsync()
    {
        _server = await SharedRegistry.OpenAsync();
        Configure(_server.Root);
        await PublishAsync("first");
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose()
    {
        _client.Dispose();
        _repository.Dispose();
    }

    [Theory]
    [InlineData("2.1.0")]
    [InlineData(null)]
    public async Task Every_image_of_the_release_comes_with_one_receipt(string? source)
    {
        var result = await _world.SucceedAsync(["promote", .. source is null ? Array.Empty<string>() : [source], "--to", "staging", "--attach", "--output", "json"]);

        foreach (var name in (string[])["api", "web"])
            Assert.Equal(await DigestAsync(name, "2.1.0"), await DigestAsync(name, "staging"));
        Assert.Contains("promote 2 images to 'staging'", result.Error, StringComparison.Ordinal);
        Assert.Equal(2, result.Error.Split("receipt attached: ").Length - 1);
        var run = ReceiptJson.ParseRun(Encoding.UTF8.GetBytes(result.Output), "output")!;
        Assert.Equal([ReceiptKind.Promote, ReceiptKind.Promote], run.Images.Select(image => image.Kind));
        Assert.Equal([$"{_server.Root}/shop/api", $"{_server.Root}/shop/web"], run.Images.Select(image => image.Destination));
        Assert.Empty((await JsonSchema.FromJsonAsync((await _world.SucceedAsync("schema", "run-receipt")).Output)).Validate(result.Output));
        Assert.Single(Directory.GetFiles(ReceiptFile.FolderIn(_repository.Path)), file => File.ReadAllText(file).Contains("\"promote\"", StringComparison.Ordinal));
        Assert.Equal(2, (await _world.SucceedAsync("receipt", "list", "-e", "staging")).Lines.Count(line => line.Contains("promote", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("api:2.1.0")]
    [InlineData("api")]
    [InlineData("shop/api:2.1.0")]
    [InlineData("2.1.0 --image api")]
    public async Task One_of_them_comes_by_its_name(string arguments)
    {
        await _world.SucceedAsync(["promote", .. arguments.Split(' '), "--to", "staging"]);

        Assert.Equal(await DigestAsync("api", "2.1.0"), await DigestAsync("api", "staging"));
        Assert.Null(await DigestAsync("web", "staging"));
    }

    [Fact]
    public async Task The_git_tag_of_a_release_is_told_from_that_of_its_image()
    {
        var error = await _world.FailAsync(ExitCode.NotFound, "promote", "v2.1.0", "--to", "staging");

        Assert.Contains("tagged 2.1.0: omit the 'v'", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plan_tells_of_every_image_and_moves_none()
    {
        var text = (await _world.SucceedAsync("promote", "2.1.0", "--to", "staging", "--dry-run")).Output;
        using var json = JsonDocument.Parse((await _world.SucceedAsync("promote", "2.1.0", "--to", "staging", "--dry-run", "--output", "json")).Output);

        Assert.Contains($"in {_server.Root}/shop/api\n", text, StringComparison.Ordinal);
        Assert.Contains($"in {_server.Root}/shop/web\n", text, StringComparison.Ordinal);
        Assert.Equal([$"{_server.Root}/shop/api", $"{_server.Root}/shop/web"], json.RootElement.GetProperty("images").EnumerateArray().Select(image => image.GetProperty("destination").GetString()));
        Assert.Null(await DigestAsync("api", "staging"));
    }

    [Fact]
    public async Task Where_one_may_not_come_none_does()
    {
        _repository.Tag("v2.2.0");
        await _world.SucceedAsync("publish", "--image", "api");

        Assert.Contains("shop/web", await _world.FailAsync(ExitCode.NotFound, "promote", "2.2.0", "--to", "staging"), StringComparison.Ordinal);

        Assert.Null(await DigestAsync("api", "staging"));
        Assert.Contains("could be of any of the images in plimsoll.yml: api, web", await _world.FailAsync(ExitCode.Usage, "promote", (await DigestAsync("api", "2.1.0"))!, "--to", "staging"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_one_fails_the_others_go_back()
    {
        await _world.SucceedAsync("promote", "2.1.0", "--to", "staging");
        var (api, web) = (await DigestAsync("api", "staging"), await DigestAsync("web", "staging"));
        _repository.Commit("second", "app.txt");
        _repository.Tag("v2.2.0");
        await PublishAsync("second");
        await using var proxy = FailingAt("shop/web/manifests/staging");

        await _world.FailAsync(ExitCode.Registry, "promote", "2.2.0", "--to", "staging");

        Assert.Contains(proxy.Requests, request => request.Method == "PUT" && request.Target.EndsWith("shop/api/manifests/staging", StringComparison.Ordinal));
        Assert.Equal((api, web), (await DigestAsync("api", "staging"), await DigestAsync("web", "staging")));
        Configure(_server.Root);
        await _world.SucceedAsync("promote", "2.2.0", "--to", "staging");
        Assert.Equal(await DigestAsync("api", "2.2.0"), await DigestAsync("api", "staging"));
    }

    [Fact]
    public async Task A_tag_that_was_not_there_before_cannot_go_back_and_is_told_and_recorded()
    {
        await using var proxy = FailingAt("shop/web/manifests/staging");

        var result = await _world.RunAsync("promote", "2.1.0", "--to", "staging");

        Assert.Equal(ExitCode.Registry, result.ExitCode);
        Assert.Contains("shop/api:staging (was absent, now sha256:", result.Error, StringComparison.Ordinal);
        Assert.Equal(1, result.Error.Split("receipt attached: ").Length - 1);
        var recorded = ReceiptFolder.Read(ReceiptFile.FolderIn(_repository.Path)).Receipts.First(found => found.Receipt.Kind == ReceiptKind.Promote);
        Assert.EndsWith("shop/api", recorded.Receipt.Destination, StringComparison.Ordinal);
        Assert.EndsWith("shop/web", Assert.Single(ReceiptJson.ReadRecord(recorded.Place).Failed).Image, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Components_come_with_versions_of_their_own()
    {
        _repository.Write("plimsoll.yml", $"registry: {_server.Root}\nimages:\n  api: {{ image: shop/api, source: \"files:api\", component: api }}\n  web: {{ image: shop/web, source: \"files:web\", component: web }}\ncomponents: {{ api: {{}}, web: {{}} }}\n");
        _repository.Commit("components", "app.txt");
        _repository.Tag("api-v1.4.0");
        _repository.Tag("web-v3.0.0");
        await PublishAsync("components");

        await _world.SucceedAsync("promote", "--to", "staging");
        await _world.SucceedAsync("promote", "3.0.0", "--to", "qa");
        await _world.SucceedAsync("promote", "--component", "api", "--to", "test");

        Assert.Equal((await DigestAsync("api", "1.4.0"), await DigestAsync("web", "3.0.0")), (await DigestAsync("api", "staging"), await DigestAsync("web", "staging")));
        Assert.Equal((null, await DigestAsync("web", "3.0.0")), (await DigestAsync("api", "qa"), await DigestAsync("web", "qa")));
        Assert.Equal((await DigestAsync("api", "1.4.0"), null), (await DigestAsync("api", "test"), await DigestAsync("web", "test")));
        Assert.Contains("'9.0.0' is a version of none of the images", await _world.FailAsync(ExitCode.Usage, "promote", "9.0.0", "--to", "staging"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_goes_back_is_named_in_the_same_way()
    {
        await _world.SucceedAsync("promote", "--to", "staging", "--receipt", "first.json");
        var (api, web) = (await DigestAsync("api", "staging"), await DigestAsync("web", "staging"));
        _repository.Commit("second", "app.txt");
        _repository.Tag("v2.2.0");
        await PublishAsync("second");
        await _world.SucceedAsync("promote", "--to", "staging");

        Assert.Contains("several images: api, web", await _world.FailAsync(ExitCode.Usage, "rollback", "--to", "previous", "-e", "staging"), StringComparison.Ordinal);
        await _world.SucceedAsync("rollback", "--to", "previous", "-e", "staging", "--image", "api");
        Assert.Equal((api, await DigestAsync("web", "2.2.0")), (await DigestAsync("api", "staging"), await DigestAsync("web", "staging")));
        await _world.SucceedAsync("promote", "--to", "staging", "--release-hold");

        foreach (var name in (string[])["api", "shop/web"])
            await _world.SucceedAsync("rollback", "--to", "first.json", "-e", "staging", "--image", name);

        Assert.Equal((api, web), (await DigestAsync("api", "staging"), await DigestAsync("web", "staging")));
    }

    [Fact]
    public async Task A_fresh_clone_knows_what_each_image_had_before()
    {
        await _world.SucceedAsync("promote", "--to", "staging");
        var (api, web) = (await DigestAsync("api", "staging"), await DigestAsync("web", "staging"));
        _repository.Commit("second", "app.txt");
        _repository.Tag("v2.2.0");
        await PublishAsync("second");
        await _world.SucceedAsync("promote", "--to", "staging");

        foreach (var name in (string[])["api", "web"])
        {
            Directory.Delete(ReceiptFile.FolderIn(_repository.Path), recursive: true);
            await _world.SucceedAsync("rollback", "--to", "previous", "-e", "staging", "--image", name);
        }

        Assert.Equal((api, web), (await DigestAsync("api", "staging"), await DigestAsync("web", "staging")));
    }

    private FaultProxy FailingAt(string target)
    {
        var proxy = FaultProxy.Start(_server.Host);
        proxy.Decide = request => request.Method == "PUT" && request.Target.EndsWith(target, StringComparison.Ordinal) ? Fault.Unavailable : Fault.None;
        Configure(_server.Root.Replace(_server.Host, proxy.Host, StringComparison.Ordinal));
        return proxy;
    }

    private void Configure(string registry) =>
        _repository.Write("plimsoll.yml", $"registry: {registry}\nimages:\n  api: {{ image: shop/api, source: \"files:api\" }}\n  web: {{ image: shop/web, source: \"files:web\" }}\n");

    private async Task PublishAsync(string content)
    {
        _repository.Write("api/app", $"api {content}");
        _repository.Write("web/app", $"web {content}");
        await _world.SucceedAsync("publish");
    }

    private async Task<string?> DigestAsync(string name, string tag) =>
        (await _client.Repository(ImageReference.Parse($"{_server.Root}/shop/{name}")).ResolveAsync(tag, CancellationToken.None))?.Digest.ToString();
}
