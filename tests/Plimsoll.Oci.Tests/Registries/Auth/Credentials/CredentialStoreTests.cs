using System.Text.Json.Nodes;
using Plimsoll.Oci.Registries.Auth;
using Plimsoll.Oci.Registries.Auth.Credentials;
using Plimsoll.Testing;

namespace Plimsoll.Oci.Tests.Registries.Auth.Credentials;

public sealed class CredentialStoreTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly TempDirectory _folder = new();

    private string ConfigPath => _folder[".docker/config.json"];

    private CredentialEnvironment Environment => new()
    {
        Variable = name => name == "PATH" ? $"{_folder["bin"]}:/usr/bin:/bin" : null,
        Home = _folder.Path,
    };

    private CredentialStore Store => new(Environment);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("ghcr.io", "ghcr.io")]
    [InlineData("localhost:5000", "localhost:5000")]
    [InlineData("quay.io/acme", "quay.io/acme")]
    [InlineData("docker.io", "https://index.docker.io/v1/")]
    [InlineData("index.docker.io", "https://index.docker.io/v1/")]
    public async Task A_credential_is_saved_under_Dockers_key_and_found_again(string registry, string key)
    {
        var location = await Store.SaveAsync(registry, "ann", "s:ecret", None);

        Assert.Equal(new CredentialLocation(ConfigPath, IsHelper: false), location);
        Assert.Equal("YW5uOnM6ZWNyZXQ=", (string?)Config()["auths"]![key]!["auth"]);
        var found = await CredentialSource.DockerConfigFile(Environment).FindAsync(CredentialStore.ParseRegistry(registry), "acme/app", None);
        Assert.Equal(("ann", "s:ecret"), (found?.Username, found?.Password));
    }

    [Fact]
    public async Task Who_logs_in_at_the_same_time_loses_nothing()
    {
        var registries = Enumerable.Range(0, 20).Select(number => $"r{number}.example").ToList();

        // Each has a store of its own, as a process has.
        await Task.WhenAll(registries.Select(registry => Task.Run(() => Store.SaveAsync(registry, "ann", "p", None))));
        await Task.WhenAll(registries.Take(10).Select(registry => Task.Run(() => Store.RemoveAsync(registry, None))));

        Assert.Equal(registries.Skip(10).Order(StringComparer.Ordinal), Config()["auths"]!.AsObject().Select(entry => entry.Key).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Logging_out_where_nobody_logged_in_leaves_nothing_behind()
    {
        Assert.Null(await Store.RemoveAsync("ghcr.io", None));

        Assert.False(Directory.Exists(_folder[".docker"]));
    }

    [Fact]
    public async Task A_new_file_is_for_its_owner_alone_and_an_old_one_keeps_mode_and_link()
    {
        await Store.SaveAsync("ghcr.io", "ann", "p", None);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(ConfigPath));

        var kept = _folder["elsewhere.json"];
        File.Move(ConfigPath, kept);
        File.SetUnixFileMode(kept, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        File.CreateSymbolicLink(ConfigPath, kept);
        await Store.SaveAsync("quay.io", "bob", "p", None);

        Assert.Equal(kept, new FileInfo(ConfigPath).LinkTarget);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead, File.GetUnixFileMode(kept));
        Assert.Equal(["ghcr.io", "quay.io"], Config()["auths"]!.AsObject().Select(entry => entry.Key));
        Assert.Equal([ConfigPath, ConfigPath + ".lock"], Directory.GetFiles(_folder[".docker"]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Credentials_that_cannot_be_written_leave_no_temporary_file()
    {
        Directory.CreateDirectory(ConfigPath);

        var refused = await Assert.ThrowsAsync<PlimsollException>(() => Store.SaveAsync("ghcr.io", "ann", "p", None));

        Assert.StartsWith($"The credentials file '{ConfigPath}' cannot be written: ", refused.Message, StringComparison.Ordinal);
        Assert.Equal([ConfigPath, ConfigPath + ".lock"], Directory.GetFileSystemEntries(_folder[".docker"]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Members_that_are_not_understood_stay_as_they_are()
    {
        const string Rest = """{"proxies":{"default":{"httpProxy":"http://p:1"}},"big":123456789012345678901234567890,"text":"a+b<é>","auths":{"other.example":{"auth":"eDp5","email":"x@y"}}}""";
        _folder.Write(".docker/config.json", Rest);

        await Store.SaveAsync("ghcr.io", "ann", "p", None);
        await Store.RemoveAsync("ghcr.io", None);

        Assert.Equal(Rest, File.ReadAllText(ConfigPath).Replace("\n", "", StringComparison.Ordinal).Replace("\t", "", StringComparison.Ordinal).Replace("\": ", "\":", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Other_spellings_of_a_key_are_replaced_and_removed()
    {
        _folder.Write(".docker/config.json", """{"auths":{"https://ghcr.io":{"auth":"b2xkOm9sZA=="},"ghcr.io/v2/":{"auth":"b2xkOm9sZA=="},"ghcr.io/acme":{"auth":"a2VwdDprZXB0"}}}""");

        await Store.SaveAsync("ghcr.io", "ann", "new", None);
        Assert.Equal(["ghcr.io/acme", "ghcr.io"], Config()["auths"]!.AsObject().Select(entry => entry.Key));

        Assert.NotNull(await Store.RemoveAsync("ghcr.io", None));
        Assert.Null(await Store.RemoveAsync("ghcr.io", None));
        Assert.Equal(["ghcr.io/acme"], Config()["auths"]!.AsObject().Select(entry => entry.Key));
    }

    [Theory]
    [InlineData("""{"credHelpers":{"ghcr.io":"keep"},"credsStore":"missing"}""")]
    [InlineData("""{"credsStore":"keep","auths":{"ghcr.io":{"auth":"b2xkOm9sZA=="}}}""")]
    public async Task A_helper_keeps_the_secret_and_the_file_does_not(string config)
    {
        _folder.Write(".docker/config.json", config);
        Install("""
            cat > "$(dirname "$0")/../$1.txt"
            """);

        Assert.Equal(new CredentialLocation("docker-credential-keep", IsHelper: true), await Store.SaveAsync("ghcr.io", "ann", "s3cret", None));
        Assert.Equal("{}", Config()["auths"]!["ghcr.io"]!.ToJsonString());
        Assert.Equal("ann s3cret ghcr.io", Words(JsonNode.Parse(File.ReadAllText(_folder["store.txt"]))!));

        Assert.True((await Store.RemoveAsync("ghcr.io", None))!.IsHelper);
        Assert.Equal("ghcr.io", File.ReadAllText(_folder["erase.txt"]));
        Assert.Empty(Config()["auths"]!.AsObject());

        static string Words(JsonNode entry) => $"{entry["Username"]} {entry["Secret"]} {entry["ServerURL"]}";
    }

    [Fact]
    public async Task A_helper_that_fails_saves_nothing_anywhere_and_its_words_lose_the_secret()
    {
        var path = _folder.Write(".docker/config.json", """{"credsStore":"keep"}""");
        Install("cat; exit 1");

        var exception = await Assert.ThrowsAsync<PlimsollException>(() => Store.SaveAsync("ghcr.io", "ann", "s3cret", None));

        Assert.Equal(ErrorKind.Authentication, exception.Kind);
        Assert.DoesNotContain("s3cret", exception.ToString(), StringComparison.Ordinal);
        Assert.Equal("""{"credsStore":"keep"}""", File.ReadAllText(path));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{"auths":[]}""")]
    [InlineData("""{"auths":{},"auths":{}}""")]
    public async Task A_file_that_cannot_be_changed_without_loss_is_left_alone(string config)
    {
        var path = _folder.Write(".docker/config.json", config);

        var exception = await Assert.ThrowsAsync<PlimsollException>(() => Store.SaveAsync("ghcr.io", "ann", "p", None));

        Assert.Equal(ErrorKind.Usage, exception.Kind);
        Assert.Equal(config, File.ReadAllText(path));
    }

    private JsonObject Config() => JsonNode.Parse(File.ReadAllText(ConfigPath))!.AsObject();

    private void Install(string script)
    {
        var path = _folder.Write("bin/docker-credential-keep", $"#!/bin/sh\n{script}\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
