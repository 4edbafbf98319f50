namespace Plimsoll.Testing;

/// <summary>
/// A part of the one open registry that the tests of a process share: its repositories begin with a name that no other
/// test uses. The server starts with the first part and stops with the process.
/// </summary>
/// <remarks>
/// For tests that break, reconfigure or list the whole server there is <see cref="RegistryServer"/>. Blobs are kept once
/// for all repositories, but a repository has only those that were pushed or mounted into it.
/// </remarks>
public sealed class SharedRegistry : IAsyncDisposable
{
    private static readonly Lazy<Task<RegistryServer>> Server = new(StartAsync);

    private static int _count;

    private readonly RegistryServer _server;
    private readonly string _prefix;

    private SharedRegistry(RegistryServer server, string prefix) => (_server, _prefix) = (server, prefix);

    /// <summary>Host and port, as in image references: <c>127.0.0.1:41234</c>.</summary>
    public string Host => _server.Host;

    /// <summary>What the repositories of this part begin with: <c>127.0.0.1:41234/t7</c>.</summary>
    public string Root => $"{Host}/{_prefix}".TrimEnd('/');

    /// <summary>Opens a part that nothing is in.</summary>
    /// <param name="options">Where they are given a server of its own is started, which disposal stops; all of it is the part.</param>
    public static async Task<SharedRegistry> OpenAsync(RegistryServerOptions? options = null) => options is null
        ? new SharedRegistry(await Server.Value, $"t{Interlocked.Increment(ref _count)}/")
        : new SharedRegistry(await RegistryServer.StartAsync(options), "");

    /// <summary>Stops a server of its own; a shared one goes on.</summary>
    public ValueTask DisposeAsync() => _prefix.Length == 0 ? _server.DisposeAsync() : ValueTask.CompletedTask;

    /// <summary>The name of a repository within the registry: <c>t7/acme/app</c>.</summary>
    public string Name(string repository) => _prefix + repository;

    /// <summary>The folder that the server keeps a repository of this part in.</summary>
    public string FolderOf(string repository) => Path.Combine(_server.DataFolder, "docker/registry/v2/repositories", Name(repository));

    private static async Task<RegistryServer> StartAsync()
    {
        var server = await RegistryServer.StartAsync();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => server.Kill();
        return server;
    }
}
