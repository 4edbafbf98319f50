using Plimsoll.IntegrationTests.Docker;
using Plimsoll.Publishing.Destinations;
using Plimsoll.Testing;
using Plimsoll.Testing.Faults;

namespace Plimsoll.IntegrationTests.Publishing;

/// <summary>A publishing of three tags through an engine that breaks at each of the engine's writes in turn.</summary>
[Collection(SharedDocker.Name)]
public class EnginePublishFaultTests(DockerFixture docker)
{
    /// <summary>An engine sends layers again by itself; what it gives up is a manifest, and so a tag.</summary>
    [Theory]
    [InlineData(FaultKind.BeforeRequest)]
    [InlineData(FaultKind.BeforeAnswer)]
    public async Task A_failure_at_any_write_of_the_engine_does_so_too(FaultKind fault)
    {
        await using var world = await PublishingWorld.CreateAsync(new RegistryServerOptions(), docker.Endpoint);
        await using var proxy = FaultProxy.Start(world.Registry.Host);
        world.Via = PublishVia.Engine;
        world.Suffix = $"{fault} counted";
        var writes = await BrokenPublication.CountWritesAsync(world, proxy);
        Assert.InRange(writes, 6, 20);
        var failures = 0;

        for (var failing = 1; failing <= writes; failing++)
        {
            // Content of its own: an engine remembers which repository has a layer, and mounts it.
            world.Suffix = $"{fault} {failing}";
            BrokenPublication.GoBack(world);
            var image = $"acme/app-{failing}";
            var before = await BrokenPublication.PublishFirstAsync(world, image);
            var isReached = false;
            var decide = BrokenPublication.Nth(failing, new Fault(fault));
            proxy.Decide = request =>
            {
                var decided = decide(request);
                isReached |= decided != Fault.None;
                return decided;
            };

            var exception = await Record.ExceptionAsync(() => BrokenPublication.PublishNextAsync(world, proxy.Host, image));
            proxy.Decide = static _ => Fault.None;

            Assert.True(isReached, $"write {failing} of {writes}");
            failures += exception is null ? 0 : 1;
            await BrokenPublication.CheckAsync(world, image, before, exception, $"write {failing}");
        }

        Assert.InRange(failures, 3, writes);
    }
}
