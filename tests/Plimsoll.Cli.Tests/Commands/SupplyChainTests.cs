using Plimsoll.Publishing;
using Plimsoll.Testing;
using Plimsoll.Testing.Sigstore;
using Plimsoll.Testing.Sigstore.Servers;

namespace Plimsoll.Cli.Tests.Commands;

/// <summary>An image on its whole way: signed where it is published, copied to another registry, let into production by its evidence, verified there.</summary>
public sealed class SupplyChainTests : IDisposable
{
    private readonly GitRepository _repository = GitRepository.Released();
    private readonly CommandWorld _world;

    public SupplyChainTests() => _world = new CommandWorld(_repository.Path);

    public void Dispose() => _repository.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_is_signed_goes_to_another_registry_and_into_production_and_nothing_else_does(bool isKeyless)
    {
        var first = await SharedRegistry.OpenAsync();
        await using var second = await RegistryServer.StartAsync();
        var sigstore = new SigstoreWorld();
        await using var services = SigstoreServer.Start(sigstore, _world.Clock);
        Configure(second.Host, isKeyless, sigstore, services);
        _repository.Write("out/app", "program");
        _repository.Write("other/app", "something else");

        await _world.SucceedAsync("publish", "files:out", "--image", "web", "--registry", first.Root, "--sbom", "auto");
        await _world.SucceedAsync("copy", $"{first.Root}/web:2.1.0", $"{second.Host}/shop/web:2.1.0");
        await _world.SucceedAsync("publish", "files:other", "--image", "other", "--registry", first.Root, "--sign-key", "false");
        await _world.SucceedAsync("copy", $"{first.Root}/other:2.1.0", $"{second.Host}/shop/web:1.0.0");
        var refused = await _world.FailAsync(ExitCode.PolicyViolation, "promote", $"{second.Host}/shop/web:1.0.0", "--to", "production");
        await _world.SucceedAsync("promote", $"{second.Host}/shop/web:2.1.0", "--to", "production");
        var verified = await _world.SucceedAsync("verify", $"{second.Host}/shop/web:production");

        Assert.Contains("nothing that is attached to it is signed", refused, StringComparison.Ordinal);
        Assert.Equal(3, verified.Lines.Count(line => line.StartsWith("required by production: ", StringComparison.Ordinal) && line.EndsWith(": yes", StringComparison.Ordinal)));
        Assert.Equal((await _world.SucceedAsync("digest", $"{first.Root}/web:2.1.0")).Output, (await _world.SucceedAsync("digest", $"{second.Host}/shop/web:production")).Output);
    }

    private void Configure(string registry, bool isKeyless, SigstoreWorld sigstore, SigstoreServer services)
    {
        SigningKey.Create(_repository.Path);
        File.WriteAllBytes(_repository["trusted_root.json"], sigstore.SerializeTrustRoot());
        _world.Environment["SIGSTORE_ID_TOKEN"] = services.Tokens.Issue(_world.Clock.GetUtcNow());
        var (sign, signer) = isKeyless
            ? ($"keyless: {{ fulcio: '{services.FulcioAddress}', rekor: '{services.TilesAddress}', rekorVersion: 2, timestamp: '{services.TimestampAddress}', trustRoot: trusted_root.json }}",
                $"issuer: '{TestIdentity.Workflow.Issuer}', identity: '{TestIdentity.Workflow.Name}'")
            : ("key: signing.pem", "key: signing.pub");
        _repository.Write("plimsoll.yml", $$"""
            image: web
            registry: {{registry}}/shop
            sign: { {{sign}} }
            verify: { trustRoot: trusted_root.json }
            environments:
              production:
                evidence: [signature: { {{signer}} }, provenance, sbom]

            """);
    }
}
