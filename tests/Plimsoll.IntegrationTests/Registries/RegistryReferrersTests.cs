using System.Security.Cryptography;
using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Registries;
using Plimsoll.Oci.Registries.Auth;
using Plimsoll.Testing;

namespace Plimsoll.IntegrationTests.Registries;

/// <summary>Referrers in a registry that does not list them itself, so that clients keep the list under a tag.</summary>
public class RegistryReferrersTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task What_is_attached_is_listed_by_type()
    {
        var server = await SharedRegistry.OpenAsync();
        using var client = new RegistryClient();
        var repository = Repository(client, server);
        var image = SmallImage.Create();
        await image.PushAsync(repository, "1.0");
        Assert.Empty(await repository.GetReferrersAsync(image.Manifest.Descriptor.Digest, null, None));

        var sbom = SmallImage.CreateArtifact(image.Manifest.Descriptor, "application/vnd.example.sbom", "sbom");
        var signature = SmallImage.CreateArtifact(image.Manifest.Descriptor, "application/vnd.example.signature", "signature");
        await sbom.PushAsync(repository, null);
        await signature.PushAsync(repository, null);
        await signature.PushAsync(repository, "signature");

        // Another client knows nothing but what the registry holds.
        using var other = new RegistryClient();
        var listed = await Repository(other, server).GetReferrersAsync(image.Manifest.Descriptor.Digest, null, None);
        Assert.Equal([Referrer.Describe(sbom.Manifest).Digest, signature.Manifest.Descriptor.Digest], listed.Select(referrer => referrer.Digest));
        var found = Assert.Single(await Repository(other, server).GetReferrersAsync(image.Manifest.Descriptor.Digest, "application/vnd.example.signature", None));
        Assert.Equal("signature", found.Annotations!["org.example.text"]);
    }

    [Fact]
    public async Task The_second_question_costs_one_request()
    {
        var server = await SharedRegistry.OpenAsync();
        var log = new RequestLog(server);
        using var client = new RegistryClient(new RegistryClientOptions { Transport = log.Wrap });
        var (first, second) = (SmallImage.Create("one").Manifest.Descriptor.Digest, SmallImage.Create("two").Manifest.Descriptor.Digest);

        await Repository(client, server).GetReferrersAsync(first, null, None);
        await Repository(client, server).GetReferrersAsync(second, null, None);

        Assert.Equal(
            [$"GET /v2/acme/app/referrers/{first}", $"GET /v2/acme/app/manifests/{Referrer.GetTag(first)}", $"GET /v2/acme/app/manifests/{Referrer.GetTag(second)}"],
            log.Lines);
    }

    [Fact]
    public async Task Attaching_at_the_same_time_loses_nothing()
    {
        var server = await SharedRegistry.OpenAsync();
        using var client = new RegistryClient();
        var image = SmallImage.Create();
        await image.PushAsync(Repository(client, server), "1.0");
        var artifacts = Enumerable.Range(0, 12).Select(number => SmallImage.CreateArtifact(image.Manifest.Descriptor, text: $"artifact {number}")).ToList();

        await Task.WhenAll(artifacts.Select(artifact => artifact.PushAsync(Repository(client, server), null)));

        var listed = await Repository(client, server).GetReferrersAsync(image.Manifest.Descriptor.Digest, null, None);
        Assert.Equal(artifacts.Select(artifact => artifact.Manifest.Descriptor.Digest.ToString()).Order(), listed.Select(referrer => referrer.Digest.ToString()).Order());
    }

    [Fact]
    public async Task What_is_deleted_is_taken_out_of_the_list()
    {
        var server = await SharedRegistry.OpenAsync();
        using var client = new RegistryClient();
        var repository = Repository(client, server);
        var image = SmallImage.Create();
        await image.PushAsync(repository, "1.0");
        var (kept, deleted) = (SmallImage.CreateArtifact(image.Manifest.Descriptor, text: "kept"), SmallImage.CreateArtifact(image.Manifest.Descriptor, text: "deleted"));
        await kept.PushAsync(repository, null);
        await deleted.PushAsync(repository, null);

        Assert.True(await repository.DeleteManifestAsync(deleted.Manifest.Descriptor.Digest, None));
        Assert.Equal(kept.Manifest.Descriptor.Digest, Assert.Single(await repository.GetReferrersAsync(image.Manifest.Descriptor.Digest, null, None)).Digest);

        Assert.True(await repository.DeleteManifestAsync(kept.Manifest.Descriptor.Digest, None));
        Assert.Empty(await repository.GetReferrersAsync(image.Manifest.Descriptor.Digest, null, None));
    }

    [Fact]
    public async Task Attaching_costs_reading_writing_and_reading_again_until_nobody_can_have_overwritten_it()
    {
        var server = await SharedRegistry.OpenAsync();
        var log = new RequestLog(server);
        using var client = new RegistryClient(new RegistryClientOptions { Transport = log.Wrap });
        var image = SmallImage.Create();
        var artifact = SmallImage.CreateArtifact(image.Manifest.Descriptor);
        await artifact.PushAsync(Repository(client, server), null);

        var list = $"/v2/acme/app/manifests/{Referrer.GetTag(image.Manifest.Descriptor.Digest)}";
        Assert.Equal([$"GET {list}", $"PUT {list}", .. Enumerable.Repeat($"GET {list}", 4)], log.Lines.Where(line => line.EndsWith(list, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Deleting_a_referrer_leaves_alone_what_is_no_list()
    {
        var server = await SharedRegistry.OpenAsync();
        using var client = new RegistryClient();
        var repository = Repository(client, server);
        var image = SmallImage.Create();
        var artifact = SmallImage.CreateArtifact(image.Manifest.Descriptor);
        await artifact.PushAsync(repository, null);
        await SmallImage.Create("no list").PushAsync(repository, Referrer.GetTag(image.Manifest.Descriptor.Digest));

        Assert.True(await repository.DeleteManifestAsync(artifact.Manifest.Descriptor.Digest, None));

        Assert.NotNull(await repository.ResolveAsync(Referrer.GetTag(image.Manifest.Descriptor.Digest), None));
    }

    [Fact]
    public async Task Blobs_of_a_sha512_digest_are_pushed_and_pulled()
    {
        var server = await SharedRegistry.OpenAsync();
        using var client = new RegistryClient();
        var repository = Repository(client, server);
        var bytes = "a blob with a sha512 digest"u8.ToArray();
        var blob = new Descriptor("text/plain", Digest.FromHash(SHA512.HashData(bytes)), bytes.Length);
        var artifact = SmallImage.CreateArtifact(SmallImage.Create().Manifest.Descriptor);
        var manifest = ((ImageManifest)artifact.Manifest.Parse() with { Layers = [blob], Subject = new Descriptor(MediaTypes.OciManifest, blob.Digest, 1) }).Serialize();

        await artifact.PushAsync(repository, null);
        await repository.PutBlobAsync(blob, _ => new(new MemoryStream(bytes)), None);
        await repository.PutManifestAsync(manifest, "sha512", None);

        await using var content = await repository.OpenBlobAsync(blob, None);
        using var read = new MemoryStream();
        await content.CopyToAsync(read);
        Assert.Equal(bytes, read.ToArray());
        Assert.Equal(manifest.Descriptor.Digest, Assert.Single(await repository.GetReferrersAsync(blob.Digest, null, None)).Digest);
    }

    [Fact]
    public async Task A_registry_that_takes_no_manifest_of_a_sha512_digest_is_explained()
    {
        var server = await SharedRegistry.OpenAsync();
        using var client = new RegistryClient();
        var repository = Repository(client, server);
        var image = SmallImage.Create();
        await image.PushAsync(repository, "1.0");
        var bytes = image.Manifest.Bytes;
        var manifest = new ManifestContent(new Descriptor(MediaTypes.OciManifest, Digest.FromHash(SHA512.HashData(bytes.Span)), bytes.Length), bytes);

        var exception = await Assert.ThrowsAsync<RegistryException>(async () => await repository.PutManifestAsync(manifest, null, None));

        Assert.Contains("with a sha512 digest", exception.Message, StringComparison.Ordinal);
        Assert.Contains("sha256", exception.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_repositories_of_a_registry_are_listed_over_several_pages()
    {
        // The server refuses to be asked for more at a time than it gives.
        await using var server = await RegistryServer.StartAsync(new RegistryServerOptions { Variables = new Dictionary<string, string> { ["REGISTRY_CATALOG_MAXENTRIES"] = "2" } });
        var log = new RequestLog();
        using var client = new RegistryClient(new RegistryClientOptions { Transport = log.Wrap });
        foreach (var name in new[] { "acme/app", "acme/base", "other" })
            await SmallImage.Create(name).PushAsync(client.Repository(ImageReference.Parse($"{server.Host}/{name}")), "1");

        log.Clear();

        Assert.Equal(["acme/app", "acme/base", "other"], await client.ListRepositoriesAsync(server.Host, None).ToListAsync());
        Assert.Equal(3, log.Lines.Count);
    }

    [Fact]
    public async Task The_catalog_is_asked_for_with_its_own_scope()
    {
        await using var tokens = TokenServer.Start();
        await using var server = await RegistryServer.StartAsync(new RegistryServerOptions { Tokens = tokens });
        using var client = new RegistryClient(new RegistryClientOptions { Credentials = CredentialSource.Explicit(server.Host, RegistryServerOptions.Username, RegistryServerOptions.Password) });
        await SmallImage.Create().PushAsync(client.Repository(ImageReference.Parse($"{server.Host}/acme/app"), RepositoryAccess.Push), "1");
        tokens.Requests.Clear();

        Assert.Equal(["acme/app"], await client.ListRepositoriesAsync(server.Host, None).ToListAsync());
        Assert.Equal(["GET registry:catalog:*"], tokens.Requests);
    }

    [Fact]
    public async Task The_catalog_is_refused_to_the_anonymous_user_with_what_to_do_instead()
    {
        await using var tokens = TokenServer.Start();
        await using var server = await RegistryServer.StartAsync(new RegistryServerOptions { Tokens = tokens });
        using var client = new RegistryClient();

        var exception = await Assert.ThrowsAsync<RegistryException>(async () => await client.ListRepositoriesAsync(server.Host, None).ToListAsync());

        Assert.Equal(ErrorKind.Authentication, exception.Kind);
        Assert.Contains("plimsoll ls", exception.Advice, StringComparison.Ordinal);
    }

    private static RegistryRepository Repository(RegistryClient client, SharedRegistry server) =>
        client.Repository(ImageReference.Parse($"{server.Root}/acme/app"), RepositoryAccess.Push);
}
