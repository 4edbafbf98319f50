using System.CommandLine;
using Plimsoll.Publishing;
using Plimsoll.Publishing.Attachments;
using Plimsoll.Publishing.Signatures;

namespace Plimsoll.Cli.Options;

/// <summary>What is made for an image and attached to it.</summary>
internal sealed class AttachmentOptions
{
    private readonly Option<string> _provenance = new Option<string>("--provenance")
    {
        Description = $"Whether to attach provenance to an image that brings none; required publishes nothing without it [default: true] [env: {ProvenanceSetting.Variable}]",
        HelpName = string.Join('|', ProvenanceSetting.Names),
    }.AcceptOnlyFromAmong([.. ProvenanceSetting.Names]);

    private readonly Option<string> _sbom = new("--sbom") { Description = "SBOM to attach to the image: a file with SPDX or CycloneDX as JSON, or auto to make one of files and .NET projects [default: false]", HelpName = "FILE|auto|false" };

    private readonly Option<string> _signKey = new("--sign-key") { Description = $"Private key to sign the image with, and the provenance and SBOM made for it; false signs nothing [env: {SignKeySetting.Variable}, which may hold the key itself]", HelpName = "FILE|env:NAME|command:PROGRAM|false" };

    private readonly Option<bool> _signKeyless = new("--sign-keyless") { Description = "Sign by the identity of the CI job, without a key (Sigstore); 'sign: { keyless: … }' in plimsoll.yml names other services than the public ones" };

    private readonly Option<string> _signPublicKey = new("--sign-public-key") { Description = $"Public key of --sign-key; only a command needs it [env: {SignKeySetting.PublicKeyVariable}]", HelpName = "FILE|env:NAME" };

    private readonly Option<bool> _legacyTags = new("--legacy-tags") { Description = "Also sign the image under the tag sha256-DIGEST.sig, for verifiers older than cosign 3" };

    public IReadOnlyList<Option> All => [_provenance, _sbom, _signKey, _signKeyless, _signPublicKey, _legacyTags];

    /// <summary>Adds what the options say to what was given.</summary>
    public PublishSettings Apply(ParseResult parsed, PublishSettings settings) => settings with
    {
        Provenance = parsed.GetValue(_provenance) is { } provenance ? ProvenanceSetting.Parse(provenance) : null,
        Sbom = parsed.GetValue(_sbom),
        SignKey = parsed.GetValue(_signKey),
        SignKeyless = parsed.GetValue(_signKeyless),
        SignPublicKey = parsed.GetValue(_signPublicKey),
        LegacyTags = parsed.GetValue(_legacyTags) ? true : null,
    };
}
