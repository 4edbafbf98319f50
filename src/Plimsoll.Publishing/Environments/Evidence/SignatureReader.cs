using Plimsoll.Oci;
using Plimsoll.Publishing.Configuration;
using Plimsoll.Publishing.Signatures;
using Plimsoll.Publishing.Sources;
using Plimsoll.Signing.Keys;

namespace Plimsoll.Publishing.Environments.Evidence;

/// <summary>Verifies who signed an image and what is attached to it: by keys that are given, or by what <c>plimsoll.yml</c> requires.</summary>
/// <param name="host">The configuration.</param>
internal sealed class SignatureReader(PlimsollHost host)
{
    /// <summary>Verifies an image.</summary>
    /// <param name="image">The image.</param>
    /// <param name="keys">The names of public keys of which one must have signed the image; none for what is configured.</param>
    /// <param name="identity">Who may have signed it instead, by the certificate of the signature; <c>null</c> for nobody.</param>
    /// <param name="trustRoot">The file that says whom to believe about identities; <c>null</c> for what environment or configuration names.</param>
    /// <param name="environment">The environment whose evidence is required; <c>null</c> for the only one that requires any, else a signature by the keys of <c>verify:</c>.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>What was found, whether or not it is enough.</returns>
    /// <exception cref="PlimsollException">
    /// Both are given, a key cannot be read, there is no such environment, it requires nothing, or several do and none is named (exit code 2); the
    /// registry refuses or fails.
    /// </exception>
    public async Task<SignatureReport> VerifyAsync(OpenedImage image, IReadOnlyList<string> keys, SignerIdentity? identity, string? trustRoot, string? environment, CancellationToken cancellationToken)
    {
        var isGiven = keys.Count > 0 || identity is not null;
        if (isGiven && environment is not null)
            throw PlimsollException.Usage($"Both {host.SettingName(keys.Count > 0 ? "key" : "identity")} and {host.SettingName("environment")} are given.", $"The signers of '{environment}' are in plimsoll.yml: omit one of the two.");

        var digest = image.Manifest.Descriptor.Digest;
        if (!isGiven && FindJudge(environment, trustRoot) is { } judge)
        {
            var verdict = await judge.JudgeAsync(image.Manifest, [image.Source], listsAll: true, cancellationToken);
            return new SignatureReport(digest, [.. judge.Keys], [.. judge.Identities], verdict.Found) { Verdict = verdict };
        }

        // What is given is where somebody works; what is configured, beside the file.
        var (names, folder) = isGiven ? (keys, host.Directory) : (host.Configuration.VerificationKeys, ConfigurationFile.RootOf(host.Directory, host.Configuration));
        var factory = new SignerFactory(host.Environment, folder, host.Clock);
        var read = names.SelectMany(factory.ReadPublicKeys).Distinct().ToList();
        var keyless = identity is null ? null : TrustedIdentity.CreateVerifier(host, identity, trustRoot);
        var found = new List<JudgedAttachment>();
        await foreach (var judged in new AttachmentJudge(read, keyless).JudgeAsync(image.Source, image.Manifest, cancellationToken))
            found.Add(judged);
        return new SignatureReport(digest, read, identity is null ? [] : [identity], found);
    }

    private EvidenceJudge? FindJudge(string? environment, string? trustRoot)
    {
        if (environment is not null)
        {
            var name = host.Configuration.ResolveEnvironment(environment);
            return EvidenceJudge.TryCreate(host, name, trustRoot) ?? throw PlimsollException.Usage($"Environment '{name}' requires no evidence.", $"Set environments.{name}.evidence in plimsoll.yml, such as [signature], or pass {host.SettingName("key")}.");
        }

        var configured = host.Configuration.Environments.Where(entry => entry.Value.Evidence.Count > 0).Select(entry => entry.Key).ToList();
        return configured switch
        {
            [] => null,
            [var only] => EvidenceJudge.TryCreate(host, only, trustRoot),
            _ => throw PlimsollException.Usage($"Several environments require evidence: {string.Join(", ", configured)}.", $"Name one: {host.SettingName("environment")} {configured[^1]}."),
        };
    }
}
