using Plimsoll.IntegrationTests.Crashes.Scenarios;
using Plimsoll.IntegrationTests.Faults;
using Plimsoll.Oci.Storage.Layout;
using Plimsoll.Testing;

namespace Plimsoll.IntegrationTests.Crashes;

/// <summary>A full disk, and one that is only read: what was there stays, and the error says what and why.</summary>
public sealed class FullDiskTests(SeededRegistry registry) : IClassFixture<SeededRegistry>, IDisposable
{
    private const string Full = "No space left on device";

    private readonly CrashWorld _world = new();

    public void Dispose() => _world.Dispose();

    [SmallDiskFact]
    public async Task A_layout_keeps_what_it_had()
    {
        using var disk = new SmallDisk(100);
        await SmallImage.Create().PushAsync(OciLayout.OpenOrCreate(disk["layout"]), "before");

        (await RunAsync("pull", registry.Image, $"oci:{disk["layout"]}:1.0.0")).AssertFailed(1, Full, disk["layout"]);

        Assert.Equal(["before"], await OciLayout.Open(disk["layout"]).ListTagsAsync(CancellationToken.None).ToListAsync());
        Assert.Empty(Directory.EnumerateFiles(disk.Path, "*.tmp", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 }));
    }

    [SmallDiskFact]
    public async Task An_archive_stays_as_it_was()
    {
        using var disk = new SmallDisk(100);
        await File.WriteAllTextAsync(disk["image.tar"], "before");

        foreach (var transport in (string[])["docker-archive", "oci-archive"])
            (await RunAsync("pull", registry.Image, "--platform", "linux/amd64", $"{transport}:{disk["image.tar"]}")).AssertFailed(1, Full, disk["image.tar"]);

        Assert.Equal("before", await File.ReadAllTextAsync(disk["image.tar"]));
        Assert.Equal([disk["image.tar"]], Directory.GetFiles(disk.Path));
    }

    [SmallDiskFact]
    public async Task Credentials_stay_as_they_were()
    {
        await using var server = await RegistryServer.StartAsync(new RegistryServerOptions { WithPassword = true });
        using var disk = new SmallDisk(100);
        const string config = """{"auths":{"one.example":{"auth":"YTpi"}}}""";
        await File.WriteAllTextAsync(disk["config.json"], config);
        _world.Environment["DOCKER_CONFIG"] = disk.Path;
        disk.Fill();

        var result = await CrashProcess.Start(_world, RegistryServerOptions.Password, "login", server.Host, "--username", RegistryServerOptions.Username, "--password-stdin").WaitAsync();

        result.AssertFailed(1, Full, disk["config.json"], "Free some disk space");
        Assert.Equal(config, await File.ReadAllTextAsync(disk["config.json"]));
        Assert.Empty(Directory.GetFiles(disk.Path, "*.tmp"));
    }

    /// <summary>What was published stays, and the error says how to record it.</summary>
    [SmallDiskFact]
    public async Task A_receipt_that_does_not_fit_is_told_with_what_was_published()
    {
        new PublishScenario().Prepare(_world, registry.Host);
        using var disk = new SmallDisk(64);
        disk.Fill();

        var result = await RunAsync("publish", "files:out", "--image", "full/receipt", "--registry", registry.Host, "--receipt", disk["receipt.json"]);

        result.AssertFailed(1, Full, disk["receipt.json"], "plimsoll receipt record");
        Assert.Contains("2.1.0", new StoredRepository(registry.DataFolder, "full/receipt").ReadTags().Keys);
        Assert.Equal([disk["fill"]], Directory.GetFiles(disk.Path));
    }

    /// <summary>What is remembered only makes the next run shorter.</summary>
    [SmallDiskFact]
    public async Task What_cannot_be_remembered_fails_no_push()
    {
        await File.WriteAllBytesAsync(_world["image.tar"], registry.Archive);
        using var disk = new SmallDisk(64);
        disk.Fill();
        _world.Environment["XDG_STATE_HOME"] = disk.Path;

        (await RunAsync("push", "docker-archive:image.tar", $"{registry.Host}/full/state:1.0.0")).AssertDone();

        Assert.Null(new StoredRepository(registry.DataFolder, "full/state").FindDamage());
        Assert.Empty(Directory.EnumerateFiles(disk.Path, "*.tmp", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 }));
    }

    [SmallDiskFact]
    public async Task Temporary_files_that_do_not_fit_are_named()
    {
        new PublishScenario().Prepare(_world, registry.Host);
        using var disk = new SmallDisk(64);
        _world.Environment["TMPDIR"] = disk.Path;

        (await RunAsync("publish", "files:out", "--image", "full/temporary", "--registry", registry.Host)).AssertFailed(1, Full, disk.Path, "TMPDIR");

        Assert.Empty(Directory.GetFiles(disk.Path));
        Assert.Empty(new StoredRepository(registry.DataFolder, "full/temporary").ReadTags());
    }

    [SmallDiskFact]
    public async Task A_file_that_is_pinned_stays_as_it_was()
    {
        using var disk = new SmallDisk(64);
        var text = $"services:\n  app: {{ image: '{registry.Image}' }}\n";
        await File.WriteAllTextAsync(disk["compose.yml"], text);
        disk.Fill();

        (await RunAsync("pin", disk.Path)).AssertFailed(1, Full, "compose.yml");

        Assert.Equal(text, await File.ReadAllTextAsync(disk["compose.yml"]));
    }

    [SmallDiskFact]
    public async Task A_layout_that_is_only_read_can_be_read_and_says_so_when_it_is_to_be_written()
    {
        using var disk = new SmallDisk(4000);
        (await RunAsync("pull", registry.Image, $"oci:{disk["layout"]}:1.0.0")).AssertDone();
        disk.MakeReadOnly();

        (await RunAsync("digest", $"oci:{disk["layout"]}:1.0.0")).AssertDone();
        (await RunAsync("push", $"oci:{disk["layout"]}:1.0.0", $"{registry.Host}/read/only:1.0.0")).AssertDone();
        (await RunAsync("pull", registry.Image, $"oci:{disk["layout"]}:2.0.0")).AssertFailed(2, "Read-only file system", disk["layout"]);
    }

    [SmallDiskFact]
    public async Task A_home_that_is_only_read_matters_to_credentials_alone()
    {
        await using var server = await RegistryServer.StartAsync(new RegistryServerOptions { WithPassword = true });
        using var disk = new SmallDisk(64);
        disk.MakeReadOnly();
        _world.Environment["HOME"] = disk.Path;

        (await RunAsync("pull", registry.Image, "--platform", "linux/amd64", "docker-archive:image.tar")).AssertDone();
        (await RunAsync("push", "docker-archive:image.tar", $"{registry.Host}/read/home:1.0.0")).AssertDone();
        var result = await CrashProcess.Start(_world, RegistryServerOptions.Password, "login", server.Host, "--username", RegistryServerOptions.Username, "--password-stdin").WaitAsync();
        result.AssertFailed(2, "config.json", "Read-only file system");
    }

    private Task<CrashResult> RunAsync(params string[] arguments) => CrashProcess.Start(_world, "", arguments).WaitAsync();
}
