using Plimsoll.Benchmarks.Workloads;
using Plimsoll.Testing;

namespace Plimsoll.Benchmarks.Comparing;

/// <summary>What scenarios work on. Images and the engine are made once and kept; the rest is deleted after the scenario.</summary>
/// <param name="isTiny">Whether everything is as small as it can be, to see that all of it runs.</param>
internal sealed class Workbench(bool isTiny) : IAsyncDisposable
{
    private readonly Dictionary<ImageShape, TestImage> _images = [];
    private readonly Dictionary<HistoryShape, GitRepository> _histories = [];
    private readonly Stack<object> _owned = new();
    private DockerDaemon? _docker;

    /// <summary>Whether everything is as small as it can be.</summary>
    public bool IsTiny => isTiny;

    /// <summary>Makes a folder.</summary>
    public TempDirectory CreateFolder() => Own(new TempDirectory());

    /// <summary>Starts a registry that holds nothing.</summary>
    public async Task<RegistryServer> StartRegistryAsync() => Own(await RegistryServer.StartAsync());

    /// <summary>An image in an OCI layout.</summary>
    public async Task<TestImage> ImageAsync(ImageShape shape)
    {
        if (!_images.TryGetValue(shape, out var image))
            _images.Add(shape, image = await TestImage.CreateAsync(shape));
        return image;
    }

    /// <summary>A repository with a history.</summary>
    public GitRepository History(HistoryShape shape)
    {
        if (!_histories.TryGetValue(shape, out var repository))
            _histories.Add(shape, repository = shape.Create());
        return repository;
    }

    /// <summary>A Docker Engine of its own.</summary>
    public async Task<DockerDaemon> DockerAsync() => _docker ??= await DockerDaemon.StartAsync();

    /// <summary>Keeps something until the scenario is over.</summary>
    public T Own<T>(T owned)
        where T : notnull
    {
        _owned.Push(owned);
        return owned;
    }

    /// <summary>Deletes what the scenario has made.</summary>
    public async Task ClearAsync()
    {
        while (_owned.TryPop(out var owned))
            if (owned is IAsyncDisposable asynchronous)
                await asynchronous.DisposeAsync();
            else
                (owned as IDisposable)?.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        await ClearAsync();
        if (_docker is not null)
            await _docker.DisposeAsync();
        foreach (var image in _images.Values)
            image.Dispose();
        foreach (var repository in _histories.Values)
            repository.Dispose();
    }
}
