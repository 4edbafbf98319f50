using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Publishing;
using Plimsoll.Testing.Faults;

namespace Plimsoll.IntegrationTests.Races;

/// <summary>
/// Two processes that give one tag that never moves different images with <c>tag</c>, <c>copy</c> or <c>push</c>: whoever is told that
/// it was done has the tag.
/// </summary>
public sealed class TagWindowTests
{
    private const string Repository = "acme/app";

    private static readonly TimeSpan Gap = TimeSpan.FromSeconds(2);

    /// <summary>The gap that no look closes is between the last look and the write.</summary>
    [Theory]
    [InlineData("tag")]
    [InlineData("copy")]
    [InlineData("push")]
    public async Task Who_is_overwritten_by_another_that_looked_before_waits_long_enough_to_notice(string way)
    {
        await using var world = await RaceWorld.CreateAsync();
        var (early, late) = (await world.PushAsync("early", Repository, "early"), await world.PushAsync("late", Repository, "late"));
        var clock = new WaitingClock(Gap);
        var (mayWrite, hasLooked) = (new TaskCompletionSource(), new TaskCompletionSource());
        world.Proxy.Hold = async request =>
        {
            if (!world.IsWriteOf(request, Repository, "1.0.0"))
                return;
            if (request.UserAgent.EndsWith("late", StringComparison.Ordinal))
            {
                hasLooked.TrySetResult();
                await mayWrite.Task;
            }
            else
                clock.Advance(Gap); // As long takes the write of this one.
        };
        await using var lateClient = world.CreateClient("late");
        await using var earlyClient = world.CreateClient("early", clock);

        var overwriting = Task.Run(() => WriteAsync(world, lateClient, way, "late"));
        await hasLooked.Task;
        var overwritten = Task.Run(() => WriteAsync(world, earlyClient, way, "early"));
        await Task.WhenAny(clock.Waiting, overwritten);
        mayWrite.SetResult();
        await overwriting;
        clock.Advance(Gap);

        var exception = await Assert.ThrowsAsync<PlimsollException>(() => overwritten);
        Assert.Equal(ErrorKind.Conflict, exception.Kind);
        Assert.Contains($"acme/app:1.0.0 is immutable and was written by another process at the same time.\n  existing: {late}\n  new:      {early}", exception.Message, StringComparison.Ordinal);
        Assert.Equal(late.ToString(), await new RaceJudge(world).FindAsync(Repository, "1.0.0"));
    }

    /// <summary>A registry that is busy has the write sent again, seconds after the look.</summary>
    [Theory]
    [InlineData("tag", false)]
    [InlineData("tag", true)]
    [InlineData("copy", false)]
    [InlineData("copy", true)]
    [InlineData("push", true)]
    public async Task Who_has_to_write_again_looks_again(string way, bool isWritten)
    {
        await using var world = await RaceWorld.CreateAsync();
        await world.PushAsync("slow", Repository, "slow");
        await using var slow = world.CreateClient("slow");
        Digest? fast = null;
        world.Proxy.Hold = async request =>
        {
            if (world.IsWriteOf(request, Repository, "1.0.0") && fast is null)
                fast = await world.PushAsync("fast", Repository, isWritten ? ["1.0.0"] : []);
        };
        world.Proxy.Decide = request => world.IsWriteOf(request, Repository, "1.0.0") && world.Proxy.Fired == 0 ? Fault.Unavailable : Fault.None;

        var failure = await Record.ExceptionAsync(() => WriteAsync(world, slow, way, "slow"));

        Assert.Equal(1, world.Proxy.Fired);
        Assert.Equal(isWritten ? ErrorKind.Conflict : null, (failure as PlimsollException)?.Kind);
        Assert.Equal(isWritten, await new RaceJudge(world).FindAsync(Repository, "1.0.0") == fast!.ToString());
    }

    private static async Task WriteAsync(RaceWorld world, PlimsollHost client, string way, string image)
    {
        var name = world.NameOf(Repository);
        if (way == "tag")
            await client.TagAsync(ImageReference.Parse($"{name}:{image}"), ["1.0.0"]);
        else
            await client.CopyAsync(way == "copy" ? $"{name}:{image}" : (await world.CreateImageAsync(image)).Location.ToString(), $"{name}:1.0.0");
    }
}
