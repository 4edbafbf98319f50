using Plimsoll.Oci;
using Plimsoll.Signing.Keyless.Signing;
using Plimsoll.Signing.Keys;

namespace Plimsoll.Publishing.Signatures;

/// <summary>Opens what images are signed with, before anything is written.</summary>
/// <param name="host">Environment, clock, and what settings are called.</param>
/// <param name="directory">The folder that paths start from, and that commands run in.</param>
internal sealed class SignerOpener(PlimsollHost host, string directory)
{
    /// <summary>Opens the key.</summary>
    /// <param name="setting">Which key, and how it signs.</param>
    /// <param name="isReadOnly">Whether nothing is signed: then a public key that is given is enough, so that whoever plans need not have the private one.</param>
    /// <param name="cancellationToken">Stops asking cosign.</param>
    /// <exception cref="PlimsollException">The key cannot be used (exit code 2).</exception>
    public async Task<IImageSigner> OpenAsync(SignSetting setting, bool isReadOnly, CancellationToken cancellationToken)
    {
        if (setting.Services is { } services)
            return await OpenKeylessAsync(setting, services, isReadOnly, cancellationToken);

        var factory = new SignerFactory(host.Environment, directory, host.Clock);
        var publicKey = setting.PublicKey is { } text
            ? factory.ReadPublicKeys(text) is [var only] ? only : throw PlimsollException.Usage("Several public keys are given, and images are signed by one key.", $"Give one ({host.SettingName("sign-public-key")}).")
            : null;
        if (setting.Signer == SigningProgram.Cosign)
            return setting.LegacyTags
                ? throw PlimsollException.Usage("cosign decides by its version whether it signs under tags.", $"Omit either {host.SettingName("legacy-tags")} or 'signer: cosign'.")
                : await CosignImageSigner.OpenAsync(CosignKey.Create(setting.Key, host.Environment), publicKey, host.Environment, directory, host.Details, cancellationToken);

        var key = KeyReference.Parse(setting.Key);
        if (key.Source == KeySource.Command && publicKey is null)
            throw PlimsollException.Usage("A command that signs does not show its public key.", $"Give the public key too ({host.SettingName("sign-public-key")}): a file, or 'env:NAME'.");
        if (isReadOnly && publicKey is not null)
            return new KeyImageSigner(publicKey, signer: null, setting.LegacyTags);

        var signer = factory.Open(key, publicKey);
        return new KeyImageSigner(signer.PublicKey, signer, setting.LegacyTags);
    }

    private Task<KeylessImageSigner> OpenKeylessAsync(SignSetting setting, KeylessConfiguration services, bool isReadOnly, CancellationToken cancellationToken)
    {
        if (setting.Signer == SigningProgram.Cosign)
            throw PlimsollException.Usage("cosign cannot be used for signing without a key here; Plimsoll writes the same bundles.", "Omit either 'keyless' or 'signer: cosign'.");
        if (setting.LegacyTags)
            throw PlimsollException.Usage("Keyless signatures cannot be written under tags.", $"Omit either 'keyless' or {host.SettingName("legacy-tags")}.");
        if (setting.PublicKey is not null)
            throw PlimsollException.Usage("A public key is given, and images are signed without a key.", $"Omit either 'keyless' or {host.SettingName("sign-public-key")}.");

        var settings = new KeylessSettings
        {
            Authority = services.Fulcio,
            Log = services.Rekor,
            LogVersion = services.RekorVersion,
            TimestampAuthority = services.Timestamp,
            SigningConfig = services.SigningConfig,
            TrustRoot = services.TrustRoot,
            IdentityToken = services.IdentityToken,
        };
        return KeylessImageSigner.OpenAsync(host.OpenKeylessSigner(settings, directory), isReadOnly, cancellationToken);
    }
}
