using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;
using Plimsoll.Publishing.Configuration;
using Plimsoll.Publishing.Signatures;
using Plimsoll.Signing;
using Plimsoll.Signing.Attachments;
using Plimsoll.Signing.Keys;
using Plimsoll.Signing.Verification;

namespace Plimsoll.Publishing.Environments.Evidence;

/// <summary>Judges whether an image has the evidence that an environment requires. Only what is signed, by those whom the environment names, is evidence.</summary>
internal sealed class EvidenceJudge
{
    private readonly string _environment;
    private readonly IReadOnlyList<RequiredEvidence> _required;

    private EvidenceJudge(string environment, IReadOnlyList<RequiredEvidence> required) => (_environment, _required) = (environment, required);

    /// <summary>The keys that count for anything.</summary>
    public IEnumerable<PublicKey> Keys => _required.SelectMany(evidence => evidence.Signer.Keys).Distinct();

    /// <summary>The identities that count for anything.</summary>
    public IEnumerable<SignerIdentity> Identities => _required.Select(evidence => evidence.Signer.Identity).OfType<SignerIdentity>().Distinct();

    /// <summary>Reads the keys of an environment.</summary>
    /// <param name="host">The configuration.</param>
    /// <param name="environment">The environment.</param>
    /// <param name="trustRoot">The file that says whom to believe about identities; <c>null</c> (default) for what environment or configuration names.</param>
    /// <returns><c>null</c> where it requires no evidence.</returns>
    /// <exception cref="PlimsollException">A key cannot be read (exit code 2).</exception>
    public static EvidenceJudge? TryCreate(PlimsollHost host, string environment, string? trustRoot = null)
    {
        var requirements = host.Configuration.EvidenceOf(environment);
        if (requirements.Count == 0)
            return null;

        var factory = new SignerFactory(host.Environment, ConfigurationFile.RootOf(host.Directory, host.Configuration), host.Clock);
        var signers = new Dictionary<(string Keys, SignerIdentity? Identity), EvidenceSigner>();
        return new EvidenceJudge(environment, [.. requirements.Select(requirement => new RequiredEvidence(requirement, OpenSigner(requirement)))]);

        // What several items are signed by is verified once.
        EvidenceSigner OpenSigner(EvidenceRequirement requirement)
        {
            var name = (string.Join('\n', requirement.Keys), requirement.Identity);
            if (!signers.TryGetValue(name, out var signer))
                signers[name] = signer = new EvidenceSigner(
                    [.. requirement.Keys.SelectMany(factory.ReadPublicKeys).Distinct()],
                    requirement.Identity,
                    requirement.Identity is { } identity ? TrustedIdentity.CreateVerifier(host, identity, trustRoot, isEnvironments: true) : null);
            return signer;
        }
    }

    /// <summary>Judges an image by what is attached to it.</summary>
    /// <param name="image">The image or index. What is attached to an image of an index is no evidence of the index, nor the other way round.</param>
    /// <param name="sources">Where evidence of it may be.</param>
    /// <param name="listsAll">Whether everything that is attached is looked at, for people; otherwise only what may still be missing.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="PlimsollException">A registry refuses or fails, or more is attached than is read (exit code 3).</exception>
    public async Task<EvidenceVerdict> JudgeAsync(ManifestContent image, IEnumerable<IImageSource> sources, bool listsAll, CancellationToken cancellationToken)
    {
        var required = _required.ToArray();
        var (found, seen, limit) = (new List<JudgedAttachment>(), new HashSet<Digest>(), new VerificationLimit(image.Descriptor.Digest));
        foreach (var source in sources)
        {
            var elsewhere = seen.ToHashSet();
            await foreach (var attachment in AttachmentFinder.FindAsync(source, image, cancellationToken))
            {
                if (attachment.Kind is AttachmentKind.Receipt or AttachmentKind.Other || elsewhere.Contains(attachment.Manifest.Digest))
                    continue;

                seen.Add(attachment.Manifest.Digest);
                if (attachment is { IsSigned: false } or { Kind: AttachmentKind.NotationSignature })
                {
                    found.Add(new JudgedAttachment(attachment, null));
                }
                else if (listsAll || required.Any(evidence => evidence.Met is null && evidence.MayBe(attachment.PredicateType)))
                {
                    limit.Add();
                    var judged = await VerifyAsync(source, attachment, image.Descriptor.Digest, required, cancellationToken);
                    found.Add(judged);

                    // Another place may have it whole.
                    if (judged.Result?.Outcome == VerificationOutcome.Malformed)
                        seen.Remove(attachment.Manifest.Digest);
                }

                if (!listsAll && required.All(evidence => evidence.Met is not null))
                    return new EvidenceVerdict(_environment, required, found);
            }
        }

        return new EvidenceVerdict(_environment, required, found);
    }

    /// <summary>Verifies an attachment by each signer who counts, and marks what it is evidence of.</summary>
    private static async Task<JudgedAttachment> VerifyAsync(IImageSource source, Attachment attachment, Digest image, RequiredEvidence[] required, CancellationToken cancellationToken)
    {
        byte[] content;
        try
        {
            content = await AttachmentContent.ReadAsync(source, attachment, cancellationToken);
        }
        catch (PlimsollException exception) when (exception.Kind is ErrorKind.Usage or ErrorKind.NotFound)
        {
            return new JudgedAttachment(attachment, new VerificationResult(VerificationOutcome.Malformed, exception.Message.TrimEnd('.')));
        }

        var results = new Dictionary<EvidenceSigner, VerificationResult>();
        var (best, counted, mismatches) = (default(VerificationResult), new List<int>(), new List<string>());
        for (var i = 0; i < required.Length; i++)
        {
            var evidence = required[i];
            if (!results.TryGetValue(evidence.Signer, out var result))
                results[evidence.Signer] = result = evidence.Signer.Verify(attachment, content, image);
            if (best is not { IsValid: true })
                best = result;

            // What the signature covers tells what it is, not what the registry says beside it.
            if (!result.IsValid || result.PredicateType is not { } type || !evidence.MayBe(type))
                continue;
            if (evidence.GetMismatch(result) is { } mismatch)
            {
                mismatches.Add(mismatch);
                continue;
            }

            best = result;
            counted.Add(i);
        }

        var isSomething = counted.Count > 0;
        if (best is { IsValid: true } && !isSomething)
            best = best with { Message = $"{best.Message}, but {(mismatches.Count > 0 ? string.Join(" and ", mismatches.Distinct()) : "it is nothing that is required")}" };
        var judged = new JudgedAttachment(attachment, best) { Counts = isSomething };
        foreach (var index in counted.Where(index => required[index].Met is null))
            required[index] = required[index] with { Met = judged };
        return judged;
    }
}
