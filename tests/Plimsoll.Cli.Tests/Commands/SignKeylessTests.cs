using Plimsoll.Publishing;
using Plimsoll.Publishing.Receipts;
using Plimsoll.Testing;
using Plimsoll.Testing.Sigstore;
using Plimsoll.Testing.Sigstore.Servers;

namespace Plimsoll.Cli.Tests.Commands;

/// <summary>Signing by the identity of a job, with services on this machine, in an OCI layout.</summary>
public sealed class SignKeylessTests : IAsyncDisposable
{
    private static readonly string[] Publish = ["publish", "files:out", "--image", "app", "--receipt", "receipt.json"];

    private readonly GitRepository _repository = GitRepository.Released();
    private readonly CommandWorld _world;
    private readonly SigstoreServer _server;
    private readonly string _who = $"{TestIdentity.Workflow.Name} (by {TestIdentity.Workflow.Issuer})";

    public SignKeylessTests()
    {
        var sigstore = new SigstoreWorld();
        _repository.Write("out/app", "program");
        _world = new CommandWorld(_repository.Path);
        _server = SigstoreServer.Start(sigstore, _world.Clock);
        File.WriteAllBytes(_repository["trusted_root.json"], sigstore.SerializeTrustRoot());
        _repository.Write("plimsoll.yml", $$"""
            sign:
              keyless: { fulcio: '{{_server.FulcioAddress}}', rekor: '{{_server.TilesAddress}}', rekorVersion: 2, timestamp: '{{_server.TimestampAddress}}', trustRoot: trusted_root.json }

            """);
        _world.Environment["SIGSTORE_ID_TOKEN"] = _server.Tokens.Issue(_world.Clock.GetUtcNow());
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _repository.Dispose();
    }

    [Fact]
    public async Task The_image_and_its_provenance_are_signed_and_the_receipt_says_by_whom()
    {
        var published = await _world.SucceedAsync([.. Publish, "--verbosity", "debug"]);

        Assert.Contains($"signature (cosign bundle) by {_who}: sha256:", published.Error, StringComparison.Ordinal);
        Assert.Equal([_who], ReadReceipt().Signatures!.Select(signature => signature.SignedBy));
        Assert.Equal(["provenance (SLSA v1, bundle)", "signature (cosign bundle)"], ReadReceipt().Attached!.Select(made => made.Kind));
        Assert.Equal(1, _server.Requests.Count(request => request.Contains("/fulcio/", StringComparison.Ordinal)));
        Assert.Equal(2, _server.Requests.Count(request => request.Contains("/tiles/", StringComparison.Ordinal)));
        var token = _world.Environment["SIGSTORE_ID_TOKEN"];
        Assert.DoesNotContain(token.Split('.')[2], published.Error + published.Output + File.ReadAllText(_repository["receipt.json"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_this_workflow_signed_is_not_signed_again()
    {
        await _world.SucceedAsync(Publish);
        var first = ReadReceipt();
        var logged = _server.Requests.Count(request => request.Contains("/tiles/", StringComparison.Ordinal));

        await _world.SucceedAsync(Publish);

        Assert.Equal(logged, _server.Requests.Count(request => request.Contains("/tiles/", StringComparison.Ordinal)));
        Assert.Equal(first.Signatures!, ReadReceipt().Signatures!);
    }

    [Fact]
    public async Task A_plan_needs_no_token_and_is_carried_out_by_whoever_has_one()
    {
        _world.Environment.Remove("SIGSTORE_ID_TOKEN", out var token);
        var plan = await _world.SucceedAsync(["plan", .. Publish[1..4], "--save", "plan.json"]);
        _world.Environment["SIGSTORE_ID_TOKEN"] = token!;

        await _world.SucceedAsync("publish", "--from-plan", "plan.json", "--receipt", "receipt.json");

        Assert.Contains($"sign by keyless ({new Uri(_server.Address).Authority})", plan.Lines);
        Assert.Equal(_who, Assert.Single(ReadReceipt().Signatures!).SignedBy);
    }

    [Fact]
    public async Task A_job_without_a_token_writes_nothing()
    {
        _world.Environment.Remove("SIGSTORE_ID_TOKEN");

        var error = await _world.FailAsync(ExitCode.Authentication, Publish);

        Assert.Contains("SIGSTORE_ID_TOKEN", error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_repository["artifacts"]));
    }

    [Theory]
    [InlineData("", "--sign-keyless --sign-key=a.pem", "Omit either --sign-key or --sign-keyless")]
    [InlineData("", "--sign-keyless --legacy-tags", "--legacy-tags")]
    [InlineData("sign: { keyless: true, key: a.pem }\n", "", "omit 'key' or 'keyless'")]
    [InlineData("sign: { keyless: true, signer: cosign }\n", "", "signer: cosign")]
    [InlineData("sign: { keyless: https://fulcio.test }\n", "", "sign: { keyless: true }")]
    [InlineData("sign: { keyless: { rekor: 'http://rekor.test' } }\n", "", "does not use TLS")]
    [InlineData("sign: { keyless: { trustRoot: missing.json } }\n", "", "There is no trust root at")]
    public async Task A_mistake_says_what_to_write_and_nothing_is_written(string configuration, string options, string expected)
    {
        _repository.Write("plimsoll.yml", configuration);

        var error = await _world.FailAsync(ExitCode.Usage, [.. Publish, .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);

        Assert.Contains(expected, error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_repository["artifacts"]));
        Assert.Empty(_server.Requests);
    }

    private ImageReceipt ReadReceipt() => ReceiptJson.ReadFile(_repository["receipt.json"]);
}
