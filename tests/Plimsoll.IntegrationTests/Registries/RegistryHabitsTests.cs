using Plimsoll.IntegrationTests.Registries.Scripted;
using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Registries;
using Plimsoll.Oci.Registries.Auth;
using Plimsoll.Oci.Registries.Auth.Credentials;
using Plimsoll.Oci.Storage;
using Plimsoll.Oci.Storage.Layout;
using Plimsoll.Publishing;
using Plimsoll.Publishing.Configuration;
using Plimsoll.Publishing.Retention;
using Plimsoll.Testing;

namespace Plimsoll.IntegrationTests.Registries;

/// <summary>What users do, at registries that each have habits of their own. docs/registries.md has the table.</summary>
public sealed class RegistryHabitsTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly TempDirectory _folder = new();

    public static TheoryData<string> Names => ["cloudflare", "google", "artifactory", "github"];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Names))]
    public async Task An_image_with_a_large_layer_and_what_refers_to_it_comes_back_with_its_digests(string name)
    {
        await using var registry = await ScriptedRegistry.StartAsync(Habits(name));
        await using var host = Open();
        var local = await WriteAsync("layout", LargeText());
        var layout = OciLayout.Open(Path.Combine(_folder.Path, "layout"));
        var image = (await layout.ResolveAsync("1.0.0", None))!;
        await SmallImage.CreateArtifact(image).PushAsync(layout, tag: null);

        var pushed = await host.CopyAsync(local, $"{registry.Host}/acme/app:1.0.0", None);
        var pulled = await host.CopyAsync($"{registry.Host}/acme/app:1.0.0", $"oci:{Path.Combine(_folder.Path, "back")}:1.0.0", None);

        Assert.Equal((image.Digest, image.Digest), (pushed, pulled));
        Assert.Single(await OciLayout.Open(Path.Combine(_folder.Path, "back")).GetReferrersAsync(image.Digest, artifactType: null, None));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_second_copy_sends_nothing_and_another_image_does_not_take_an_immutable_tag(string name)
    {
        await using var registry = await ScriptedRegistry.StartAsync(Habits(name));
        await using var host = Open();
        await PublishAsync(host, $"{registry.Host}/acme/app:1.0.0", "one");
        var sent = registry.Requests.Count;

        await PublishAsync(host, $"{registry.Host}/acme/app:1.0.0", "one");
        var exception = await Assert.ThrowsAnyAsync<PlimsollException>(() => PublishAsync(host, $"{registry.Host}/acme/app:1.0.0", "another"));

        Assert.Equal(ErrorKind.Conflict, exception.Kind);
        Assert.DoesNotContain(registry.Requests.Skip(sent), request => request.StartsWith('P'));
    }

    [Theory]
    [InlineData("cloudflare")]
    [InlineData("google")]
    [InlineData("artifactory")]
    public async Task An_upload_that_breaks_goes_on_where_the_registry_has_it(string name)
    {
        await using var registry = await ScriptedRegistry.StartAsync(Habits(name));
        await using var host = Open();
        registry.BreakAtChunk = 2;

        await host.CopyAsync(await WriteAsync("large", LargeText()), $"{registry.Host}/acme/app:1.0.0", None);

        Assert.Equal(0, registry.BreakAtChunk);
        Assert.Single(registry.Requests, request => request.StartsWith("GET", StringComparison.Ordinal) && request.Contains("/uploads/", StringComparison.Ordinal));
        Assert.Equal(2, registry.Requests.Count(request => request.StartsWith("POST", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("cloudflare")]
    [InlineData("google")]
    [InlineData("artifactory")]
    public async Task Old_images_are_deleted_by_rule_and_nothing_else(string name)
    {
        await using var registry = await ScriptedRegistry.StartAsync(Habits(name));
        await using var host = Open();
        foreach (var tag in (string[])["a1b2c3d", "b2c3d4e", "c3d4e5f"])
        {
            var image = InMemoryImage.Create(null, ("content", tag));
            var repository = host.OpenRegistry(ImageReference.Parse($"{registry.Host}/acme/app"), RepositoryAccess.Push);
            await ImageCopier.CopyAsync(image, image.Manifest, repository, null, None);
            await repository.PutManifestAsync(image.Manifest, tag, None);
        }

        await host.TagAsync(ImageReference.Parse($"{registry.Host}/acme/app:a1b2c3d"), ["1.0.0"], None);

        var plan = await host.PlanPruneAsync(new PruneRequest { Repositories = [ImageReference.Parse($"{registry.Host}/acme/app")], Rules = new RetentionRules { Rules = RetentionRules.ParseAll(["sha=0"]) } }, None);
        var report = await host.PruneAsync(plan, options: null, None);

        report.ThrowIfIncomplete();
        Assert.Equal(["1.0.0"], registry.Repository("acme/app").Tags.Keys);
        await host.CopyAsync($"{registry.Host}/acme/app:1.0.0", $"oci:{Path.Combine(_folder.Path, "kept")}:1.0.0", None);
    }

    [Fact]
    public async Task A_registry_that_keeps_its_tags_takes_the_same_image_again()
    {
        await using var registry = await ScriptedRegistry.StartAsync(new GoogleHabits { HasImmutableTags = true });
        await using var host = Open();
        await PublishAsync(host, $"{registry.Host}/acme/app:canary", "one");

        await PublishAsync(host, $"{registry.Host}/acme/app:canary", "one");
        var exception = await Assert.ThrowsAnyAsync<PlimsollException>(() => PublishAsync(host, $"{registry.Host}/acme/app:canary", "another"));

        Assert.Equal(ErrorKind.Conflict, exception.Kind);
    }

    [Theory]
    [InlineData("cloudflare", null)]
    [InlineData("google", null)]
    [InlineData("artifactory", null)]
    [InlineData("github", "UNSUPPORTED")]
    public async Task A_deleted_tag_is_gone_and_what_has_another_tag_stays_or_the_reason_is_said(string name, string? refusal)
    {
        await using var registry = await ScriptedRegistry.StartAsync(Habits(name));
        await using var host = Open();
        await PublishAsync(host, $"{registry.Host}/acme/app:1.0.0", "one");
        await host.TagAsync(ImageReference.Parse($"{registry.Host}/acme/app:1.0.0"), ["canary"], None);
        await PublishAsync(host, $"{registry.Host}/acme/app:2.0.0", "two");
        var repository = host.OpenRegistry(ImageReference.Parse($"{registry.Host}/acme/app"));

        var exception = await Record.ExceptionAsync(async () =>
        {
            Assert.NotNull(await repository.DeleteTagAsync("2.0.0", None));
            Assert.False((await repository.DeleteTagAsync("canary", None))!.IsImageDeleted);
        });

        if (refusal is null)
        {
            Assert.Null(exception);
            Assert.Equal(["1.0.0"], registry.Repository("acme/app").Tags.Keys);
            await host.CopyAsync($"{registry.Host}/acme/app:1.0.0", $"oci:{Path.Combine(_folder.Path, "kept")}:1.0.0", None);
        }
        else
        {
            Assert.Contains(refusal, Assert.IsType<PlimsollException>(exception, exactMatch: false).Message, StringComparison.Ordinal);
            Assert.Equal(["1.0.0", "2.0.0", "canary"], registry.Repository("acme/app").Tags.Keys.Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public async Task Anybody_can_read_where_a_token_for_writing_is_refused()
    {
        await using var registry = await ScriptedRegistry.StartAsync(new GitHubHabits());
        await using var host = Open();
        await using var anonymous = Open(CredentialSource.Anonymous);
        await PublishAsync(host, $"{registry.Host}/acme/app:1.0.0", "one");

        await anonymous.CopyAsync($"{registry.Host}/acme/app:1.0.0", $"oci:{Path.Combine(_folder.Path, "read")}:1.0.0", None);
        var exception = await Assert.ThrowsAnyAsync<PlimsollException>(() => PublishAsync(anonymous, $"{registry.Host}/acme/app:2.0.0", "two"));

        Assert.Equal(ErrorKind.Authentication, exception.Kind);
    }

    private async Task PublishAsync(PlimsollHost host, string destination, string content) => await host.CopyAsync(await WriteAsync(content, content), destination, None);

    /// <summary>A layout of an image with one layer.</summary>
    private async Task<string> WriteAsync(string folder, string content)
    {
        var path = Path.Combine(_folder.Path, folder);
        await SmallImage.Create(content).PushAsync(OciLayout.OpenOrCreate(path), "1.0.0");
        return $"oci:{path}:1.0.0";
    }

    /// <summary>More than one chunk.</summary>
    private static string LargeText()
    {
        var bytes = new byte[6 * 1024 * 1024];
        new Random(1).NextBytes(bytes);
        return Convert.ToHexString(bytes);
    }

    private PlimsollHost Open(ICredentialSource? credentials = null) => PlimsollHost.CreateDefault(new PlimsollHostOptions
    {
        Directory = _folder.Path,
        Credentials = credentials ?? new RegistryAccount(),
        RegistryClient = new RegistryClientOptions { ChunkedUploadFrom = 4 * 1024 * 1024, ChunkSize = 5 * 1024 * 1024 },
    });

    private static RegistryHabits Habits(string name) => name switch
    {
        "cloudflare" => new CloudflareHabits(),
        "google" => new GoogleHabits(),
        "artifactory" => new ArtifactoryHabits(),
        _ => new GitHubHabits(),
    };
}
