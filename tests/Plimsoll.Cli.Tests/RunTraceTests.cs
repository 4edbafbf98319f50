using System.Text.RegularExpressions;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Registries;
using Plimsoll.Oci.Registries.Auth;
using Plimsoll.Oci.Storage.Layout;
using Plimsoll.Publishing;
using Plimsoll.Testing;

namespace Plimsoll.Cli.Tests;

/// <summary>What <c>--verbosity debug</c> tells beside what a run prints anyway.</summary>
public sealed class RunTraceTests : IDisposable
{
    private readonly TempDirectory _folder = new();
    private readonly CommandWorld _world;

    public RunTraceTests() => _world = new CommandWorld(_folder.Path);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_requests_of_a_registry_with_tokens_are_told_in_order_and_without_secrets()
    {
        await using var tokens = TokenServer.Start();
        await using var server = await RegistryServer.StartAsync(new RegistryServerOptions { Tokens = tokens });
        var image = $"{server.Host}/acme/app:1.0.0";
        using (var client = new RegistryClient(new RegistryClientOptions { Credentials = CredentialSource.Explicit(server.Host, RegistryServerOptions.Username, RegistryServerOptions.Password) }))
            await SmallImage.Create().PushAsync(client.Repository(ImageReference.Parse(image), RepositoryAccess.Push), "1.0.0");
        _world.Environment["PLIMSOLL_REGISTRY_HOST"] = server.Host;
        _world.Environment["PLIMSOLL_REGISTRY_USERNAME"] = RegistryServerOptions.Username;
        _world.Environment["PLIMSOLL_REGISTRY_PASSWORD"] = RegistryServerOptions.Password;

        var result = await _world.SucceedAsync("digest", image, "--verbosity", "debug");

        var manifest = $"GET http://{server.Host}/v2/acme/app/manifests/1.0.0";
        AssertInOrder(
            result.Error,
            "CI host: none",
            "configuration: no plimsoll.yml",
            $"{manifest} → 401 in ",
            $"credentials for {server.Host}: 'ann' (from PLIMSOLL_REGISTRY_USERNAME and PLIMSOLL_REGISTRY_PASSWORD)",
            $"token for {server.Host} from {tokens.Realm.Authority}: repository:acme/app:pull",
            $"GET {tokens.Realm}?service=registry.test&scope=repository%3Aacme%2Fapp%3Apull → 200 in ",
            $"{manifest} → 200 in ");
        Assert.DoesNotContain(RegistryServerOptions.Password, result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("eyJ", result.Error, StringComparison.Ordinal);
        Assert.Single(result.Lines);
    }

    [Fact]
    public async Task The_session_of_an_upload_is_told_without_its_state()
    {
        await using var registry = await SharedRegistry.OpenAsync();
        await SmallImage.Create().PushAsync(OciLayout.OpenOrCreate(_folder["layout"]), "1.0.0");

        var result = await _world.SucceedAsync("copy", "oci:layout:1.0.0", $"{registry.Root}/acme/app:1.0.0", "--verbosity", "debug");

        var address = $"http://{registry.Host}/v2/{registry.Name("acme/app")}/blobs/uploads/";
        Assert.Contains(result.Error.Split('\n'), line => Regex.IsMatch(line, $@"^PUT {Regex.Escape(address)}[0-9a-f-]+\?_state=…&digest=sha256%3A[0-9a-f]+ → 201 in \d+ ms, sent [\d,]+ bytes, attempt 1$"));
    }

    [Fact]
    public async Task Settings_are_told_with_where_they_come_from()
    {
        _folder.Write("plimsoll.yml", "image: acme/app\n");
        _world.Environment["PLIMSOLL_REGISTRY"] = "r.example";
        _world.Environment["GITLAB_CI"] = "true";

        var result = await _world.RunAsync("publish", "files:nowhere", "--via", "direct", "--verbosity", "debug");

        AssertInOrder(
            result.Error,
            "CI host: GitLab",
            $"configuration: {_folder["plimsoll.yml"]}",
            "setting image: acme/app (from plimsoll.yml:1:8)",
            "setting registry: r.example (from PLIMSOLL_REGISTRY)",
            "setting via: direct (from --via)");
        Assert.DoesNotContain("(from default)", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_comes_from_elsewhere_gives_no_commands_to_the_host()
    {
        _world.Environment["PLIMSOLL_IMAGE"] = "acme/app\n::error::stolen\n##vso[task.setvariable variable=x]y";
        _world.Environment["PLIMSOLL_REGISTRY"] = "https://ann:w1ndward@r.example";

        var result = await _world.RunAsync("tags", "--verbosity", "debug");

        Assert.Contains("setting registry: ", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("w1ndward", result.Error, StringComparison.Ordinal);
        Assert.All(result.Error.Split('\n'), line =>
        {
            Assert.Empty(HostOutputParser.GitHubCommands(line));
            Assert.Empty(HostOutputParser.AzureCommands(line));
        });
    }

    [Fact]
    public async Task The_engine_is_told_with_what_named_it()
    {
        _world.Environment["DOCKER_HOST"] = $"unix://{_folder["no.sock"]}";

        var result = await _world.RunAsync("copy", "docker-daemon:acme/app:1.0.0", "oci:layout", "--verbosity", "debug");

        Assert.NotEqual(ExitCode.Done, result.ExitCode);
        Assert.Contains($"engine: unix://{_folder["no.sock"]} (DOCKER_HOST)", result.Error, StringComparison.Ordinal);
    }

    private static void AssertInOrder(string text, params string[] parts)
    {
        var position = 0;
        foreach (var part in parts)
        {
            var found = text.IndexOf(part, position, StringComparison.Ordinal);
            Assert.True(found >= 0, $"'{part}' is missing, or too early, in:\n{text}");
            position = found + part.Length;
        }
    }
}
