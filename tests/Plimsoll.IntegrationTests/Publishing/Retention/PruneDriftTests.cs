using Microsoft.Extensions.Time.Testing;
using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Registries;
using Plimsoll.Oci.Registries.Auth;
using Plimsoll.Oci.Storage;
using Plimsoll.Publishing;
using Plimsoll.Publishing.Configuration;
using Plimsoll.Publishing.Holds;
using Plimsoll.Publishing.Receipts;
using Plimsoll.Publishing.Retention;
using Plimsoll.Testing;

namespace Plimsoll.IntegrationTests.Publishing.Retention;

/// <summary>Between plan and deletion somebody works on; and a run that was stopped goes on from its plan.</summary>
public sealed class PruneDriftTests : IAsyncLifetime, IDisposable
{
    private readonly RegistryClient _client = new(new RegistryClientOptions { PlainHttp = _ => true });
    private readonly TempDirectory _directory = new();
    private readonly InMemoryIndex _index = InMemoryIndex.Create("linux/amd64", "linux/arm64");
    private RegistryRepository? _repository;
    private PlimsollHost? _host;

    public async Task InitializeAsync()
    {
        var registry = await SharedRegistry.OpenAsync();
        _repository = _client.Repository(ImageReference.Parse($"{registry.Root}/app"), RepositoryAccess.Push);
        _host = PlimsollHost.CreateDefault(new PlimsollHostOptions
        {
            Directory = _directory.Path,
            Clock = new FakeTimeProvider(Contexts.Now.AddDays(30)),
            Environment = _ => null,
            RegistryClient = new RegistryClientOptions { PlainHttp = _ => true },
        });
        await ImageCopier.CopyAsync(_index, _index.Manifest, _repository, progress: null, default);
        await _repository.PutManifestAsync(_index.Manifest, "a000001", default);
    }

    public async Task DisposeAsync() => await _host!.DisposeAsync();

    public void Dispose()
    {
        _client.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public async Task An_image_that_was_signed_meanwhile_is_left_whole()
    {
        var plan = await PlanAsync();
        var signature = SmallImage.CreateArtifact(_index.Image(0).Descriptor);
        await signature.PushAsync(_repository!, tag: null);

        var report = await _host!.PruneAsync(plan);

        Assert.Contains("belongs to it since the plan was made", Refuse(report), StringComparison.Ordinal);
        Assert.Empty(Assert.Single(report.Receipt.Repositories).Manifests);
        Assert.NotNull(await _repository!.ResolveAsync(_index.Image(1).Descriptor.Digest.ToString(), default));
    }

    [Fact]
    public async Task An_image_that_was_put_on_hold_meanwhile_is_left()
    {
        var plan = await PlanAsync();
        await HoldReferrer.AttachAsync(_repository!, new Hold("", _repository!.Name.FamiliarName, "production", _index.Manifest.Descriptor.Digest, null, [], Contexts.Now, null, null, null).Named(), default);

        var report = await _host!.PruneAsync(plan);

        Assert.Contains("it is on hold since it was withdrawn from 'production'", Refuse(report), StringComparison.Ordinal);
        Assert.NotNull(await _repository!.ResolveAsync("a000001", default));
    }

    [Fact]
    public async Task An_image_that_a_new_index_lists_stays_and_the_rest_goes()
    {
        var plan = await PlanAsync();
        var index = new ImageIndex([_index.Image(0).Descriptor]) { MediaType = MediaTypes.OciIndex }.Serialize();
        await _repository!.PutManifestAsync(index, "2.1.0", default);

        var report = await _host!.PruneAsync(plan);

        Assert.Contains("something that stays needs it now", Refuse(report), StringComparison.Ordinal);
        Assert.Null(await _repository.ResolveAsync("a000001", default));
        Assert.NotNull(await _repository.ResolveAsync(_index.Image(0).Descriptor.Digest.ToString(), default));
        Assert.Null(await _repository.ResolveAsync(_index.Image(1).Descriptor.Digest.ToString(), default));
    }

    [Fact]
    public async Task What_was_deleted_before_an_interruption_is_recorded_and_the_plan_can_be_carried_out_again()
    {
        var plan = await PlanAsync();
        using var stop = new CancellationTokenSource();

        var stopped = await _host!.PruneAsync(plan, new PruneOptions { ReceiptPath = _directory["stopped.json"], Progress = new StopAtFirst(stop) }, stop.Token);

        Assert.ThrowsAny<OperationCanceledException>(stopped.ThrowIfIncomplete);
        Assert.Equal("interrupted", stopped.Receipt.Failure);
        Assert.Equal([_index.Manifest.Descriptor.Digest], Assert.Single(stopped.Receipt.Repositories).Manifests);
        Assert.Equal(stopped.Receipt.ToJson(), await File.ReadAllTextAsync(_directory["stopped.json"]));

        var report = await _host.PruneAsync(plan);

        report.ThrowIfIncomplete();
        Assert.Equal(plan.Repositories[0].Manifests.Count - 1, Assert.Single(report.Receipt.Repositories).Manifests.Count);
        Assert.Null(await _repository!.ResolveAsync(_index.Image(0).Descriptor.Digest.ToString(), default));
    }

    [Fact]
    public async Task A_registry_that_does_not_delete_says_so_and_the_receipt_too()
    {
        await using var server = await RegistryServer.StartAsync(new RegistryServerOptions { AllowsDelete = false });
        var repository = _client.Repository(ImageReference.Parse($"{server.Host}/app"), RepositoryAccess.Push);
        await ImageCopier.CopyAsync(_index, _index.Manifest, repository, progress: null, default);
        await repository.PutManifestAsync(_index.Manifest, "a000001", default);

        var report = await _host!.PruneAsync(await PlanAsync(repository));

        Assert.Equal(ErrorKind.Transport, Assert.ThrowsAny<PlimsollException>(report.ThrowIfIncomplete).Kind);
        Assert.NotNull(report.Receipt.Failure);
        Assert.Empty(Assert.Single(report.Receipt.Repositories).Manifests);
    }

    private static string Refuse(PruneReport report)
    {
        var exception = Assert.Throws<PlimsollException>(report.ThrowIfIncomplete);
        Assert.Equal(ErrorKind.Conflict, exception.Kind);
        return exception.Message;
    }

    private async Task<PrunePlan> PlanAsync(RegistryRepository? repository = null)
    {
        var plan = await _host!.PlanPruneAsync(new PruneRequest { Repositories = [(repository ?? _repository!).Name], Rules = new RetentionRules { Rules = RetentionRules.ParseAll(["sha=0"]) } });
        Assert.Equal(4, Assert.Single(plan.Repositories).Manifests.Count);
        return PrunePlan.Parse(plan.ToJson(), "plan.json");
    }

    private sealed class StopAtFirst(CancellationTokenSource stop) : IProgress<PruneProgress>
    {
        public void Report(PruneProgress value)
        {
            if (value.IsDeleting)
                stop.Cancel();
        }
    }
}
