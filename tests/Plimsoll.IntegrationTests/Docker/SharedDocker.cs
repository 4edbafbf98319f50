using Plimsoll.Docker;
using Plimsoll.Testing;

namespace Plimsoll.IntegrationTests.Docker;

/// <summary>One engine for all tests that need one; each test uses names of its own.</summary>
[CollectionDefinition(Name)]
public sealed class SharedDocker : ICollectionFixture<DockerFixture>
{
    public const string Name = "docker";
}

public sealed class DockerFixture : IAsyncLifetime, IDisposable
{
    private DockerDaemon? _daemon;
    private DockerEngine? _engine;

    public string Endpoint => _daemon!.Endpoint;

    public DockerEngine Engine => _engine!;

    public async Task InitializeAsync()
    {
        _daemon = await DockerDaemon.StartAsync();
        _engine = new DockerEngine(new DockerEngineOptions { Endpoint = _daemon.Endpoint });
    }

    public async Task DisposeAsync()
    {
        if (_daemon is not null)
            await _daemon.DisposeAsync();
    }

    public void Dispose() => _engine?.Dispose();
}
