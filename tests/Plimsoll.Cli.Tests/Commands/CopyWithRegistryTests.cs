using System.Security.Cryptography;
using System.Text.Json;
using Plimsoll.Oci.Storage;
using Plimsoll.Oci.Storage.Layout;
using Plimsoll.Publishing;
using Plimsoll.Testing;
using Plimsoll.Testing.Faults;

namespace Plimsoll.Cli.Tests.Commands;

/// <summary>The command with a real registry.</summary>
public sealed class CopyWithRegistryTests : IDisposable
{
    private readonly TempDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Copying_tells_and_counts_the_attempts_that_were_made_anew()
    {
        await using var server = await RegistryServer.StartAsync();
        await using var proxy = FaultProxy.Start(server.Host);
        proxy.Decide = request => request.Number == 1 ? Fault.Unavailable : Fault.None;
        var world = new CommandWorld(_folder.Path);
        await SmallImage.Create().PushAsync(OciLayout.OpenOrCreate(_folder["layout"]), "1.0");

        var result = await world.SucceedAsync("copy", "oci:layout:1.0", $"{proxy.Host}/acme/app:1.0", "--output", "json");

        using var json = JsonDocument.Parse(result.Output);
        Assert.Equal(1, json.RootElement.GetProperty("retries").GetInt32());
        Assert.Contains("retry in 0.0 s (attempt 2)", result.Error, StringComparison.Ordinal);
        var direct = await world.SucceedAsync("copy", "oci:layout:1.0", $"{server.Host}/acme/other:1.0", "--output", "json");
        Assert.Contains("\"retries\": 0", direct.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_registry_with_a_private_authority_is_spoken_to_where_its_file_is_named()
    {
        var certificate = TestCertificate.Create();
        await using var server = await RegistryServer.StartAsync(new RegistryServerOptions { Tls = certificate });
        _folder.Write("ca.pem", certificate.AuthorityPem);
        var world = new CommandWorld(_folder.Path);
        await SmallImage.Create().PushAsync(OciLayout.OpenOrCreate(_folder["layout"]), "1.0");
        string[] copy = ["copy", "oci:layout:1.0", $"{server.Host}/acme/app:1.0"];

        var refused = await world.FailAsync(ExitCode.Registry, copy);
        var copied = await world.SucceedAsync([.. copy, "--ca-file", "ca.pem"]);
        var digest = await world.SucceedAsync("digest", $"{server.Host}/acme/app:1.0", "--ca-file", "ca.pem");

        Assert.Contains("its certificate is not trusted", refused, StringComparison.Ordinal);
        Assert.Contains("provide its PEM file", refused, StringComparison.Ordinal);
        Assert.Equal(copied.Output, digest.Output);
    }

    [Fact]
    public async Task Plain_http_is_for_the_registry_written_to_and_not_for_the_one_read_from()
    {
        var certificate = TestCertificate.Create();
        await using var secure = await RegistryServer.StartAsync(new RegistryServerOptions { Tls = certificate });
        var plain = await SharedRegistry.OpenAsync();
        _folder.Write("ca.pem", certificate.AuthorityPem);
        var world = new CommandWorld(_folder.Path);
        await SmallImage.Create().PushAsync(OciLayout.OpenOrCreate(_folder["layout"]), "1.0");
        await world.SucceedAsync("push", "oci:layout:1.0", $"{secure.Host}/acme/app:1.0", "--ca-file", "ca.pem");

        await world.SucceedAsync("copy", $"{secure.Host}/acme/app:1.0", $"{plain.Root}/acme/app:1.0", "--ca-file", "ca.pem", "--plain-http");
        var refused = await world.FailAsync(ExitCode.Registry, "copy", $"{secure.Host}/acme/app:1.0", $"{plain.Root}/acme/app:1.0", "--ca-file", "ca.pem", "--from-plain-http");
        await world.SucceedAsync("copy", $"{plain.Root}/acme/app:1.0", $"{secure.Host}/acme/other:1.0", "--ca-file", "ca.pem", "--from-plain-http");
        await world.SucceedAsync("pull", $"{plain.Root}/acme/app:1.0", "oci:pulled:1.0", "--plain-http");

        Assert.Contains("requires TLS, and the request used plain HTTP", refused, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_registry_that_asks_for_a_certificate_is_shown_the_one_that_is_named()
    {
        var certificate = TestCertificate.Create();
        var authority = _folder.Write("ca.pem", certificate.AuthorityPem);
        await using var server = await RegistryServer.StartAsync(new RegistryServerOptions
        {
            Tls = certificate,
            Variables = new Dictionary<string, string> { ["REGISTRY_HTTP_TLS_CLIENTCAS"] = $"[{authority}]" },
        });
        _folder.Write("client.pem", certificate.CertificatePem);
        _folder.Write("client.key", certificate.KeyPem);
        _folder.Write("both.pem", certificate.CertificatePem + "\n" + certificate.KeyPem);
        var world = new CommandWorld(_folder.Path);
        await SmallImage.Create().PushAsync(OciLayout.OpenOrCreate(_folder["layout"]), "1.0");
        string[] copy = ["copy", "oci:layout:1.0", $"{server.Host}/acme/app:1.0", "--ca-file", "ca.pem"];

        Assert.Contains("requires a client certificate", await world.FailAsync(ExitCode.Registry, copy), StringComparison.Ordinal);
        await world.SucceedAsync([.. copy, "--client-cert", "client.pem", "--client-key", "client.key"]);
        await world.SucceedAsync("digest", $"{server.Host}/acme/app:1.0", "--ca-file", "ca.pem", "--client-cert", "both.pem");

        var refused = await world.FailAsync(ExitCode.Usage, [.. copy, "--client-key", "client.key"]);
        Assert.Contains("--client-key requires --client-cert", refused, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_password_of_the_environment_is_refused_and_the_right_one_is_not()
    {
        await using var server = await RegistryServer.StartAsync(new RegistryServerOptions { WithPassword = true });
        var world = new CommandWorld(_folder.Path);
        await SmallImage.Create().PushAsync(OciLayout.OpenOrCreate(_folder["layout"]), "1.0");
        (world.Environment["PLIMSOLL_REGISTRY_HOST"], world.Environment["PLIMSOLL_REGISTRY_USERNAME"]) = (server.Host, RegistryServerOptions.Username);
        string[] copy = ["copy", "oci:layout:1.0", $"{server.Host}/acme/app:1.0"];

        world.Environment["PLIMSOLL_REGISTRY_PASSWORD"] = "not-the-password";
        var refused = await world.FailAsync(ExitCode.Authentication, copy);
        world.Environment["PLIMSOLL_REGISTRY_PASSWORD"] = RegistryServerOptions.Password;
        await world.SucceedAsync(copy);

        Assert.Contains("rejected the credentials of 'ann'", refused, StringComparison.Ordinal);
        Assert.DoesNotContain("not-the-password", refused, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tagging_and_deleting_print_json_where_it_is_asked_for()
    {
        var server = await SharedRegistry.OpenAsync();
        var world = new CommandWorld(_folder.Path);
        var image = SmallImage.Create();
        await image.PushAsync(OciLayout.OpenOrCreate(_folder["layout"]), "1.0");
        await world.SucceedAsync("copy", "oci:layout:1.0", $"{server.Root}/acme/app:1.0");
        var digest = image.Manifest.Descriptor.Digest;

        using var tagged = JsonDocument.Parse((await world.SucceedAsync("tag", $"{server.Root}/acme/app:1.0", "1", "latest", "--output", "json")).Output);
        using var deleted = JsonDocument.Parse((await world.SucceedAsync("delete", $"{server.Root}/acme/app@{digest}", "--output", "json")).Output);

        Assert.Equal(["1", "latest"], tagged.RootElement.GetProperty("tags").EnumerateArray().Select(tag => tag.GetString()!));
        foreach (var result in new[] { tagged, deleted })
        {
            Assert.Equal("schemaVersion", result.RootElement.EnumerateObject().First().Name);
            Assert.Equal($"{server.Root}/acme/app", result.RootElement.GetProperty("repository").GetString());
            Assert.Equal(digest.ToString(), result.RootElement.GetProperty("digest").GetString());
        }

        Assert.Equal(["1", "1.0", "latest"], deleted.RootElement.GetProperty("tags").EnumerateArray().Select(tag => tag.GetString()!));
        Assert.True(deleted.RootElement.GetProperty("imageDeleted").GetBoolean());
    }

    [Fact]
    public async Task A_registry_that_takes_no_foreign_layers_is_asked_once_and_its_setting_is_named()
    {
        var server = await SharedRegistry.OpenAsync();
        var world = new CommandWorld(_folder.Path);
        var image = new ForeignImage("windows", "https://layers.example/windows");
        var layout = OciLayout.OpenOrCreate(_folder["layout"]);
        await ImageCopier.CopyAsync(image, image.Manifest, layout, null, CancellationToken.None);
        await layout.PutManifestAsync(image.Manifest, "1.0", CancellationToken.None);

        var error = await world.FailAsync(ExitCode.Registry, "copy", "oci:layout:1.0", $"{server.Root}/acme/app:1.0");

        Assert.Contains("validation.manifests.urls.allow", error, StringComparison.Ordinal);
        Assert.DoesNotContain("retry in", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_registry_warns_of_is_told_once_on_stderr()
    {
        await using var server = await RegistryServer.StartAsync(new RegistryServerOptions
        {
            Variables = new Dictionary<string, string>
            {
                ["REGISTRY_HTTP_HEADERS"] = """{Warning: ['299 - "This registry moves on 1 June."'], Ratelimit-Limit: ["100;w=21600"], Ratelimit-Remaining: ["9;w=21600"]}""",
            },
        });
        var world = new CommandWorld(_folder.Path);
        await SmallImage.Create().PushAsync(OciLayout.OpenOrCreate(_folder["layout"]), "1.0");

        var told = await world.SucceedAsync("copy", "oci:layout:1.0", $"{server.Host}/acme/app:1.0");
        var quiet = await world.SucceedAsync("digest", $"{server.Host}/acme/app:1.0", "--quiet");

        Assert.Equal(
            [$"warning: {server.Host} reported: This registry moves on 1 June.", $"warning: {server.Host} reported: 9 of 100 requests in 6 hours are left"],
            told.Error.Split('\n').Where(line => line.StartsWith("warning", StringComparison.Ordinal)));
        Assert.Equal("", quiet.Error);
    }

    [Theory]
    [InlineData(true, "\rpushing ")]
    [InlineData(false, "sent ")]
    public async Task A_long_push_tells_how_it_goes_unless_it_is_quiet(bool isTerminal, string progress)
    {
        var server = await SharedRegistry.OpenAsync();
        var world = new CommandWorld(_folder.Path) { IsErrorTerminal = isTerminal };
        var image = InMemoryImage.Create(null, ("large", Convert.ToHexString(RandomNumberGenerator.GetBytes(2 * 1024 * 1024))));
        var layout = OciLayout.OpenOrCreate(_folder["layout"]);
        await ImageCopier.CopyAsync(image, image.Manifest, layout, null, CancellationToken.None);
        await layout.PutManifestAsync(image.Manifest, "1.0", CancellationToken.None);

        // A clock that goes on with each look at it: far enough for a line, and not so far that a request times out.
        world.Clock.AutoAdvanceAmount = TimeSpan.FromSeconds(0.6);
        var told = await world.SucceedAsync("push", "oci:layout:1.0", $"{server.Root}/acme/app:1.0");
        var quiet = await world.SucceedAsync("push", "oci:layout:1.0", $"{server.Root}/acme/other:1.0", "--quiet");

        Assert.Contains(progress, told.Error, StringComparison.Ordinal);
        Assert.Equal(isTerminal, told.Error.Contains('\r'));
        Assert.EndsWith(" bytes)\n", told.Error, StringComparison.Ordinal);
        Assert.Equal("", quiet.Error);
    }
}
