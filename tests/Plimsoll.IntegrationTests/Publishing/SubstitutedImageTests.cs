using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Registries;
using Plimsoll.Oci.Registries.Auth;
using Plimsoll.Oci.Storage;
using Plimsoll.Publishing;
using Plimsoll.Publishing.Configuration;
using Plimsoll.Publishing.Gates;
using Plimsoll.Publishing.Signatures;
using Plimsoll.Testing;

namespace Plimsoll.IntegrationTests.Publishing;

/// <summary>Somebody who may push, but not sign, puts another image in place of what was published: no run signs it, and no environment gets it.</summary>
public sealed class SubstitutedImageTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly TempDirectory _keys = new();

    public SubstitutedImageTests() => SigningKey.Create(_keys.Path);

    public void Dispose() => _keys.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_looks_like_the_image_of_the_run_is_not_signed(bool isIndex)
    {
        await using var world = await CreateAsync();
        var genuine = Digest.Parse((await world.PublishAsync(Signed)).Digest!.ToString());
        await using var services = world.Services();
        var repository = services.OpenRegistry(ImageReference.Parse($"{world.Registry.Root}/acme/app"), RepositoryAccess.Push);
        var planted = isIndex ? await MakeIndexAsync(world, repository, genuine) : await MakeManifestAsync(world, repository, genuine);
        foreach (var tag in (string[])["2.1.0", world.Repository.Head[..7]])
            await repository.PutManifestAsync(planted, tag, None);

        var failure = await Assert.ThrowsAnyAsync<PlimsollException>(() => world.PublishAsync(request => Signed(request) with { Environment = "staging" }));

        Assert.Contains(failure.Kind, (ErrorKind[])[ErrorKind.Policy, ErrorKind.Conflict]);
        Assert.Empty(await repository.FindReferrersAsync(planted.Descriptor.Digest, artifactType: null, None));
        Assert.Null(await world.DigestAsync("staging"));
    }

    [Fact]
    public async Task A_version_that_is_overwritten_takes_no_environment_along()
    {
        await using var world = await CreateAsync();
        PublishRequest ToStaging(PublishRequest request) => Signed(request) with { Environment = "staging" };
        var before = (await world.PublishAsync(ToStaging)).Digest;
        world.Repository.Commit("A fix", "app.txt");
        world.Repository.Tag("v2.1.1");
        var planted = await PlantAsync(world);
        world.SetContent("fixed");
        await using var services = world.Services();
        var repository = services.OpenRegistry(ImageReference.Parse($"{world.Registry.Root}/acme/app"), RepositoryAccess.Push);
        var (isWritten, wasMoved) = (false, false);
        world.BeforeRequest = async request =>
        {
            // The first request after the environment's tag was written.
            var isNow = isWritten && !wasMoved;
            isWritten |= request.Method == HttpMethod.Put && request.RequestUri!.AbsolutePath.EndsWith("/manifests/staging", StringComparison.Ordinal);
            if (isNow)
            {
                wasMoved = true;
                await repository.PutManifestAsync(planted, "2.1.1", None);
            }
        };

        await Assert.ThrowsAnyAsync<PlimsollException>(() => world.PublishAsync(ToStaging));

        Assert.True(wasMoved);
        Assert.Equal(before!.ToString(), await world.DigestAsync("staging"));
    }

    [Fact]
    public async Task What_was_pushed_past_a_gate_is_not_signed()
    {
        await using var world = await CreateAsync();
        world.Variables["PATH"] = Environment.GetEnvironmentVariable("PATH")!;
        var pushed = await world.PublishAsync();

        var failure = await Assert.ThrowsAnyAsync<PlimsollException>(() => world.PublishAsync(request => Signed(request) with { Gates = [new ImageGate("false")] }));

        Assert.Equal(ErrorKind.Policy, failure.Kind);
        await using var services = world.Services();
        var repository = services.OpenRegistry(ImageReference.Parse(pushed.Destination));
        Assert.Empty(await repository.FindReferrersAsync(pushed.Digest!, artifactType: null, None));
    }

    private PublishRequest Signed(PublishRequest request) => request with { Sign = SignSetting.ByKey(_keys["signing.pem"]) };

    /// <summary>An image of somebody else, before the genuine one in an index where it claims to be an attestation.</summary>
    private static async Task<ManifestContent> MakeIndexAsync(PublishingWorld world, RegistryRepository repository, Digest genuine)
    {
        var platform = Platform.Parse("linux/amd64");
        var own = (await repository.GetManifestAsync(genuine.ToString(), None)).Descriptor with { Platform = platform };
        var other = (await PlantAsync(world)).Descriptor with { Platform = platform, Annotations = new Dictionary<string, string> { [Attestations.TypeAnnotation] = "attestation-manifest" } };
        return new ImageIndex([other, own]) { MediaType = MediaTypes.OciIndex }.Serialize();
    }

    /// <summary>The genuine configuration with the layers of somebody else.</summary>
    private static async Task<ManifestContent> MakeManifestAsync(PublishingWorld world, RegistryRepository repository, Digest genuine)
    {
        var own = (ImageManifest)(await repository.GetManifestAsync(genuine.ToString(), None)).Parse();
        return (own with { Layers = ((ImageManifest)(await PlantAsync(world)).Parse()).Layers }).Serialize();
    }

    /// <summary>Another image that is in the repository under no tag.</summary>
    private static async Task<ManifestContent> PlantAsync(PublishingWorld world)
    {
        world.SetContent("planted");
        var sent = await world.PublishAsync(request => request with { ByDigest = true });
        world.SetContent("hello");
        await using var services = world.Services();
        return await services.OpenRegistry(ImageReference.Parse($"{world.Registry.Root}/acme/app")).GetManifestAsync(sent.Digest!.ToString(), None);
    }

    private async Task<PublishingWorld> CreateAsync()
    {
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
