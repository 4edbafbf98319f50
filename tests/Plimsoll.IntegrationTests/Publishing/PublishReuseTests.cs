using Plimsoll.Oci;
using Plimsoll.Oci.Storage;
using Plimsoll.Oci.Storage.Layout;
using Plimsoll.Publishing;
using Plimsoll.Tags;
using Plimsoll.Testing;

namespace Plimsoll.IntegrationTests.Publishing;

public class PublishReuseTests
{
    [Fact]
    public async Task A_release_puts_its_tags_on_the_image_that_the_branch_has_published()
    {
        await using var world = await PublishingWorld.CreateAsync();
        var commit = world.Repository.Commit("A fix", "app.txt");
        var branch = await world.PublishAsync(OfTheBranch);
        world.Repository.Tag("v2.1.1");
        world.Requests.Clear();

        var release = await world.PublishAsync(request => request with { Reuse = true, Source = null });

        Assert.Equal(branch.Digest, release.Digest);
        Assert.Equal(["2.1.1", "2.1", "2", "latest", commit[..7], "2026-05-19"], release.Tags.Select(tag => tag.Tag));
        Assert.Equal(TagAction.Unchanged, release.Tags.Single(tag => tag.Tag == commit[..7]).Action);
        Assert.Equal(branch.Digest!.ToString(), await world.DigestAsync("2.1.1"));
        Assert.DoesNotContain(world.Writes, line => line.Contains("/blobs/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_published_wins_over_the_source()
    {
        await using var world = await PublishingWorld.CreateAsync();
        world.Repository.Commit("A fix", "app.txt");
        var branch = await world.PublishAsync(OfTheBranch);
        world.Repository.Tag("v2.1.1");
        world.SetContent("built anew, and differently");

        var plan = await world.PlanAsync(request => request with { Reuse = true });

        Assert.Equal(branch.Digest, plan.Image);
        Assert.EndsWith($"/acme/app:{world.Repository.Head[..7]}", plan.Source.Name, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_source_is_published_where_the_commit_was_not()
    {
        await using var world = await PublishingWorld.CreateAsync();

        var receipt = await world.PublishAsync(request => request with { Reuse = true });

        Assert.Equal(receipt.Digest!.ToString(), await world.DigestAsync("2.1.0"));
        Assert.NotEmpty(receipt.Blobs);
    }

    [Fact]
    public async Task Without_a_source_an_image_of_the_commit_must_be_there()
    {
        await using var world = await PublishingWorld.CreateAsync();

        var exception = await Assert.ThrowsAsync<PlimsollException>(() => world.PublishAsync(request => request with { Reuse = true, Source = null }));

        Assert.Equal(ErrorKind.NotFound, exception.Kind);
        Assert.Contains(world.Repository.Head, exception.Message, StringComparison.Ordinal);
        Assert.Empty(world.Writes);
    }

    [Fact]
    public async Task An_image_of_another_commit_under_that_tag_is_not_taken()
    {
        await using var world = await PublishingWorld.CreateAsync();
        var first = await world.PublishAsync();
        var commit = world.Repository.Commit("A fix", "app.txt");
        await using (var services = world.Services())
        {
            var repository = services.OpenRegistry(Plimsoll.Oci.Images.ImageReference.Parse($"{world.Registry.Root}/acme/app"));
            await repository.PutManifestAsync(await repository.GetManifestAsync(first.Digest!.ToString(), CancellationToken.None), commit[..7], CancellationToken.None);
        }

        var exception = await Assert.ThrowsAsync<PlimsollException>(() => world.PublishAsync(request => request with { Reuse = true, Source = null }));

        Assert.Equal(ErrorKind.NotFound, exception.Kind);
        Assert.Contains("which cannot be reused: it was built from commit", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Why_an_image_is_not_reused_is_said()
    {
        await using var world = await PublishingWorld.CreateAsync();
        using var folder = new TempDirectory();
        var image = InMemoryImage.Create();
        var layout = OciLayout.OpenOrCreate(folder["unlabelled"]);
        await ImageCopier.CopyAsync(image, image.Manifest, layout, null, CancellationToken.None);
        await layout.PutManifestAsync(image.Manifest, "x", CancellationToken.None);
        await world.PublishAsync(request => request with { Source = ImageLocation.ForLayout(folder["unlabelled"], "x") });
        var told = new List<string>();
        world.BuildOutput = new Lines(told);

        await Assert.ThrowsAsync<PlimsollException>(() => world.PublishAsync(request => request with { Reuse = true }));

        Assert.Contains(told, line => line.Contains(image.Manifest.Descriptor.Digest.ToString(), StringComparison.Ordinal) && line.Contains("no label org.opencontainers.image.revision", StringComparison.Ordinal));
    }

    private sealed class Lines(List<string> lines) : IProgress<string>
    {
        public void Report(string value) => lines.Add(value);
    }

    private static PublishRequest OfTheBranch(PublishRequest request) => request with { Rules = new TagRules { Only = [StrategyNames.GitSha, StrategyNames.Date] } };
}
