using Plimsoll.Oci;
using Plimsoll.Publishing;
using Plimsoll.Publishing.Configuration;
using Plimsoll.Publishing.Signatures;
using Plimsoll.Testing;

namespace Plimsoll.IntegrationTests.Publishing;

/// <summary>When publishing judges the evidence that an environment requires.</summary>
public sealed class RequiredEvidenceTests : IDisposable
{
    private readonly TempDirectory _keys = new();

    public void Dispose() => _keys.Dispose();

    [Fact]
    public async Task What_cannot_have_it_is_refused_before_a_byte_is_sent()
    {
        await using var world = await CreateAsync();

        var exception = await Assert.ThrowsAsync<PlimsollException>(() => world.PublishAsync(ToStaging));

        Assert.Equal(ErrorKind.Policy, exception.Kind);
        Assert.Contains("rule missing-evidence", exception.Message, StringComparison.Ordinal);
        Assert.Empty(world.Writes);
    }

    [Fact]
    public async Task What_the_run_signs_is_judged_once_it_is_attached_and_before_any_tag()
    {
        await using var world = await CreateAsync();
        SigningKey.Create(_keys.Path, "other");
        PublishRequest SignedBy(PublishRequest request, string key) => ToStaging(request) with { Sign = SignSetting.ByKey(_keys[key]) };

        var exception = await Assert.ThrowsAsync<PlimsollException>(() => world.PublishAsync(request => SignedBy(request, "other.pem")));

        // The image is there, with what was attached to it, and has no tag.
        Assert.Contains("rule missing-evidence", exception.Message, StringComparison.Ordinal);
        Assert.NotEmpty(world.Writes);
        Assert.Null(await world.DigestAsync("2.1.0"));
        Assert.Null(await world.DigestAsync("staging"));

        await world.PublishAsync(request => SignedBy(request, "signing.pem"));
        Assert.NotNull(await world.DigestAsync("staging"));
        Assert.Equal(await world.DigestAsync("staging"), await world.DigestAsync("2.1.0"));
    }

    private static PublishRequest ToStaging(PublishRequest request) => request with { Environment = "staging" };

    private async Task<PublishingWorld> CreateAsync()
    {
        SigningKey.Create(_keys.Path);
        var world = await PublishingWorld.CreateAsync();
        world.Configuration = new PlimsollConfiguration
        {
            Environments = new Dictionary<string, EnvironmentConfiguration>
            {
                ["staging"] = new() { Evidence = [new EvidenceRequirement(EvidenceKind.Signature) { Keys = [_keys["signing.pub"]] }] },
            },
        };
        return world;
    }
}
