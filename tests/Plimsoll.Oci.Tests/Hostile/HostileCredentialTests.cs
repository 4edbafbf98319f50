using System.Text;
using System.Text.Json.Nodes;
using CsCheck;
using Plimsoll.Oci.Registries.Auth;
using Plimsoll.Oci.Registries.Auth.Credentials;
using Plimsoll.Testing;
using Plimsoll.Testing.Hostile;

namespace Plimsoll.Oci.Tests.Hostile;

/// <summary>Docker's <c>config.json</c> and what helpers answer: see <see cref="HostileRun"/> for how many are tried.</summary>
public sealed class HostileCredentialTests : IDisposable
{
    private const string Secret = "s3cretPassw0rd";

    private static readonly string Config =
        $$$$"""{"auths":{"r.example":{"auth":"{{{{Convert.ToBase64String(Encoding.UTF8.GetBytes($"ann:{Secret}"))}}}}","email":"x"},"https://index.docker.io/v1/":{"username":"ann","password":"{{{{Secret}}}}"},"ghcr.io/acme":{"identitytoken":"{{{{Secret}}}}"}},"credHelpers":{"x.example":"y"},"credsStore":"","HttpHeaders":{"User-Agent":"x"},"proxies":{"default":{"httpProxy":"http://x"}}}""";

    private readonly TempDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_file_of_credentials_is_read_or_refused_without_its_secrets() => Near(Config).SampleHostile(
        300,
        async (bytes, cancellationToken) =>
        {
            await File.WriteAllBytesAsync(_folder["config.json"], bytes, cancellationToken);
            var environment = new CredentialEnvironment { Variable = name => name == "DOCKER_CONFIG" ? _folder.Path : null };
            foreach (var registry in (string[])["r.example", "docker.io", "ghcr.io"])
                try
                {
                    _ = await CredentialSource.DockerConfigFile(environment).FindAsync(registry, "acme/app", cancellationToken);
                }
                catch (PlimsollException exception)
                {
                    Assert.DoesNotContain(Secret, exception.ToString(), StringComparison.Ordinal);
                    throw;
                }
        });

    [Fact]
    public void A_file_of_credentials_is_changed_or_left_as_it_is() => Near(Config).SampleHostile(
        200,
        async (bytes, cancellationToken) =>
        {
            var path = _folder["config.json"];
            await File.WriteAllBytesAsync(path, bytes, cancellationToken);
            try
            {
                var document = DockerConfigDocument.Load(path);
                document.SetEntry("new.example", new JsonObject { ["auth"] = "x" });
                document.RemoveEntries("r.example");
                await document.SaveAsync(cancellationToken);
            }
            catch (PlimsollException exception)
            {
                Assert.DoesNotContain(Secret, exception.ToString(), StringComparison.Ordinal);
                Assert.Equal(bytes, await File.ReadAllBytesAsync(path, cancellationToken));
                throw;
            }
        },
        _folder["config.json"]);

    [Theory]
    [InlineData("""{"auths":{"r.example":null}}""")]
    [InlineData("""{"auths":null,"credHelpers":null,"credsStore":null}""")]
    [InlineData("""{"credHelpers":{"r.example":null}}""")]
    public async Task What_is_null_is_no_credential(string json)
    {
        _folder.Write("config.json", json);

        Assert.Null(await CredentialSource.DockerConfigFile(new CredentialEnvironment { Variable = name => name == "DOCKER_CONFIG" ? _folder.Path : null }).FindAsync("r.example", "acme/app", CancellationToken.None));
    }

    /// <summary>The helper is a real program; its answers are those of the samples, one process each.</summary>
    [Fact]
    public void The_answer_of_a_helper_is_a_credential_or_is_refused_without_its_secret()
    {
        if (OperatingSystem.IsWindows())
            return;

        _folder.Write("docker-credential-test", $"#!/bin/sh\ncat '{_folder["answer"]}'\nexit $(cat '{_folder["status"]}')\n");
        File.SetUnixFileMode(_folder["docker-credential-test"], UnixFileMode.UserRead | UnixFileMode.UserExecute);
        _folder.Write("config.json", """{"credsStore":"test"}""");
        var environment = new CredentialEnvironment { Variable = name => name switch { "DOCKER_CONFIG" => _folder.Path, "PATH" => $"{_folder.Path}:/bin:/usr/bin", _ => null } };

        Gen.Select(Near($$"""{"ServerURL":"r.example","Username":"ann","Secret":"{{Secret}}"}"""), HostileText.OneOf("0", "0", "1")).SampleHostile(
            20,
            async (sample, cancellationToken) =>
            {
                await File.WriteAllBytesAsync(_folder["answer"], sample.Item1, cancellationToken);
                await File.WriteAllTextAsync(_folder["status"], sample.Item2, cancellationToken);
                await CredentialSource.DockerConfigFile(environment).FindAsync("r.example", "acme/app", cancellationToken);
            },
            "docker-credential-test");
    }

    private static Gen<byte[]> Near(string document) => Gen.Frequency((3, JsonEdit.Near(document)), (1, ByteEdit.Near(document)));
}
