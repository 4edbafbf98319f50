using Plimsoll.Oci.Images;
using Plimsoll.Testing;
using Plimsoll.Testing.Faults;

namespace Plimsoll.IntegrationTests.Races;

/// <summary>Two processes that attach something to one image where the registry keeps no list of that: a hold must not be lost.</summary>
public sealed class ReferrerRaceTests
{
    private const string Repository = "acme/app";

    [Fact]
    public async Task What_another_attaches_while_a_busy_registry_has_the_list_written_again_stays()
    {
        await using var world = await RaceWorld.CreateAsync();
        var image = await world.PushAsync("image", Repository, "1.0.0");
        await using var slow = world.CreateClient("slow");
        await using var fast = world.CreateClient("fast");
        var name = ImageReference.Parse(world.NameOf(Repository));
        var subject = (await slow.OpenRegistry(name).ResolveAsync("1.0.0", CancellationToken.None))!;
        var (ours, theirs) = (SmallImage.CreateArtifact(subject, text: "ours"), SmallImage.CreateArtifact(subject, text: "theirs"));
        var list = $"sha256-{image.Hex}";
        var isHeld = false;
        world.Proxy.Hold = async request =>
        {
            if (isHeld || !world.IsWriteOf(request, Repository, list))
                return;
            isHeld = true;
            await theirs.PushAsync(fast.OpenRegistry(name), null);
        };
        world.Proxy.Decide = request => request.UserAgent.EndsWith("slow", StringComparison.Ordinal) && world.IsWriteOf(request, Repository, list) && world.Proxy.Fired == 0 ? Fault.Unavailable : Fault.None;

        await ours.PushAsync(slow.OpenRegistry(name), null);

        var listed = await fast.OpenRegistry(name).GetReferrersAsync(image, null, CancellationToken.None);
        Assert.Equal(1, world.Proxy.Fired);
        Assert.Equivalent(new[] { ours, theirs }.Select(artifact => artifact.Manifest.Descriptor.Digest), listed.Select(entry => entry.Digest), strict: true);
    }
}
