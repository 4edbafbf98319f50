using Plimsoll.Testing;
using Plimsoll.Testing.Faults;

namespace Plimsoll.Benchmarks.Comparing;

/// <summary>One run of one command: what is made for it is deleted after it.</summary>
/// <param name="number">A number that no other run of the scenario has.</param>
/// <param name="isObserved">Whether it is the run that is not timed, so that its requests may be counted.</param>
internal sealed class Trial(int number, bool isObserved) : IAsyncDisposable
{
    private readonly Stack<IAsyncDisposable> _owned = new();
    private readonly List<FaultProxy> _counting = [];
    private TempDirectory? _folder;

    public int Number => number;

    /// <summary>A folder that nothing is in at first.</summary>
    public TempDirectory Folder => _folder ??= new TempDirectory();

    /// <summary>What is looked at once the command is done, for its size in bytes. The default is <c>null</c>.</summary>
    public Func<long>? OutputBytes { get; set; }

    /// <summary>Requests so far, or <c>null</c> where there is no registry.</summary>
    public int? Requests => Count(_ => true);

    /// <summary>Requests that write so far, or <c>null</c> where there is no registry.</summary>
    public int? Writes => Count(request => request.IsWrite);

    /// <summary>Starts a registry that holds nothing.</summary>
    /// <returns>The host to reach it at.</returns>
    public async Task<string> StartRegistryAsync() => Reach(await OwnAsync(RegistryServer.StartAsync()));

    /// <summary>The host to reach a registry at, where requests are counted if they may be.</summary>
    /// <param name="server">The registry.</param>
    /// <param name="delay">What each request waits before it is passed on, in timed runs as well. The default is nothing.</param>
    public string Reach(RegistryServer server, TimeSpan delay = default)
    {
        if (!isObserved && delay == default)
            return server.Host;
        var proxy = FaultProxy.Start(server.Host);
        if (delay > TimeSpan.Zero)
            proxy.Hold = _ => Task.Delay(delay);
        _owned.Push(proxy);
        _counting.Add(proxy);
        return proxy.Host;
    }

    /// <summary>Keeps something until the run is over.</summary>
    public async Task<T> OwnAsync<T>(Task<T> starting)
        where T : IAsyncDisposable
    {
        var started = await starting;
        _owned.Push(started);
        return started;
    }

    public async ValueTask DisposeAsync()
    {
        while (_owned.TryPop(out var owned))
            await owned.DisposeAsync();
        _folder?.Dispose();
    }

    private int? Count(Func<ProxiedRequest, bool> counts) => _counting.Count == 0 ? null : _counting.Sum(proxy => proxy.Requests.Count(counts));
}
