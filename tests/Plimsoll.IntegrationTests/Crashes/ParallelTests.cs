using System.Globalization;
using System.Text.Json;
using Plimsoll.IntegrationTests.Crashes.Scenarios;
using Plimsoll.IntegrationTests.Faults;
using Plimsoll.Oci.Storage.Layout;
using Plimsoll.Testing;
using Plimsoll.Testing.Faults;

namespace Plimsoll.IntegrationTests.Crashes;

/// <summary>Several processes at once write to one layout, one file of credentials, one folder of what is remembered, one file: nothing of any is lost.</summary>
/// <remarks>Four processes once; with <c>PLIMSOLL_TEST_CRASHES</c> 16 of them, and several times.</remarks>
public sealed class ParallelTests(SeededRegistry registry) : IClassFixture<SeededRegistry>, IDisposable
{
    private static readonly bool IsLong = Environment.GetEnvironmentVariable("PLIMSOLL_TEST_CRASHES") is { Length: > 0 };
    private static readonly int Processes = IsLong ? 16 : 4;
    private static readonly int Rounds = IsLong ? 5 : 1;

    private readonly CrashWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task A_layout_gets_every_tag()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var folder = Name("layout", round);
            await RunAsync(number => ["pull", number % 2 == 0 ? registry.Image : registry.Image.Replace(SeededImages.Current, SeededImages.Old, StringComparison.Ordinal), $"oci:{folder}:{Name("tag", number)}"]);

            var layout = OciLayout.Open(_world[folder]);
            Assert.Equal(Enumerable.Range(0, Processes).Select(number => Name("tag", number)).Order(StringComparer.Ordinal), (await layout.ListTagsAsync(CancellationToken.None).ToListAsync()).Order(StringComparer.Ordinal));
            for (var number = 0; number < Processes; number++)
                (await StartAsync("copy", $"oci:{folder}:{Name("tag", number)}", $"oci:{Name("copy", round)}:{Name("tag", number)}")).AssertDone();
            Assert.Empty(FileStates.FindTemporary(_world));
        }
    }

    [Fact]
    public async Task Credentials_of_every_registry_are_kept()
    {
        await using var server = await RegistryServer.StartAsync(new RegistryServerOptions { WithPassword = true });
        var proxies = Enumerable.Range(0, 2 * Processes).Select(_ => FaultProxy.Start(server.Host)).ToList();
        _world.Write("../home/.docker/config.json", """{"auths":{"one.example":{"auth":"YTpi"}},"credHelpers":{}}""");

        var results = await Task.WhenAll(proxies.Select(proxy =>
            CrashProcess.Start(_world, RegistryServerOptions.Password, "login", proxy.Host, "--username", RegistryServerOptions.Username, "--password-stdin").WaitAsync()));

        Assert.All(results, result => result.AssertDone());
        using var config = JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(_world.Home, ".docker/config.json")));
        Assert.Equal(
            proxies.Select(proxy => proxy.Host).Append("one.example").Order(StringComparer.Ordinal),
            config.RootElement.GetProperty("auths").EnumerateObject().Select(entry => entry.Name).Order(StringComparer.Ordinal));
        foreach (var proxy in proxies)
            await proxy.DisposeAsync();
    }

    [Fact]
    public async Task Layers_are_remembered_by_all()
    {
        await File.WriteAllBytesAsync(_world["image.tar"], registry.Archive);

        // docker-registry trips over a blob that several send at once: who is told so pushes again.
        for (var round = 0; round < Rounds; round++)
            await RunAsync(isAgain: true, number => ["push", "docker-archive:image.tar", $"{registry.Host}/parallel/{Name("r", round)}-{number % 3}:{Name("t", number)}"]);

        for (var number = 0; number < 3; number++)
            Assert.Null(new StoredRepository(registry.DataFolder, $"parallel/{Name("r", 0)}-{number}").FindDamage());
        Assert.NotEmpty(Directory.GetFiles(Path.Combine(_world.Home, ".local/state/plimsoll/layers")));
        Assert.Empty(FileStates.FindTemporary(_world));
    }

    [Fact]
    public async Task One_of_several_receipts_is_whole_in_the_file_of_all()
    {
        new PublishScenario().Prepare(_world, registry.Host);

        await RunAsync(number => ["publish", "files:out", "--image", Name("parallel/receipt", number), "--registry", registry.Host, "--receipt", "receipt.json"]);
        await RunAsync(number => ["publish", "files:out", "--image", Name("parallel/receipt", number), "--registry", registry.Host]);

        using var receipt = JsonDocument.Parse(await File.ReadAllBytesAsync(_world["receipt.json"]));
        Assert.Equal("2.1.0", receipt.RootElement.GetProperty("version").GetString());
        Assert.Equal(Processes, Directory.GetFiles(_world[".plimsoll/receipts"]).Length);
        Assert.Empty(FileStates.FindTemporary(_world));
    }

    [Fact]
    public async Task A_file_is_pinned_by_all_alike()
    {
        for (var round = 0; round < Rounds; round++)
        {
            _world.Write("deploy/compose.yml", $"services:\n  app: {{ image: '{registry.Image}' }}\n");

            await RunAsync(_ => ["pin", "deploy"]);

            Assert.Contains($"{registry.Image}@sha256:", await File.ReadAllTextAsync(_world["deploy/compose.yml"]), StringComparison.Ordinal);
            Assert.Single(Directory.GetFileSystemEntries(_world["deploy"]));
        }
    }

    private static string Name(string prefix, int number) => string.Create(CultureInfo.InvariantCulture, $"{prefix}-{number}");

    private Task RunAsync(Func<int, string[]> arguments) => RunAsync(isAgain: false, arguments);

    private async Task RunAsync(bool isAgain, Func<int, string[]> arguments)
    {
        var results = await Task.WhenAll(Enumerable.Range(0, Processes).Select(number => StartAsync(arguments(number))));
        for (var number = 0; number < results.Length; number++)
            if (isAgain && results[number].Error.Contains("MANIFEST_BLOB_UNKNOWN", StringComparison.Ordinal))
                results[number] = await StartAsync(arguments(number));
        Assert.All(results, result => result.AssertDone());
    }

    private Task<CrashResult> StartAsync(params string[] arguments) => CrashProcess.Start(_world, "", arguments).WaitAsync();
}
