using System.Text;
using Plimsoll.Oci;
using Plimsoll.Signing.Documents;
using Plimsoll.Signing.Keyless.Signing;
using Plimsoll.Testing;

namespace Plimsoll.Signing.Tests.Keyless.Signing;

/// <summary>Which services sign: the public ones, those of a signing configuration, those that the user names.</summary>
public class KeylessServicesTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_public_services_are_the_default()
    {
        var services = Choose(new KeylessSettings());

        Assert.Equal("https://fulcio.sigstore.dev/", services.Authority.AbsoluteUri);
        Assert.Equal([new LogService(new Uri("https://rekor.sigstore.dev"), 1)], services.Logs);
        Assert.Equal("https://timestamp.sigstore.dev/api/v1/timestamp", Assert.Single(services.TimestampAuthorities).AbsoluteUri);
    }

    [Fact]
    public void An_authority_of_ones_own_tells_the_public_log_nothing()
    {
        var services = Choose(new KeylessSettings { Authority = "https://fulcio.acme.test", TimestampAuthority = "https://tsa.acme.test/api/v1/timestamp" });

        Assert.Empty(services.Logs);
        Assert.Equal("tsa.acme.test", Assert.Single(services.TimestampAuthorities).Host);
    }

    [Fact]
    public void Each_service_can_be_named_or_left_out()
    {
        var services = Choose(new KeylessSettings { Log = "http://localhost:3003", LogVersion = 2 });
        Assert.Equal([new LogService(new Uri("http://localhost:3003"), 2)], services.Logs);
        Assert.Single(services.TimestampAuthorities);

        Assert.Empty(Choose(new KeylessSettings { TimestampAuthority = "none" }).TimestampAuthorities);
        Assert.Empty(Choose(new KeylessSettings { Log = "none" }).Logs);
    }

    [Theory]
    [InlineData("https://rekor.test", 2, "none", "Rekor 2 does not tell when a signature was made.")]
    [InlineData("none", null, "none", "Nothing would tell when a signature was made: there is neither a transparency log nor a timestamp authority.")]
    [InlineData("https://rekor.test", 3, null, "Version 3 of Rekor's API is not supported.")]
    [InlineData(null, 2, null, "The version of a transparency log is given, and no log.")]
    [InlineData("http://rekor.test", null, null, "The address of the transparency log does not use TLS: http://rekor.test/.")]
    [InlineData("rekor.test", null, null, "The address of the transparency log is not a valid URL: 'rekor.test'.")]
    [InlineData("https://ann:geheim@rekor.test", null, null, "The address of the transparency log is not a valid URL: 'https://…@rekor.test'.")]
    [InlineData(null, null, "ftp://tsa.test", "The address of the timestamp authority is not a valid URL: 'ftp://tsa.test'.")]
    public void What_could_not_be_verified_later_is_refused(string? log, int? version, string? timestamp, string message)
    {
        var failure = Assert.Throws<PlimsollException>(() => Choose(new KeylessSettings { Log = log, LogVersion = version, TimestampAuthority = timestamp }));

        Assert.Equal(ErrorKind.Usage, failure.Kind);
        Assert.Equal(message, failure.Message);
    }

    [Fact]
    public void A_signing_configuration_names_the_newest_services_in_use()
    {
        var services = Configure(
            """
            "caUrls": [{ "url": "https://fulcio.test", "majorApiVersion": 1, "validFor": { "start": "2022-04-13T20:06:15.000Z" }, "operator": "acme" }],
            "oidcUrls": [],
            "rekorTlogUrls": [
              { "url": "https://log2027.test", "majorApiVersion": 2, "validFor": { "start": "2027-01-01T00:00:00Z" }, "operator": "acme" },
              { "url": "https://log2026.test", "majorApiVersion": 2, "validFor": { "start": "2026-01-01T00:00:00Z" }, "operator": "acme" },
              { "url": "https://log2025.test", "majorApiVersion": 2, "validFor": { "start": "2025-01-01T00:00:00Z", "end": "2026-03-01T00:00:00Z" }, "operator": "acme" },
              { "url": "https://rekor.test", "majorApiVersion": 1, "validFor": { "start": "2021-01-12T11:53:27Z" }, "operator": "acme" },
              { "url": "https://log3.test", "majorApiVersion": 3, "validFor": { "start": "2026-01-01T00:00:00Z" }, "operator": "acme" }],
            "tsaUrls": [{ "url": "https://tsa.test/api/v1/timestamp", "majorApiVersion": 1, "validFor": { "start": "2025-07-04T00:00:00Z" }, "operator": "acme" }],
            "rekorTlogConfig": { "selector": "ANY" }, "tsaConfig": { "selector": "ANY" }
            """);

        Assert.Equal("https://fulcio.test/", services.Authority.AbsoluteUri);
        Assert.Equal([new LogService(new Uri("https://log2026.test"), 2)], services.Logs);
        Assert.Equal("https://tsa.test/api/v1/timestamp", Assert.Single(services.TimestampAuthorities).AbsoluteUri);
    }

    [Theory]
    [InlineData("""{ "selector": "ANY" }""", 1)]
    [InlineData("""{ "selector": "ALL" }""", 2)]
    [InlineData("""{ "selector": "EXACT", "count": 2 }""", 2)]
    [InlineData("""{ "selector": "EXACT", "count": 1 }""", 1)]
    public void As_many_logs_are_used_as_it_says_one_of_each_operator(string selection, int count) =>
        Assert.Equal(count, Configure(WithLogs(selection)).Logs.Count);

    [Theory]
    [InlineData("""{ "selector": "EXACT", "count": 3 }""")]
    [InlineData("""{ "selector": "EXACT" }""")]
    [InlineData("{}")]
    public void Too_few_logs_are_refused(string selection)
    {
        var failure = Assert.Throws<PlimsollException>(() => Configure(WithLogs(selection)));

        Assert.Contains("does not have as many services of the kind 'transparency log' as it demands", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_go_before_a_signing_configuration()
    {
        using var folder = new TempDirectory();
        File.WriteAllText(Path.Combine(folder.Path, "signing_config.json"), Document(WithLogs("""{ "selector": "ANY" }""")));

        var services = KeylessServices.Choose(new KeylessSettings { SigningConfig = "signing_config.json", Log = "https://other.test" }, folder.Path, Now);

        Assert.Equal("fulcio.test", services.Authority.Host);
        Assert.Equal("other.test", Assert.Single(services.Logs).Address.Host);
    }

    [Theory]
    [InlineData("""{"mediaType":"application/vnd.dev.sigstore.signingconfig.v0.1+json"}""")]
    [InlineData("""{"mediaType":"application/vnd.dev.sigstore.signingconfig.v0.2+json","caUrls":{}}""")]
    [InlineData("""{"mediaType":"application/vnd.dev.sigstore.signingconfig.v0.2+json","caUrls":[{"url":"https://a.test"}]}""")]
    [InlineData("""{"mediaType":"application/vnd.dev.sigstore.signingconfig.v0.2+json","caUrls":[{"url":"https://a.test","validFor":{"start":"soon"}}]}""")]
    [InlineData("""{"mediaType":"application/vnd.dev.sigstore.signingconfig.v0.2+json","caUrls":[{"url":"https://a.test","majorApiVersion":"1","validFor":{"start":"2026-01-01T00:00:00Z"}}]}""")]
    [InlineData("""{"mediaType":"application/vnd.dev.sigstore.signingconfig.v0.2+json","tsaConfig":{"selector":"SOME"}}""")]
    [InlineData("[]")]
    public void A_document_that_is_no_signing_configuration_is_refused(string json) =>
        Assert.Throws<MalformedException>(() => SigningConfig.Parse(Encoding.UTF8.GetBytes(json), "The signing configuration"));

    private static KeylessServices Choose(KeylessSettings settings) => KeylessServices.Choose(settings, ".", Now);

    private static KeylessServices Configure(string members) => SigningConfig.Parse(Encoding.UTF8.GetBytes(Document(members)), "The signing configuration").Choose(Now);

    private static string Document(string members) => $$"""{ "mediaType": "application/vnd.dev.sigstore.signingconfig.v0.2+json", {{members}} }""";

    private static string WithLogs(string selection) =>
        $$"""
        "caUrls": [{ "url": "https://fulcio.test", "majorApiVersion": 1, "validFor": { "start": "2022-04-13T20:06:15.000Z" } }],
        "rekorTlogUrls": [
          { "url": "https://a1.test", "majorApiVersion": 1, "validFor": { "start": "2025-01-01T00:00:00Z" }, "operator": "a" },
          { "url": "https://a2.test", "majorApiVersion": 1, "validFor": { "start": "2025-02-01T00:00:00Z" }, "operator": "a" },
          { "url": "https://b.test", "majorApiVersion": 1, "validFor": { "start": "2025-01-01T00:00:00Z" }, "operator": "b" }],
        "rekorTlogConfig": {{selection}}
        """;
}
