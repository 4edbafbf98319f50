using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using Plimsoll.Oci;
using Plimsoll.Oci.Registries;
using Plimsoll.Signing.Keyless.Signing;
using Plimsoll.Signing.Keyless.Signing.Services;
using Plimsoll.Testing.Sigstore;
using Plimsoll.Testing.Sigstore.Servers;

namespace Plimsoll.Signing.Tests.Keyless.Signing;

/// <summary>What is said where a service refuses, fails, lies or is silent.</summary>
public class ServiceFailureTests
{
    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(403)]
    public async Task An_authority_that_refuses_the_token_is_quoted(int status)
    {
        var failure = await FailAsync(world => world.Server.Services["/fulcio"] = _ => SigstoreAnswer.Refuse((HttpStatusCode)status, "There was an error processing the identity token"));

        Assert.Equal(ErrorKind.Authentication, failure.Kind);
        Assert.Matches($"^Cannot get a certificate to sign with: 127.0.0.1:[0-9]+ returned HTTP {status}: There was an error processing the identity token.$", failure.Message);
        Assert.Contains("https://token.actions.githubusercontent.com", failure.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_for_somebody_else_is_named_as_the_cause()
    {
        await using var world = new SigningWorld();

        var failure = await Assert.ThrowsAsync<RegistryException>(() => world.Signer(audience: "https://gitlab.example.com").SignAsync(SigningWorld.Statement, CancellationToken.None));

        Assert.Equal(ErrorKind.Authentication, failure.Kind);
        Assert.Equal("The token is for 'https://gitlab.example.com': request it for the audience 'sigstore'.", failure.Advice);
    }

    [Fact]
    public async Task An_expired_token_is_named_as_the_cause()
    {
        await using var world = new SigningWorld();

        var failure = await Assert.ThrowsAsync<RegistryException>(() => world.Signer(lifetime: TimeSpan.FromSeconds(-1)).SignAsync(SigningWorld.Statement, CancellationToken.None));

        Assert.Equal("The token expired at 2026-03-01 11:59:59 UTC: get a new one.", failure.Advice);
    }

    [Fact]
    public async Task A_certificate_of_another_key_is_refused()
    {
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);

        var failure = await FailAsync(world => world.Server.Services["/fulcio"] = _ => world.Server.Fulcio.Certify(new PublicKey(other)));

        Assert.Contains("the certificate is of another key than the one that was sent", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/fulcio", "{}", "the response has no certificate")]
    [InlineData("/fulcio", """{"signedCertificateEmbeddedSct":{"chain":{"certificates":[]}}}""", "the response has no certificate")]
    [InlineData("/fulcio", """{"signedCertificateEmbeddedSct":{"chain":{"certificates":["-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----"]}}}""", "a certificate that cannot be decoded")]
    [InlineData("/fulcio", """{"signedCertificateEmbeddedSct":{"chain":{"certificates":["no PEM"]}}}""", "a certificate that cannot be decoded")]
    [InlineData("/fulcio", "<html>", "the response is not valid: ")]
    [InlineData("/fulcio", "null", "the response is null")]
    [InlineData("/rekor", "{}", "the response has 0 entries instead of one")]
    [InlineData("/rekor", """{"a":null}""", "the response")]
    [InlineData("/rekor", """{"a":{"body":"AAAA"}}""", "a member is missing")]
    [InlineData("/rekor", """{"a":{"body":"AAAA","integratedTime":1,"logID":"zz","logIndex":1,"verification":{"signedEntryTimestamp":"AAAA","inclusionProof":{"checkpoint":"","hashes":[],"logIndex":0,"rootHash":"","treeSize":1}}}}""", "cannot be decoded")]
    [InlineData("/tiles", "{}", "the entry has no log, kind, body or proof")]
    [InlineData("/tiles", "[]", "the response is not valid")]
    [InlineData("/tsa", "", "the response is not a timestamp that can be decoded")]
    [InlineData("/tsa", "0", "the response is not a timestamp that can be decoded")]
    public async Task An_answer_that_is_none_is_a_failure_of_the_service(string service, string body, string reason)
    {
        var failure = await FailAsync(world => world.Server.Services[service] = _ => new SigstoreAnswer(HttpStatusCode.OK, Encoding.UTF8.GetBytes(body)));

        Assert.Equal(ErrorKind.Transport, failure.Kind);
        Assert.Contains(reason, failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/rekor")]
    [InlineData("/tiles")]
    public async Task An_entry_about_another_signature_is_refused(string service)
    {
        SigstoreAnswer? first = null;
        var failure = await FailAsync(
            world =>
            {
                var log = world.Server.Services[service];
                world.Server.Services[service] = request => first ??= log(request);
            },
            signatures: 2);

        Assert.EndsWith("its entry in the log is about another signature than that of the bundle.", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("$.kindVersion.kind", "rekord", "its entry in the log is a dsse 0.0.2, and not the rekord 0.0.2 that the bundle says")]
    [InlineData("$.kindVersion.version", "0.0.9", "its entry in the log is a dsse 0.0.2, and not the dsse 0.0.9 that the bundle says")]
    [InlineData("$.inclusionProof.rootHash", "AAAA", "the proof does not lead from the entry to the root of the log")]
    [InlineData("$.inclusionProof.logIndex", "0", "the proof does not lead from the entry to the root of the log")]
    [InlineData("$.inclusionProof.treeSize", "-1", "the proof does not lead from the entry to the root of the log")]
    [InlineData("$.canonicalizedBody", "e30=", "The entry of the log is not valid")]
    public async Task An_entry_that_proves_nothing_is_refused(string place, string value, string reason)
    {
        await using var world = new SigningWorld();
        var log = world.Server.Services["/tiles"];
        world.Server.Services["/tiles"] = request =>
        {
            var answer = JsonNode.Parse(log(request).Body)!;
            var names = place.Split('.');
            names[1..^1].Aggregate(answer, (node, name) => node[name]!)[names[^1]] = value;
            return SigstoreAnswer.Of(answer);
        };

        var failure = await Assert.ThrowsAsync<RegistryException>(() => world.Signer(world.Services(logs: LogService.Rekor2)).SignAsync(SigningWorld.Statement, CancellationToken.None));

        Assert.Equal(ErrorKind.Transport, failure.Kind);
        Assert.Contains(reason, failure.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_log_that_has_the_entry_must_say_where()
    {
        var failure = await FailAsync(world => world.Server.Services["/rekor"] = _ => SigstoreAnswer.Refuse(HttpStatusCode.Conflict, "an equivalent entry already exists"));

        Assert.Contains("it has the entry already, and does not say where", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_log_that_refuses_is_quoted()
    {
        var failure = await FailAsync(world => world.Server.Services["/rekor"] = _ => SigstoreAnswer.Refuse(HttpStatusCode.BadRequest, "error processing entry"));

        Assert.Equal(ErrorKind.Transport, failure.Kind);
        Assert.EndsWith("returned HTTP 400: error processing entry.", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_timestamp_authority_that_refuses_is_quoted()
    {
        // PKIStatusInfo: 2 (rejection), "not now".
        byte[] refusal = [0x30, 0x10, 0x30, 0x0E, 0x02, 0x01, 0x02, 0x30, 0x09, 0x0C, 0x07, .. "not now"u8];

        var failure = await FailAsync(world => world.Server.Services["/tsa"] = _ => new SigstoreAnswer(HttpStatusCode.OK, refusal));

        Assert.EndsWith("it gave no timestamp (status 2: not now).", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_timestamp_of_something_else_is_refused()
    {
        var failure = await FailAsync(world => world.Server.Services["/tsa"] = _ => new SigstoreAnswer(HttpStatusCode.OK, world.Sigstore.TimestampAuthority.Timestamp("another"u8, SigstoreWorld.IssuedAt, withCertificate: true)));

        Assert.Contains("the timestamp is of something else, answers another request", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/fulcio")]
    [InlineData("/rekor")]
    [InlineData("/tiles")]
    [InlineData("/tsa")]
    public async Task A_silent_service_is_not_waited_for_without_end(string service)
    {
        var failure = await FailAsync(world => world.Server.Services[service] = _ =>
        {
            world.Clock.Advance(ServiceHttp.Limit);
            return SigstoreAnswer.Never;
        });

        Assert.Equal(ErrorKind.Transport, failure.Kind);
        Assert.Matches("timed out: no complete answer within 30 seconds", failure.Message);
    }

    [Fact]
    public async Task A_service_that_is_busy_is_asked_again()
    {
        await using var world = new SigningWorld();
        var fulcio = world.Server.Services["/fulcio"];
        var attempts = 0;
        world.Server.Services["/fulcio"] = request => ++attempts < 3 ? SigstoreAnswer.Refuse(HttpStatusCode.TooManyRequests, "slow down") : fulcio(request);

        await world.Signer(retry: new RetryOptions { Jitter = () => 0 }).SignAsync(SigningWorld.Statement, CancellationToken.None);

        Assert.Equal(3, attempts);
        Assert.Equal(1, world.Tokens);
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        var failure = await FailAsync(world => world.Server.Services["/fulcio"] = _ => new SigstoreAnswer(HttpStatusCode.TemporaryRedirect, [], Location: $"{world.Server.Address}/elsewhere/"));

        Assert.Contains("returned HTTP 307", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_endless_answer_is_cut_off()
    {
        var failure = await FailAsync(world => world.Server.Services["/rekor"] = _ => new SigstoreAnswer(HttpStatusCode.OK, new byte[1024 * 1024 + 1]));

        Assert.Contains("the response is larger than the limit of 1024 KiB", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_that_is_not_there_is_named()
    {
        await using var world = new SigningWorld();
        await world.Server.DisposeAsync();

        var failure = await Assert.ThrowsAsync<RegistryException>(() => world.Signer().SignAsync(SigningWorld.Statement, CancellationToken.None));

        Assert.Matches("^Cannot get a certificate to sign with: 127.0.0.1 port [0-9]+ refused the connection.$", failure.Message);
    }

    [Fact]
    public async Task The_token_is_in_no_message_and_no_trace()
    {
        await using var world = new SigningWorld();
        world.Server.Services["/fulcio"] = request => SigstoreAnswer.Refuse(HttpStatusCode.BadRequest, $"cannot read {(string)request.Json["credentials"]!["oidcIdentityToken"]!} of {Encoding.UTF8.GetString(request.Body)}");

        var failure = await Assert.ThrowsAsync<RegistryException>(() => world.Signer().SignAsync(SigningWorld.Statement, CancellationToken.None));

        var said = string.Join('\n', [failure.ToString(), failure.Advice, .. world.Trace]);
        Assert.Contains("cannot read … of", failure.Message, StringComparison.Ordinal);
        Assert.Contains("/fulcio/api/v2/signingCert → 400", said, StringComparison.Ordinal);
        foreach (var part in world.Token!.Split('.').Skip(1))
            Assert.DoesNotContain(part, said, StringComparison.Ordinal);
    }

    /// <summary>Signs in a world where something is wrong.</summary>
    private static async Task<PlimsollException> FailAsync(Action<SigningWorld> arrange, int signatures = 1)
    {
        await using var world = new SigningWorld();
        arrange(world);
        var signer = world.Signer(world.Services(logs: [LogService.Rekor1, LogService.Rekor2]));
        for (var i = 1; i < signatures; i++)
            await signer.SignAsync(SigningWorld.Statement, CancellationToken.None);
        return await Assert.ThrowsAsync<RegistryException>(() => signer.SignAsync(SigningWorld.Statement, CancellationToken.None));
    }
}
