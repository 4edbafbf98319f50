using Plimsoll.Oci;
using Plimsoll.Oci.Registries;
using Plimsoll.Testing;
using Plimsoll.Testing.Faults;

namespace Plimsoll.IntegrationTests.Publishing;

/// <summary>A publishing of three tags that breaks at each of its write requests in turn, and one that is interrupted there.</summary>
public class PublishFaultTests
{
    [Theory]
    [InlineData(FaultKind.BeforeRequest)]
    [InlineData(FaultKind.InsideBody)]
    [InlineData(FaultKind.BeforeAnswer)]
    public async Task A_failure_at_any_write_leaves_the_tags_as_they_were_or_all_written(FaultKind fault)
    {
        await using var world = await PublishingWorld.CreateAsync(new RegistryServerOptions());
        await using var proxy = FaultProxy.Start(world.Registry.Host);
        var writes = await BrokenPublication.CountWritesAsync(world, proxy);
        Assert.InRange(writes, 6, 20);

        for (var failing = 1; failing <= writes; failing++)
        {
            var image = $"acme/app-{failing}";
            var before = await BrokenPublication.PublishFirstAsync(world, image);
            proxy.Decide = BrokenPublication.Nth(failing, new Fault(fault));

            var exception = await Record.ExceptionAsync(() => BrokenPublication.PublishNextAsync(world, proxy.Host, image));
            proxy.Decide = static _ => Fault.None;

            await BrokenPublication.CheckAsync(world, image, before, exception, $"write {failing}");
        }
    }

    [Fact]
    public async Task A_registry_that_is_unavailable_at_any_write_gets_everything_at_the_next_attempt()
    {
        await using var world = await PublishingWorld.CreateAsync(new RegistryServerOptions());
        await using var proxy = FaultProxy.Start(world.Registry.Host);
        var writes = await BrokenPublication.CountWritesAsync(world, proxy);
        world.Retry = new RetryOptions { Jitter = () => 0 };

        for (var failing = 1; failing <= writes; failing++)
        {
            var image = $"acme/app-{failing}";
            var before = await BrokenPublication.PublishFirstAsync(world, image);
            proxy.Decide = BrokenPublication.Nth(failing, Fault.Unavailable);

            var receipt = await BrokenPublication.PublishNextAsync(world, proxy.Host, image);

            Assert.True(receipt.Retries > 0);
            Assert.NotEqual(before, receipt.Digest!.ToString());
            foreach (var tag in BrokenPublication.Tags)
                Assert.Equal(receipt.Digest.ToString(), await BrokenPublication.ReadAsync(world, image, tag));
            BrokenPublication.GoBack(world);
        }
    }

    [Fact]
    public async Task An_interruption_at_any_write_leaves_the_tags_as_they_were_or_all_written()
    {
        await using var world = await PublishingWorld.CreateAsync(new RegistryServerOptions());
        await using var proxy = FaultProxy.Start(world.Registry.Host);
        var writes = await BrokenPublication.CountWritesAsync(world, proxy);

        for (var failing = 1; failing <= writes; failing++)
        {
            var image = $"acme/app-{failing}";
            var before = await BrokenPublication.PublishFirstAsync(world, image);
            using var interrupt = new CancellationTokenSource();
            var count = 0;
            world.BeforeRequest = request => BrokenPublication.IsWrite(request.Method.Method) && ++count == failing ? interrupt.CancelAsync() : Task.CompletedTask;

            var exception = await Record.ExceptionAsync(() => BrokenPublication.PublishNextAsync(world, world.Registry.Host, image, interrupt.Token));
            world.BeforeRequest = _ => Task.CompletedTask;

            Assert.IsAssignableFrom<OperationCanceledException>(exception);
            await BrokenPublication.CheckAsync(world, image, before, exception, $"write {failing}");
        }
    }

    [Fact]
    public async Task Interrupted_and_not_put_back_the_message_says_where_each_tag_stands()
    {
        await using var world = await PublishingWorld.CreateAsync(new RegistryServerOptions());
        var before = await BrokenPublication.PublishFirstAsync(world, "acme/app");
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

        var exception = await Assert.ThrowsAsync<PlimsollException>(() => BrokenPublication.PublishNextAsync(world, world.Registry.Host, "acme/app", interrupt.Token));
        world.BeforeRequest = _ => Task.CompletedTask;

        var now = await BrokenPublication.ReadAsync(world, "acme/app", "2");
        Assert.Equal(ErrorKind.Cancelled, exception.Kind);
        Assert.Contains($"2 (was {before}, now {now})", exception.Message, StringComparison.Ordinal);
        Assert.Contains($"plimsoll copy {world.Registry.Root}/acme/app@{before} {world.Registry.Root}/acme/app:2", exception.Advice, StringComparison.Ordinal);
        Assert.Equal(before, await BrokenPublication.ReadAsync(world, "acme/app", "2.1"));
    }
}
