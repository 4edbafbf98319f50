using Plimsoll.Oci;
using Plimsoll.Oci.Registries.Transport;
using Plimsoll.Oci.Storage;
using Plimsoll.Publishing.Attachments;
using Plimsoll.Publishing.Builds;
using Plimsoll.Signing.Keys;
using Plimsoll.Signing.Statements;
using Plimsoll.Signing.Verification;

namespace Plimsoll.Publishing.Signatures;

/// <summary>
/// Has the command <c>cosign</c> sign, in the form of its version and with the transparency log that it is set up for. What it has
/// attached is looked up and verified: a signature that nobody finds is none.
/// </summary>
internal sealed class CosignImageSigner : IImageSigner
{
    private readonly BuildTool _cosign;
    private readonly CosignKey _key;
    private readonly string _directory;
    private readonly IProgress<string>? _output;

    private CosignImageSigner(BuildTool cosign, CosignKey key, PublicKey publicKey, string directory, IProgress<string>? output)
    {
        (_cosign, _key, _directory, _output) = (cosign, key, directory, output);
        (PublicKey, Verifier) = (publicKey, new SignatureVerifier([publicKey]));
    }

    /// <inheritdoc/>
    public string Name => $"{PublicKey} (cosign)";

    /// <inheritdoc/>
    public string Identity => PublicKey.Fingerprint;

    /// <inheritdoc/>
    public SignatureVerifier Verifier { get; }

    private PublicKey PublicKey { get; }

    /// <summary>Finds the command and asks it for the public key.</summary>
    /// <param name="key">The key as cosign is given it.</param>
    /// <param name="publicKey">The public key; <c>null</c> to ask cosign for it.</param>
    /// <param name="environment">The environment variables.</param>
    /// <param name="directory">Where it runs.</param>
    /// <param name="output">Takes what it prints; may be <c>null</c>.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="PlimsollException">It is not on PATH, or cannot use the key (exit code 2).</exception>
    public static async Task<CosignImageSigner> OpenAsync(CosignKey key, PublicKey? publicKey, Func<string, string?> environment, string directory, IProgress<string>? output, CancellationToken cancellationToken)
    {
        var cosign = BuildTool.Find("cosign", environment)
            ?? throw PlimsollException.Usage("Images are to be signed by 'cosign', and it is not on PATH.", "Install it, or leave 'signer: cosign' out: Plimsoll signs in the same form itself.");
        if (publicKey is null)
        {
            var (succeeded, lines) = await cosign.RunAsync(["public-key", "--key", key.Text], directory, key.Variables, output: null, cancellationToken);
            publicKey = succeeded ? PublicKey.Parse(string.Join('\n', lines), "What 'cosign public-key' printed") : throw PlimsollException.Usage($"cosign cannot use the key: {Reason(lines)}");
        }

        return new CosignImageSigner(cosign, key, publicKey, directory, output);
    }

    /// <inheritdoc/>
    public async Task<AttachedManifest> AttestAsync(SignedImage image, Statement statement, CancellationToken cancellationToken)
    {
        var predicate = Path.GetTempFileName();
        try
        {
            await File.WriteAllBytesAsync(predicate, statement.Predicate.ToArray(), cancellationToken);
            await RunAsync(image, ["attest", "--type", TypeOf(statement.PredicateType), "--predicate", predicate], cancellationToken);
        }
        finally
        {
            File.Delete(predicate);
        }

        var found = await FindAsync(image, statement.PredicateType, cancellationToken) ?? throw NotFound(image, ReferrerKind.OfStatement(statement.PredicateType));
        return new AttachedManifest(found.Kind, found.Attachment.Manifest.Digest) { SignedBy = Identity };
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ImageSignature>> FindAsync(SignedImage image, CancellationToken cancellationToken) =>
        await FindAsync(image, PredicateTypes.CosignSignature, cancellationToken) is { } found ? [new ImageSignature(found.Kind, found.Attachment.Manifest.Digest, Identity)] : [];

    /// <summary>One, whose form cosign decides.</summary>
    public IReadOnlyList<string> GetLacking(IReadOnlyList<ImageSignature> there) => there.Count > 0 ? [] : ["signature (cosign)"];

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ImageSignature>> SignAsync(SignedImage image, IReadOnlyList<string> lacking, CancellationToken cancellationToken)
    {
        await RunAsync(image, ["sign"], cancellationToken);
        return await FindAsync(image, cancellationToken) is { Count: > 0 } made ? made : throw NotFound(image, "signature");
    }

    /// <summary>There is nothing to forget.</summary>
    public void Dispose()
    {
    }

    private async Task RunAsync(SignedImage image, IReadOnlyList<string> command, CancellationToken cancellationToken)
    {
        if (image.Repository is not INamedRepository repository)
            throw PlimsollException.Usage($"cosign signs images in registries, and {image.Destination} is a layout.", "Leave 'signer: cosign' out: Plimsoll signs in layouts too.");

        var (succeeded, lines) = await _cosign.RunAsync([.. command, "--yes", "--key", _key.Text, $"{repository.Name.Name}@{image.Descriptor.Digest}"], _directory, _key.Variables, _output, cancellationToken);
        if (!succeeded)
            throw new PlimsollException(ErrorKind.Failed, $"'cosign {command[0]}' failed: {Reason(lines)}", "cosign logs in to the registry as docker does ('cosign login', 'docker login').");
    }

    private async Task<JudgedAttachment?> FindAsync(SignedImage image, string predicateType, CancellationToken cancellationToken)
    {
        var manifest = await image.Repository.GetManifestAsync(image.Descriptor.Digest.ToString(), cancellationToken);
        await foreach (var found in new AttachmentJudge([PublicKey]).JudgeAsync(image.Repository, manifest, cancellationToken))
            if (found.IsVerified && found.Result!.PredicateType == predicateType)
                return found;
        return null;
    }

    /// <summary>What cosign calls the types that it knows; without its name it wraps a predicate into one of its own.</summary>
    private static string TypeOf(string predicateType) => predicateType switch
    {
        PredicateTypes.SlsaProvenance1 => "slsaprovenance1",
        PredicateTypes.Spdx => "spdxjson",
        PredicateTypes.CycloneDx => "cyclonedx",
        _ => predicateType,
    };

    private PlimsollException NotFound(SignedImage image, string kind) => new(
        ErrorKind.Failed,
        $"cosign reported success, but no {kind} by {PublicKey} is attached to {image.Destination}@{image.Descriptor.Digest}.",
        "See where cosign keeps signatures: COSIGN_REPOSITORY names another repository for them.");

    private static string Reason(IReadOnlyList<string> lines) => Redaction.Text(SecretText.HideNamed(BuildTool.Reason(lines)));
}
