using System.Security.Cryptography;
using System.Text;
using Plimsoll.Oci;
using Plimsoll.Testing;

namespace Plimsoll.Docker.Tests;

public sealed class DockerEndpointTests : IDisposable
{
    private readonly TempDirectory _home = new();
    private readonly Dictionary<string, string> _environment;

    public DockerEndpointTests() => _environment = new() { ["HOME"] = _home.Path, ["USERPROFILE"] = _home.Path };

    public void Dispose() => _home.Dispose();

    [Fact]
    public void Without_any_setting_it_is_the_systems_own_endpoint() =>
        Assert.Equal(OperatingSystem.IsWindows() ? "npipe://./pipe/docker_engine" : "unix:///var/run/docker.sock", Resolve().Display);

    [Theory]
    [InlineData("unix:///run/user/1000/docker.sock", "unix:///run/user/1000/docker.sock")]
    [InlineData("tcp://10.0.0.1:2375", "tcp://10.0.0.1:2375")]
    [InlineData("10.0.0.1:2375", "tcp://10.0.0.1:2375")]
    [InlineData("localhost:2375", "tcp://localhost:2375")]
    [InlineData("npipe:////./pipe/docker_engine", "npipe://./pipe/docker_engine")]
    [InlineData("tcp://user:secret@10.0.0.1:2375/prefix/?token=secret", "tcp://10.0.0.1:2375/prefix")]
    public void DOCKER_HOST_is_understood_and_shown_without_secrets(string host, string shown)
    {
        _environment["DOCKER_HOST"] = host;

        Assert.Equal(shown, Resolve().Display);
    }

    [Theory]
    [InlineData("ssh://host", "Forward the engine's socket")]
    [InlineData("gopher://host", "unix:///path")]
    [InlineData("tcp://", "")]
    public void What_cannot_be_an_endpoint_is_refused_with_advice(string host, string advice)
    {
        _environment["DOCKER_HOST"] = host;

        var exception = Assert.ThrowsAny<PlimsollException>(() => Resolve());
        Assert.Equal(ErrorKind.Usage, exception.Kind);
        Assert.Contains(advice, exception.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public void The_order_is_that_of_the_docker_command()
    {
        Context("current", "tcp://current:1");
        Context("named", "tcp://named:1");
        Context("explicit", "tcp://explicit:1");
        _home.Write(".docker/config.json", """{"currentContext":"current"}""");
        Assert.Equal("tcp://current:1", Resolve().Display);

        _environment["DOCKER_CONTEXT"] = "named";
        Assert.Equal("tcp://named:1", Resolve().Display);

        _environment["DOCKER_HOST"] = "tcp://host:1";
        Assert.Equal("tcp://host:1", Resolve().Display);

        Assert.Equal("tcp://explicit:1", Resolve(new() { Context = "explicit" }).Display);
        Assert.Equal("tcp://endpoint:1", Resolve(new() { Endpoint = "tcp://endpoint:1" }).Display);
    }

    [Fact]
    public void Messages_tell_what_named_the_endpoint()
    {
        Assert.EndsWith(" (the default)", Resolve().Description, StringComparison.Ordinal);

        Context("ci", "tcp://current:1");
        _home.Write(".docker/config.json", """{"currentContext":"ci"}""");
        Assert.Equal("tcp://current:1 (docker context 'ci')", Resolve().Description);

        _environment["DOCKER_HOST"] = "tcp://host:1";
        Assert.Equal("tcp://host:1 (DOCKER_HOST)", Resolve().Description);
        Assert.Equal("tcp://endpoint:1", Resolve(new() { Endpoint = "tcp://endpoint:1" }).Description);
    }

    [Fact]
    public void The_default_context_is_the_systems_endpoint()
    {
        _home.Write(".docker/config.json", """{"currentContext":"default"}""");

        Assert.Contains("docker", Resolve().Display, StringComparison.Ordinal);
        Assert.Null(Resolve().Tls);
    }

    [Theory]
    [InlineData("""{"currentContext":"gone"}""")]
    [InlineData("{")]
    public void A_context_that_cannot_be_read_is_refused(string config)
    {
        _home.Write(".docker/config.json", config);

        Assert.Equal(ErrorKind.Usage, Assert.ThrowsAny<PlimsollException>(() => Resolve()).Kind);
    }

    [Fact]
    public void DOCKER_CONFIG_moves_the_configuration()
    {
        _environment["DOCKER_CONFIG"] = _home["elsewhere"];
        Context("far", "tcp://far:1", folder: "elsewhere");
        _environment["DOCKER_CONTEXT"] = "far";

        Assert.Equal("tcp://far:1", Resolve().Display);
    }

    [Fact]
    public void A_contexts_TLS_files_are_used()
    {
        Context("secure", "tcp://secure:2376");
        _home.Write($".docker/contexts/tls/{Id("secure")}/docker/ca.pem", "");

        var tls = Resolve(new() { Context = "secure" }).Tls;

        Assert.NotNull(tls);
        Assert.EndsWith("ca.pem", tls.AuthorityFile, StringComparison.Ordinal);
        Assert.Null(tls.KeyFile);
    }

    [Fact]
    public void A_context_that_does_not_check_certificates_is_refused()
    {
        Context("careless", "tcp://careless:2376", more: ""","SkipTLSVerify":true""");

        Assert.Equal(ErrorKind.Usage, Assert.Throws<PlimsollException>(() => Resolve(new() { Context = "careless" })).Kind);
    }

    [Fact]
    public void DOCKER_TLS_VERIFY_turns_TLS_on_for_TCP_only()
    {
        _home.Write("certificates/ca.pem", "");
        _home.Write("certificates/cert.pem", "");
        _home.Write("certificates/key.pem", "");
        _environment["DOCKER_TLS_VERIFY"] = "1";
        _environment["DOCKER_CERT_PATH"] = _home["certificates"];
        _environment["DOCKER_HOST"] = "tcp://host:2376";
        Assert.Equal(_home["certificates/key.pem"], Resolve().Tls?.KeyFile);

        _environment["DOCKER_HOST"] = "unix:///run/docker.sock";
        Assert.Null(Resolve().Tls);
    }

    [Fact]
    public void TLS_files_that_are_no_certificates_are_refused()
    {
        _home.Write(".docker/cert.pem", "no certificate");
        _home.Write(".docker/key.pem", "no key");
        _environment["DOCKER_TLS_VERIFY"] = "1";
        _environment["DOCKER_HOST"] = "tcp://host:2376";

        Assert.Equal(ErrorKind.Usage, Assert.Throws<PlimsollException>(() => Resolve().Tls!.Load()).Kind);
    }

    private static string Id(string context) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(context)));

    private void Context(string name, string host, string folder = ".docker", string more = "") =>
        _home.Write($"{folder}/contexts/meta/{Id(name)}/meta.json", 
            "{\"Endpoints\":{\"docker\":{\"Host\":\"" + host + "\"" + more + "}}}");

    private DockerEndpoint Resolve(DockerEngineOptions? options = null) =>
        DockerEndpoint.Resolve((options ?? new DockerEngineOptions()) with { Environment = name => _environment.GetValueOrDefault(name) });
}
