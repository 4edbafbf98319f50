using Plimsoll.Oci.Registries.Auth.Credentials;
using Plimsoll.Testing;

namespace Plimsoll.Oci.Tests.Registries.Auth.Credentials;

public class CredentialKeyTests
{
    [Theory]
    [InlineData("ghcr.io", "ghcr.io", null)]
    [InlineData("localhost:5000/acme/tools", "localhost:5000", "acme/tools")]
    [InlineData("[::1]:5000", "[::1]:5000", null)]
    [InlineData("registry-1.docker.io", "docker.io", null)]
    public void A_user_logs_in_to_a_host_or_to_a_path_below_it(string text, string registry, string? path) =>
        Assert.Equal((registry, path), CredentialKey.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("https://ghcr.io")]
    [InlineData("ghcr.io/acme@sha256")]
    [InlineData("ghcr.io/acme:1")]
    [InlineData("ann:s3cret@ghcr.io")]
    [InlineData("ghcr.io/../x")]
    [InlineData("ghcr.io/Acme")]
    [InlineData("-ghcr.io")]
    [InlineData("ghcr.io\n")]
    public void What_is_no_registry_is_refused(string text) =>
        Assert.Equal(ErrorKind.Usage, Assert.Throws<PlimsollException>(() => CredentialKey.Parse(text)).Kind);

    [SharedDataFact(RegistryCases.File)]
    public void The_open_table_of_login_keys_holds() => RegistryCases.ForEach("credentialKeyValidity.containers-image", item =>
    {
        var key = item.Text("key")!;
        if (!item.GetProperty("valid").GetBoolean())
        {
            Assert.Throws<PlimsollException>(() => CredentialKey.Parse(key));
            return;
        }

        Assert.Equal(item.GetProperty("namespaced").GetBoolean(), CredentialKey.Parse(key).Namespace is not null);
    });

    [SharedDataFact(RegistryCases.File)]
    public void The_open_table_of_helper_addresses_holds() => RegistryCases.ForEach("helperServerUrl.docker-credential-helpers", item =>
    {
        var keys = new Dictionary<string, string> { [item.Text("url")!] = "value" };
        if (item.Text("expected") is not { } expected)
        {
            foreach (var host in new[] { "foobar.example.com", "foobar.example.com:2376" })
                Assert.Null(CredentialKey.Find(keys, host, "some/other/path"));
            return;
        }

        var address = new Uri(expected.StartsWith("//", StringComparison.Ordinal) ? $"https:{expected}" : expected);
        Assert.NotNull(CredentialKey.Find(keys, expected.Split('/')[2], address.AbsolutePath.Trim('/')));
        Assert.Null(CredentialKey.Find(keys, "evil.example", address.AbsolutePath.Trim('/')));
    });
}
