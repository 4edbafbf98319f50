using Plimsoll.Testing;

namespace Plimsoll.IntegrationTests.Crashes;

/// <summary>A registry with <see cref="SeededImages"/>, for the tests of a class.</summary>
public sealed class SeededRegistry : IAsyncLifetime
{
    private RegistryServer _server = null!;

    /// <summary>Host and port.</summary>
    public string Host => _server.Host;

    /// <summary>The image that is pulled.</summary>
    public string Image => $"{Host}/{SeededImages.Repository}:{SeededImages.Current}";

    /// <summary>The same as an archive whose layers are not compressed.</summary>
    public ReadOnlyMemory<byte> Archive { get; private set; }

    internal string DataFolder => _server.DataFolder;

    public async Task InitializeAsync()
    {
        _server = await RegistryServer.StartAsync();
        using var world = new CrashWorld();
        await SeededImages.PushAsync(world, Host);
        Archive = await SeededImages.SaveAsync(world);
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();
}
