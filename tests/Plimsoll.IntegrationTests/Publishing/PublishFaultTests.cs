using Plimsoll.IntegrationTests.Copying;
using Plimsoll.IntegrationTests.Docker;
using Plimsoll.Oci;
using Plimsoll.Oci.Registries;
using Plimsoll.Publishing;
using Plimsoll.Publishing.Destinations;
using Plimsoll.Publishing.Receipts;
using Plimsoll.Tags;
using Plimsoll.Testing;

namespace Plimsoll.IntegrationTests.Publishing;

/// <summary>A publishing of three tags that breaks at each of its write requests in turn, and one that is interrupted there.</summary>
[Collection(SharedDocker.Name)]
public class PublishFaultTests(DockerFixture docker)
{
    private static readonly string[] Tags = ["2.1.1", "2.1", "2"];

    [Theory]
    [InlineData(Fault.BeforeRequest)]
    [InlineData(Fault.InsideBody)]
    [InlineData(Fault.BeforeAnswer)]
    public async Task A_failure_at_any_write_leaves_the_tags_as_they_were_or_all_written(Fault fault)
    {
        await using var world = await PublishingWorld.CreateAsync(new RegistryServerOptions());
        await using var proxy = FaultProxy.Start(world.Registry.Host);
        var writes = await CountWritesAsync(world, proxy);
        Assert.InRange(writes, 6, 20);

        for (var failing = 1; failing <= writes; failing++)
        {
            var image = $"acme/app-{failing}";
            var before = await PublishFirstAsync(world, image);
            proxy.Decide = Nth(failing, fault);

            var exception = await Record.ExceptionAsync(() => PublishNextAsync(world, proxy.Host, image));
            proxy.Decide = static _ => Fault.None;

            await CheckAsync(world, image, before, exception, $"write {failing}");
        }
    }

    /// <summary>An engine sends layers again by itself; what it gives up is a manifest, and so a tag.</summary>
    [Theory]
    [InlineData(Fault.BeforeRequest)]
    [InlineData(Fault.BeforeAnswer)]
    public async Task A_failure_at_any_write_of_the_engine_does_so_too(Fault fault)
    {
        await using var world = await PublishingWorld.CreateAsync(new RegistryServerOptions(), docker.Endpoint);
        await using var proxy = FaultProxy.Start(world.Registry.Host);
        world.Via = PublishVia.Engine;
        world.Suffix = $"{fault} counted";
        var writes = await CountWritesAsync(world, proxy);
        Assert.InRange(writes, 6, 20);
        var failures = 0;

        for (var failing = 1; failing <= writes; failing++)
        {
            // Content of its own: an engine remembers which repository has a layer, and mounts it.
            world.Suffix = $"{fault} {failing}";
            GoBack(world);
            var image = $"acme/app-{failing}";
            var before = await PublishFirstAsync(world, image);
            var isReached = false;
            var decide = Nth(failing, fault);
            proxy.Decide = request =>
            {
                var decided = decide(request);
                isReached |= decided != Fault.None;
                return decided;
            };

            var exception = await Record.ExceptionAsync(() => PublishNextAsync(world, proxy.Host, image));
            proxy.Decide = static _ => Fault.None;

            Assert.True(isReached, $"write {failing} of {writes}");
            failures += exception is null ? 0 : 1;
            await CheckAsync(world, image, before, exception, $"write {failing}");
        }

        Assert.InRange(failures, 3, writes);
    }

    [Fact]
    public async Task A_registry_that_is_unavailable_at_any_write_gets_everything_at_the_next_attempt()
    {
        await using var world = await PublishingWorld.CreateAsync(new RegistryServerOptions());
        await using var proxy = FaultProxy.Start(world.Registry.Host);
        var writes = await CountWritesAsync(world, proxy);
        world.Retry = new RetryOptions { Jitter = () => 0 };

        for (var failing = 1; failing <= writes; failing++)
        {
            var image = $"acme/app-{failing}";
            var before = await PublishFirstAsync(world, image);
            proxy.Decide = Nth(failing, Fault.Unavailable);

            var receipt = await PublishNextAsync(world, proxy.Host, image);

            Assert.True(receipt.Retries > 0);
            Assert.NotEqual(before, receipt.Digest!.ToString());
            foreach (var tag in Tags)
                Assert.Equal(receipt.Digest.ToString(), await ReadAsync(world, image, tag));
            GoBack(world);
        }
    }

    [Fact]
    public async Task An_interruption_at_any_write_leaves_the_tags_as_they_were_or_all_written()
    {
        await using var world = await PublishingWorld.CreateAsync(new RegistryServerOptions());
        await using var proxy = FaultProxy.Start(world.Registry.Host);
        var writes = await CountWritesAsync(world, proxy);

        for (var failing = 1; failing <= writes; failing++)
        {
            var image = $"acme/app-{failing}";
            var before = await PublishFirstAsync(world, image);
            using var interrupt = new CancellationTokenSource();
            var count = 0;
            world.BeforeRequest = request => IsWrite(request.Method.Method) && ++count == failing ? interrupt.CancelAsync() : Task.CompletedTask;

            var exception = await Record.ExceptionAsync(() => PublishNextAsync(world, world.Registry.Host, image, interrupt.Token));
            world.BeforeRequest = _ => Task.CompletedTask;

            Assert.IsAssignableFrom<OperationCanceledException>(exception);
            await CheckAsync(world, image, before, exception, $"write {failing}");
        }
    }

