using Plimsoll.Docker;
using Plimsoll.IntegrationTests.Docker;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Registries.Auth;
using Plimsoll.Oci.Storage;
using Plimsoll.Oci.Storage.Engine;
using Plimsoll.Publishing.Attachments;
using Plimsoll.Publishing.Destinations;
using Plimsoll.Publishing.Gates;
using Plimsoll.Testing;

namespace Plimsoll.IntegrationTests.Publishing;

/// <summary>What is attached to an image, and decides on it, where the Docker Engine pushes it.</summary>
[Collection(SharedDocker.Name)]
public sealed class EngineAttachmentTests(DockerFixture docker) : IDisposable
{
    private readonly TempDirectory _folder = new();

    /// <summary>With the containerd image store an engine pushes the index that BuildKit made, with the provenance in it.</summary>
    [Fact]
    public async Task What_the_engine_brings_along_is_kept_and_no_second_statement_is_made()
    {
        await using var world = await PublishingWorld.CreateAsync(engine: docker.Endpoint);
        var image = InMemoryImage.Create(null, ("hello", $"attested {Guid.NewGuid()}"));
        var source = await LoadAsync(world, image);
        world.ConnectEngine = () => new ContainerdEngine(new DockerEngine(new DockerEngineOptions { Endpoint = docker.Endpoint }), world, AttestedImage.Create(image));

        var receipt = await world.PublishAsync(request => request with { Source = source, Via = PublishVia.Engine, Provenance = ProvenanceMode.Required });

        Assert.Equal("engine", receipt.Via);
        Assert.Null(receipt.Attached);
    }

    [Fact]
    public async Task A_gate_is_given_the_image_of_the_engine()
    {
        await using var world = await PublishingWorld.CreateAsync(engine: docker.Endpoint);
        world.Variables["PATH"] = Environment.GetEnvironmentVariable("PATH")!;
        var source = await LoadAsync(world, InMemoryImage.Create(null, ("hello", $"gated {Guid.NewGuid()}")));
        _folder.Write("gate.sh", "test -f \"$1/blobs/sha256/${2#sha256:}\" && exit 9\n");

        var failure = await Assert.ThrowsAnyAsync<Plimsoll.Oci.PlimsollException>(() => world.PublishAsync(request => request with { Source = source, Via = PublishVia.Engine, Gates = [new ImageGate("sh gate.sh {layout} {digest}") { Directory = _folder.Path }] }));

        Assert.Contains("it exited with status 9", failure.Message, StringComparison.Ordinal);
        Assert.Null(await world.DigestAsync("2.1.0"));
    }

    public void Dispose() => _folder.Dispose();

    private static async Task<ImageLocation> LoadAsync(PublishingWorld world, InMemoryImage image)
    {
        var name = ImageReference.Parse($"attached:{Guid.NewGuid():n}");
        await using var services = world.Services();
        await services.Engine.LoadAsync(image, image.Manifest, [name], CancellationToken.None);
        return ImageLocation.Parse($"docker-daemon:{name.Familiar}");
    }

    private sealed class ContainerdEngine(IImageEngine engine, PublishingWorld world, AttestedImage image) : DelegatingEngine(engine)
    {
        public override async ValueTask<Digest> PushAsync(ImageReference name, EngineCredentials? credentials, IProgress<EngineProgress>? progress, CancellationToken cancellationToken)
        {
            await using var services = world.Services();
            var repository = services.OpenRegistry(name, RepositoryAccess.Push);
            await ImageCopier.CopyAsync(image, image.Manifest, repository, null, cancellationToken);
            await repository.PutManifestAsync(image.Manifest, name.Tag, cancellationToken);
            return image.Manifest.Descriptor.Digest;
        }
    }
}
