using Plimsoll.Oci.Registries.Auth;
using Plimsoll.Oci.Registries.Auth.Credentials;
using Plimsoll.Testing;

namespace Plimsoll.Oci.Tests.Registries.Auth;

public class CredentialSourceTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory]
    [InlineData("https://index.docker.io/v1/", "docker.io")]
    [InlineData("index.docker.io", "docker.io")]
    [InlineData("https://ghcr.io/v2/", "ghcr.io")]
    [InlineData("GHCR.io", "ghcr.io")]
    [InlineData("ghcr.io/acme", "ghcr.io")]
    public async Task A_key_matches_in_every_spelling(string key, string registry)
    {
        var source = Docker($$"""{"auths": {"{{key}}": {"auth": "YW5uOnM6ZWNyZXQA"} } }""");

        var found = await source.FindAsync(registry, "acme/app", None);

        Assert.Equal(("ann", "s:ecret"), (found?.Username, found?.Password));
    }

    [Theory]
    [InlineData("""{"auths": {"https://index.docker.io/v1/access-token": {"auth": "YW5uOnM="} } }""")]
    [InlineData("""{"auths": {"docker.io": {} } }""")]
    [InlineData("""{"auths": {"docker.io.evil.example": {"auth": "YW5uOnM="} } }""")]
    [InlineData("{}")]
    public async Task Entries_of_something_else_are_passed_over(string json) => Assert.Null(await Docker(json).FindAsync("docker.io", "library/nginx", None));

    [Theory]
    [InlineData("{")]
    [InlineData("""{"auths": {"ghcr.io": {"auth": "%%%"} } }""")]
    [InlineData("""{"auths": {"ghcr.io": {"auth": "bm9jb2xvbg=="} } }""")]
    public async Task A_file_that_cannot_be_read_is_an_error_without_its_content(string json)
    {
        var exception = await Assert.ThrowsAsync<PlimsollException>(async () => await Docker(json).FindAsync("ghcr.io", null, None));

        Assert.Equal(ErrorKind.Usage, exception.Kind);
        Assert.Contains("DOCKER_AUTH_CONFIG", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plimsolls_own_variables_are_bound_to_one_registry()
    {
        var variables = new Dictionary<string, string> { ["PLIMSOLL_REGISTRY_USERNAME"] = "ann", ["PLIMSOLL_REGISTRY_PASSWORD"] = "p" };
        var environment = new CredentialEnvironment { Variable = variables.GetValueOrDefault };

        await Assert.ThrowsAsync<PlimsollException>(async () => await CredentialSource.Environment(environment).FindAsync("ghcr.io", null, None));
        Assert.NotNull(await CredentialSource.Environment(environment, "ghcr.io").FindAsync("ghcr.io", null, None));
        variables["PLIMSOLL_REGISTRY_HOST"] = "quay.io";
        Assert.Null(await CredentialSource.Environment(environment, "ghcr.io").FindAsync("ghcr.io", null, None));
        Assert.NotNull(await CredentialSource.Environment(environment).FindAsync("quay.io", null, None));
    }

    [Fact]
    public async Task The_default_order_is_environment_then_named_file_then_docker_then_podman()
    {
        using var folder = new TempDirectory();
        var variables = new Dictionary<string, string> { ["XDG_RUNTIME_DIR"] = folder["run"] };
        var source = CredentialSource.Default(new CredentialEnvironment { Variable = variables.GetValueOrDefault, Home = folder.Path });
        async Task<string?> FindAsync() => (await source.FindAsync("ghcr.io", "acme/app", None))?.Username;

        Assert.Null(await FindAsync());
        folder.Write("run/containers/auth.json", Entry("podman"));
        Assert.Equal("podman", await FindAsync());
        folder.Write(".docker/config.json", Entry("docker"));
        Assert.Equal("docker", await FindAsync());
        variables["REGISTRY_AUTH_FILE"] = folder.Write("auth.json", Entry("named"));
        Assert.Equal("named", await FindAsync());
        variables["DOCKER_AUTH_CONFIG"] = Entry("inline");
        Assert.Equal("inline", await FindAsync());
        (variables["PLIMSOLL_REGISTRY_USERNAME"], variables["PLIMSOLL_REGISTRY_PASSWORD"], variables["PLIMSOLL_REGISTRY_HOST"]) = ("own", "p", "ghcr.io");
        Assert.Equal("own", await FindAsync());
    }

    [Fact]
    public async Task After_Podmans_files_come_Dockers_old_one_and_the_CI_hosts_token()
    {
        using var folder = new TempDirectory();
        var variables = new Dictionary<string, string> { ["GITHUB_TOKEN"] = "t" };
        var environment = new CredentialEnvironment { Variable = variables.GetValueOrDefault, Home = folder.Path, RunFolder = folder["run"] };
        async Task<string?> FindAsync() => (await CredentialSource.Default(environment).FindAsync("ghcr.io", "acme/app", None))?.Username;

        Assert.Equal("x-access-token", await FindAsync());
        folder.Write(".dockercfg", """{"https://ghcr.io": {"username": "legacy", "password": "p"} }""");
        Assert.Equal("legacy", await FindAsync());
        folder.Write(".config/containers/auth.json", Entry("config"));
        Assert.Equal("config", await FindAsync());
        folder.Write($"run/containers/{await UserIdAsync()}/auth.json", Entry("run"));
        Assert.Equal("run", await FindAsync());
    }

    [Fact]
    public async Task A_named_file_that_is_missing_is_an_error()
    {
        var environment = new CredentialEnvironment { Variable = name => name == "REGISTRY_AUTH_FILE" ? "/nonexistent/auth.json" : null };

        await Assert.ThrowsAsync<PlimsollException>(async () => await CredentialSource.Default(environment).FindAsync("ghcr.io", null, None));
    }

    [Fact]
    public async Task No_text_of_a_credential_holds_its_secret()
    {
        var credential = await CredentialSource.Explicit("ghcr.io", "ann", "s3cret").FindAsync("ghcr.io", null, None);

        Assert.DoesNotContain("s3cret", $"{credential}", StringComparison.Ordinal);
        Assert.Null(await CredentialSource.Explicit("ghcr.io", "ann", "s3cret").FindAsync("ghcr.io.evil.example", null, None));
    }

    [SharedDataFact(RegistryCases.File)]
    public async Task The_open_tables_hold()
    {
        var configs = RegistryCases.Texts("credentialLookup.containers-image", "configs");
        var checks = new List<Func<Task>>();
        RegistryCases.ForEach("credentialLookup.containers-image", item =>
        {
            // That table tells index.docker.io from docker.io; an image reference has only the second.
            var (key, expected) = (item.Text("key")!, item.Map("expected"));
            if (item.Text("config") is not { } config || key.StartsWith("index.docker.io", StringComparison.Ordinal))
                return;

            checks.Add(async () =>
            {
                var slash = key.IndexOf('/');
                var found = await Docker(configs[config]).FindAsync(slash < 0 ? key : key[..slash], slash < 0 ? null : key[(slash + 1)..], None);
                Assert.Equal(expected.GetValueOrDefault("password"), found?.Password);
                Assert.Equal(expected.GetValueOrDefault("identityToken"), found?.IdentityToken);
            });
        });
        RegistryCases.ForEach("credentialLookup.go-containerregistry", item =>
        {
            if (item.Text("content") is not { } content || item.Text("username") is not { } username)
                return;

            var target = item.Text("target")!;
            checks.Add(async () =>
            {
                var slash = target.IndexOf('/');
                var found = await Docker(content).FindAsync(slash < 0 ? target : target[..slash], slash < 0 ? null : target[(slash + 1)..], None);
                Assert.Equal(username, found?.Username);
            });
        });
        RegistryCases.ForEach("credentialKeyOrder.containers-image", item =>
        {
            var parts = item.Text("input")!.Split('/', 2);
            Assert.Equal(item.GetProperty("order").EnumerateArray().Select(key => key.GetString()!), CredentialKey.MostSpecificFirst(parts[0], parts.ElementAtOrDefault(1)));
        });
        foreach (var check in checks)
            await check();
    }

    private static async Task<string> UserIdAsync()
    {
        using var id = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("id", "-u") { RedirectStandardOutput = true })!;
        return (await id.StandardOutput.ReadToEndAsync(None)).Trim();
    }

    private static ICredentialSource Docker(string json) =>
        CredentialSource.DockerAuthConfig(new CredentialEnvironment { Variable = name => name == "DOCKER_AUTH_CONFIG" ? json : null });

    private static string Entry(string username) => $$"""{"auths": {"ghcr.io": {"username": "{{username}}", "password": "p"} } }""";
}