    [Fact]
    public async Task Interrupted_and_not_put_back_the_message_says_where_each_tag_stands()
    {
        await using var world = await PublishingWorld.CreateAsync(new RegistryServerOptions());
        var before = await PublishFirstAsync(world, "acme/app");
        using var interrupt = new CancellationTokenSource();
        var isInterrupted = false;
        world.BeforeRequest = async request =>
        {
            var isTag = request.Method == HttpMethod.Put && request.RequestUri!.AbsolutePath.EndsWith("/manifests/2", StringComparison.Ordinal);
            if (isTag && isInterrupted)
                throw new HttpRequestException("The connection broke.");
            if (isTag)
            {
                isInterrupted = true;
                await interrupt.CancelAsync();
            }
        };

        var exception = await Assert.ThrowsAsync<PlimsollException>(() => PublishNextAsync(world, world.Registry.Host, "acme/app", interrupt.Token));
        world.BeforeRequest = _ => Task.CompletedTask;

        var now = await ReadAsync(world, "acme/app", "2");
        Assert.Equal(ErrorKind.Cancelled, exception.Kind);
        Assert.Contains($"2 (was {before}, now {now})", exception.Message, StringComparison.Ordinal);
        Assert.Contains($"plimsoll copy {world.Registry.Root}/acme/app@{before} {world.Registry.Root}/acme/app:2", exception.Advice, StringComparison.Ordinal);
        Assert.Equal(before, await ReadAsync(world, "acme/app", "2.1"));
    }

    /// <summary>The immutable tag may be there: the next attempt finds it, and it names the whole image.</summary>
    private static async Task CheckAsync(PublishingWorld world, string image, string before, Exception? exception, string where)
    {
        var now = new List<string?>();
        foreach (var tag in Tags)
            now.Add(await ReadAsync(world, image, tag));

        if (exception is null)
            Assert.True(now.All(digest => digest == now[0] && digest is not null && digest != before), where);
        else
            Assert.True(now[0] != before && now[1] == before && now[2] == before, $"{where}: {string.Join(", ", now)}, before {before}\n{exception}");

        // Whatever was left behind, publishing again completes it.
        var receipt = await PublishNextAsync(world, world.Registry.Host, image);
        Assert.True(now[0] is null || now[0] == receipt.Digest!.ToString(), where);
        foreach (var tag in Tags)
            Assert.Equal(receipt.Digest!.ToString(), await ReadAsync(world, image, tag));
        GoBack(world);
    }

    private static async Task<int> CountWritesAsync(PublishingWorld world, FaultProxy proxy)
    {
        await PublishFirstAsync(world, "acme/counted");
        proxy.Clear();
        await PublishNextAsync(world, proxy.Host, "acme/counted");
        GoBack(world);
        return proxy.Requests.Count(request => IsWrite(request.Method));
    }

    private static void GoBack(PublishingWorld world)
    {
        if (world.Repository.Run("tag", "--list", "v2.1.1").Length > 0)
            world.Repository.Run("tag", "--delete", "v2.1.1");
        world.SetContent("hello");
    }

    private static async Task<string> PublishFirstAsync(PublishingWorld world, string image) =>
        (await world.PublishAsync(request => Versions(request) with { Image = image })).Digest!.ToString();

    /// <summary>The next version of it, from the same commit: three tags, of which two exist.</summary>
    private static Task<ImageReceipt> PublishNextAsync(PublishingWorld world, string host, string image, CancellationToken cancellationToken = default)
    {
        if (world.Repository.Run("tag", "--list", "v2.1.1").Length == 0)
            world.Repository.Tag("v2.1.1");
        world.SetContent("more");
        return world.PublishAsync(request => Versions(request) with { Image = image, Registry = host }, cancellationToken);
    }

    private static PublishRequest Versions(PublishRequest request) => request with { Rules = new TagRules { Only = [StrategyNames.SemanticVersion] } };

    private static Func<ProxiedRequest, Fault> Nth(int number, Fault fault)
    {
        var count = 0;
        return request => IsWrite(request.Method) && Interlocked.Increment(ref count) == number ? fault : Fault.None;
    }

    private static bool IsWrite(string method) => method is not ("GET" or "HEAD");

    /// <summary>With another client; <c>null</c> where there is no such tag.</summary>
    private static async Task<string?> ReadAsync(PublishingWorld world, string image, string tag)
    {
        var listed = await OtherEnd.SkopeoAsync("list-tags", "--tls-verify=false", $"docker://{world.Registry.Host}/{image}");
        return listed.Contains($"\"{tag}\"", StringComparison.Ordinal)
            ? await OtherEnd.SkopeoAsync("inspect", "--format", "{{.Digest}}", "--tls-verify=false", $"docker://{world.Registry.Host}/{image}:{tag}")
            : null;
    }
}
