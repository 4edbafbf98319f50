using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;
using Plimsoll.Publishing.Attachments;
using Plimsoll.Publishing.Destinations;
using Plimsoll.Publishing.Sboms;
using Plimsoll.Publishing.Signatures;
using Plimsoll.Signing.Statements;
using Plimsoll.Tags;

namespace Plimsoll.Publishing.Execution;

/// <summary>
/// Signs an image that is published, and what is stated about it. What this run did not make, it does not vouch for: an image that is
/// kept or published again because of its labels, which anybody can write, must be signed by the same key already.
/// </summary>
/// <param name="host">The clock.</param>
/// <param name="image">The image.</param>
/// <param name="signer">What signs.</param>
internal sealed class ImageSigner(PlimsollHost host, PreparedImage image, IImageSigner signer)
{
    private SignedImage? _signed;

    /// <summary>The signatures of the image by this signer: those that were made, and those that were there.</summary>
    public IReadOnlyList<ImageSignature> Signatures { get; private set; } = [];

    /// <summary>Who signs.</summary>
    public string Name => signer.Name;

    /// <summary>Whether the image is sent, or a tag names it: where each stays with another one, there is nothing to sign.</summary>
    private bool NamesImage => image.Changes.HasChanges || image.Changes.ByDigest || image.Kept is not null || image.Changes.Changes.Any(change => change.Action == TagAction.Unchanged);

    /// <summary>The kinds of signature that publishing would make; a plan asks.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task<IReadOnlyList<string>> PlanAsync(CancellationToken cancellationToken) =>
        image.IsOfAnotherRun || !NamesImage ? []
        : signer.GetLacking(FindDigest(image.Target) is { } digest && await image.Target.Repository.FindAsync(digest.ToString(), cancellationToken) is { } there
            ? await signer.FindAsync(Of(image.Target, there), cancellationToken)
            : []);

    /// <summary>Whether a statement of this kind is there already, by the same signer.</summary>
    /// <param name="target">The image.</param>
    /// <param name="described">Its manifest.</param>
    /// <param name="isWanted">Whether a type of statement is the one.</param>
    /// <param name="says">Whether it says the same; <c>null</c> for any.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task<bool> HasAsync(IPublishTarget target, Descriptor described, Func<string, bool> isWanted, Func<Statement, bool>? says, CancellationToken cancellationToken) =>
        await Of(target, described).FindAsync(signer.Verifier, isWanted, says, cancellationToken) is not null;

    /// <summary>Signs a statement and attaches it.</summary>
    public Task<AttachedManifest> AttestAsync(IPublishTarget target, Descriptor described, Statement statement, CancellationToken cancellationToken) =>
        signer.AttestAsync(Of(target, described), statement, cancellationToken);

    /// <summary>Signs an SBOM, so that it counts as evidence; by itself it stays as it is, for tools that look for one.</summary>
    /// <param name="target">The image.</param>
    /// <param name="described">Its manifest.</param>
    /// <param name="sbom">The SBOM.</param>
    /// <param name="mayBeThere">Whether the same may be there.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns><c>null</c> where it is there.</returns>
    public async Task<AttachedManifest?> AttestAsync(IPublishTarget target, Descriptor described, SbomDocument sbom, bool mayBeThere, CancellationToken cancellationToken)
    {
        var statement = sbom.ToStatement(StatementSubject.Of(target.Destination, described.Digest));
        return mayBeThere && await HasAsync(target, described, type => type == statement.PredicateType, there => there.Predicate.Span.SequenceEqual(statement.Predicate.Span), cancellationToken)
            ? null
            : await AttestAsync(target, described, statement, cancellationToken);
    }

    /// <summary>Signs the image.</summary>
    /// <param name="target">The image.</param>
    /// <param name="mayBeSigned">Whether signatures may be there.</param>
    /// <param name="ensure">Puts the image there, before something is written.</param>
    /// <param name="cancellationToken">Stops; no tag is written yet.</param>
    /// <returns>What was made.</returns>
    /// <exception cref="PlimsollException">It cannot be signed.</exception>
    public async Task<IReadOnlyList<AttachedManifest>> SignAsync(IPublishTarget target, bool mayBeSigned, Func<Task<Descriptor>> ensure, CancellationToken cancellationToken)
    {
        if (!NamesImage || FindDigest(target) is not { } digest)
            return [];
        if (image.IsOfAnotherRun)
        {
            await RequireSignatureAsync(target, digest, cancellationToken);
            return [];
        }

        try
        {
            var described = await DescribeAsync(target, digest, ensure, cancellationToken);
            var there = mayBeSigned ? await signer.FindAsync(Of(target, described), cancellationToken) : [];
            var lacking = signer.GetLacking(there);
            if (lacking.Count > 0 && target.Manifest is not null)
                await ensure();
            var made = lacking.Count > 0 ? await signer.SignAsync(Of(target, described), lacking, cancellationToken) : [];
            Signatures = [.. there, .. made];
            return [.. made.Select(signature => new AttachedManifest(signature.Kind, signature.Digest) { SignedBy = signature.SignedBy })];
        }
        catch (PlimsollException exception) when (exception.Kind != ErrorKind.Cancelled)
        {
            throw new PlimsollException(exception.Kind, $"{target.Destination}@{digest} could not be signed, and no tag was written after that: {exception.Message}", exception.Advice, exception);
        }
    }

    private async Task RequireSignatureAsync(IPublishTarget target, Digest digest, CancellationToken cancellationToken)
    {
        if (!signer.Verifier.HasSigners)
            throw PlimsollException.Usage(
                $"{target.Destination}@{digest} was published by another run, and without a trust root it cannot be told who signed it.",
                "Set 'trustRoot' under 'sign: { keyless: … }' in plimsoll.yml to the trusted_root.json of the services that sign.");

        var described = await DescribeAsync(target, digest, ensure: null, cancellationToken);
        Signatures = await signer.FindAsync(Of(target, described), cancellationToken) is { Count: > 0 } there ? there : throw new PlimsollException(
            ErrorKind.Policy,
            $"{target.Destination}@{digest} was published by another run and is not signed by {signer.Name}. What this run did not make, it does not sign.",
            "Have the run that publishes the image sign it; or publish the image by its digest as the source, if you trust it.");
    }

    /// <summary>The image's descriptor; a registry is asked only for that of an image that its own engine pushed.</summary>
    private static async Task<Descriptor> DescribeAsync(IPublishTarget target, Digest digest, Func<Task<Descriptor>>? ensure, CancellationToken cancellationToken) =>
        target is DirectTarget direct ? direct.Manifest.Descriptor
        : await target.Repository.ResolveAsync(digest.ToString(), cancellationToken) ?? (ensure is null ? throw PlimsollException.NotFound($"{target.Destination} has no image {digest}.") : await ensure());

    /// <summary>The image that the tags name; also one that an engine pushed before, whose tags stay as they are.</summary>
    private Digest? FindDigest(IPublishTarget target) =>
        target.Manifest ?? image.Changes.Changes.FirstOrDefault(change => change.Action == TagAction.Unchanged)?.After;

    private SignedImage Of(IPublishTarget target, Descriptor described) =>
        _signed ??= new SignedImage(target, described, host.Observer.SourceDate ?? host.Clock.GetUtcNow());
}
