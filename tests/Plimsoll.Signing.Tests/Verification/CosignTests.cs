using System.Diagnostics;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Registries;
using Plimsoll.Oci.Registries.Auth;
using Plimsoll.Signing.Bundles;
using Plimsoll.Signing.Keys;
using Plimsoll.Signing.Legacy;
using Plimsoll.Testing;

namespace Plimsoll.Signing.Tests.Verification;

/// <summary>What <c>cosign</c> itself, of whichever version is there, says of what is signed here.</summary>
public sealed class CosignTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly TempDirectory _folder = new();

    [CosignFact]
    public async Task Cosign_verifies_a_bundle_and_a_signature_under_a_tag()
    {
        OpenSsl.CreateKey(_folder.Path);
        OpenSsl.CreateKey(_folder.Path, "other");
        using var signer = new SignerFactory(_ => null, _folder.Path, TimeProvider.System).Open(KeyReference.Parse("key.pem"));
        await using var registry = await SharedRegistry.OpenAsync();
        using var client = new RegistryClient();

        foreach (var isLegacy in new[] { false, true })
        {
            var name = ImageReference.Parse($"{registry.Root}/acme/{(isLegacy ? "legacy" : "bundle")}");
            var repository = client.Repository(name, RepositoryAccess.Push);
            var image = SmallImage.Create(name.ToString());
            await image.PushAsync(repository, "1.0");
            var descriptor = image.Manifest.Descriptor;
            if (isLegacy)
                await LegacySigner.SignAsync(repository, name, descriptor.Digest, signer, None);
            else
                await BundleArtifact.Create(await BundleSigner.SignImageAsync(descriptor.Digest, signer, None), descriptor, DateTimeOffset.UnixEpoch).PutAsync(repository, tag: null, None);

            Assert.Equal(0, Verify("key.pub", $"{name}@{descriptor.Digest}"));
            Assert.NotEqual(0, Verify("other.pub", $"{name}@{descriptor.Digest}"));
        }
    }

    public void Dispose() => _folder.Dispose();

    private int Verify(string key, string image)
    {
        using var process = Process.Start(new ProcessStartInfo("cosign", ["verify", "--key", key, "--insecure-ignore-tlog=true", "--allow-http-registry", image])
        {
            WorkingDirectory = _folder.Path,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode;
    }
}
