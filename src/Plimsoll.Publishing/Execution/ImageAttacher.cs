using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;
using Plimsoll.Policy.Rules;
using Plimsoll.Publishing.Attachments;
using Plimsoll.Publishing.Builds;
using Plimsoll.Publishing.Destinations;
using Plimsoll.Publishing.Planning;
using Plimsoll.Publishing.Receipts;
using Plimsoll.Publishing.Sboms;
using Plimsoll.Signing.Statements;

namespace Plimsoll.Publishing.Execution;

/// <summary>
/// Attaches to an image what was asked for: its provenance, where it brings none, and its SBOM. It comes after the image and before
/// the first tag; what the engine pushes has a tag from the beginning, and gets it before the next ones.
/// </summary>
/// <param name="host">The clock, and whom to warn.</param>
/// <param name="image">The image.</param>
/// <param name="startedAt">When the run began.</param>
internal sealed class ImageAttacher(PlimsollHost host, PreparedImage image, DateTimeOffset startedAt)
{
    private readonly List<AttachedManifest> _attached = [];
    private readonly ImageSigner? _signer = image.Signer is { } signer ? new ImageSigner(host, image, signer) : null;
    private readonly List<string> _warnings = [];

    /// <summary>What was attached, and what could not be.</summary>
    public IReadOnlyList<AttachedManifest> Attached => _attached;

    /// <summary>The signatures of the image by the key that it is published with; <c>null</c> where none is asked for.</summary>
    public IReadOnlyList<ImageSignature>? Signatures => _signer?.Signatures;

    /// <summary>What there is to look into.</summary>
    public IReadOnlyList<string> Warnings => _warnings;

    /// <summary>Whether there may be something to attach, or to look for.</summary>
    public bool HasWork => MakesProvenance(image) || AttachesSbom(image) || (image.Kept is not null && RequiresProvenance(image)) || _signer is not null;

    /// <summary>The kinds of what would be attached, as far as a plan can tell.</summary>
    /// <param name="cancellationToken">Stops reading.</param>
    public async Task<IReadOnlyList<string>> PlanAsync(CancellationToken cancellationToken)
    {
        var kinds = new List<string>();
        if (AttachesSbom(image) && !(image.IsOfAnotherRun && image.Target.Manifest is { } there && await HasSbomAsync(image.Target, there, cancellationToken)))
            kinds.AddRange(SignsSbom ? [SbomKind, ReferrerKind.OfBundle(SbomKind == SbomDocument.Spdx([]).Kind ? PredicateTypes.Spdx : PredicateTypes.CycloneDx)] : [SbomKind]);
        if (MakesProvenance(image) && (_signer is not null || !await BringsProvenanceAsync(image, cancellationToken)))
            kinds.Add(ProvenanceKind);
        return _signer is null ? kinds : [.. kinds, .. await _signer.PlanAsync(cancellationToken)];
    }

    /// <summary>What there is to say against an image that must have provenance, gets none made, and brings none; nothing where all is well.</summary>
    /// <param name="image">The image.</param>
    /// <param name="provenance">What the setting is called.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public static async Task<IReadOnlyList<TagRefusal>> JudgeAsync(PreparedImage image, string provenance, CancellationToken cancellationToken)
    {
        if (!RequiresProvenance(image) || await BringsProvenanceAsync(image, cancellationToken))
            return [];
        if (image.Target is DirectTarget direct && await new StatementFinder(direct.Repository, PredicateTypes.IsProvenance).IsThereAsync(direct.Manifest, referrers: true, cancellationToken))
            return [];

        var whose = image.Kept is not null ? "is kept from another run of this commit" : image.IsOfAnotherRun ? "is reused from another run of this commit" : "was built elsewhere";
        return
        [
            new TagRefusal(
                RuleNames.MissingEvidence,
                image.Changes.Changes.First(change => change.IsWrite).Tag.Value,
                $"{image.Target.Destination}: provenance is required, but {image.Target.Image} has none and {whose}, so that none is made for it (rule {RuleNames.MissingEvidence}).",
                $"Have it attached where the image is built, for example with 'cosign attest --type slsaprovenance1', or set {provenance} to true, which does not require it."),
        ];
    }

    /// <summary>Attaches.</summary>
    /// <param name="target">The image, whose manifest is known.</param>
    /// <param name="sent">What was done to send it.</param>
    /// <param name="cancellationToken">Stops; nothing is tagged yet.</param>
    /// <exception cref="PlimsollException">What is required could not be attached.</exception>
    public async Task AttachAsync(IPublishTarget target, CopyReport sent, CancellationToken cancellationToken)
    {
        // Another publisher of the commit may have been faster since the plan was made.
        if (image.Kept is not null)
            ProductionPolicy.Throw(await JudgeAsync(image, host.SettingName("provenance"), cancellationToken));

        // What must be there comes first: where it cannot be made or attached, nothing else is left behind.
        if (AttachesSbom(image) && target.Manifest is not null)
            await AttachAsync(SbomKind, isRequired: true, token => AttachSbomAsync(target, sent, token), cancellationToken);
        // What is not by the same signer is no substitute for what would be signed.
        if (MakesProvenance(image) && (_signer is not null || !BringsProvenance(target, sent)))
            await AttachAsync(ProvenanceKind, image.Request.Provenance == ProvenanceMode.Required || _signer is not null, token => AttachProvenanceAsync(target, sent, token), cancellationToken);
        if (_signer is not null)
            foreach (var made in await _signer.SignAsync(target, MayHave(sent), () => EnsureAsync(target, sent, cancellationToken), cancellationToken))
                Add(made);
    }

    private string ProvenanceKind => _signer is null ? ReferrerKind.OfStatement(PredicateTypes.SlsaProvenance1) : ReferrerKind.OfBundle(PredicateTypes.SlsaProvenance1);

    private string SbomKind => image.Sbom?.Kind ?? SbomDocument.Spdx([]).Kind;

    /// <summary>Whether the SBOM is signed: of an image that another run made, only what is there already counts.</summary>
    private bool SignsSbom => _signer is not null && !image.IsOfAnotherRun;

    /// <summary>
    /// Whether provenance is made at all: for what this run made or found on this machine. What another run published, or somebody
    /// else's registry has, it did not make; and where no tag is written, nothing new is published. What is sent by digest becomes part of an
    /// index, which gets a statement about all of it: in a registry that keeps lists under tags, each part would add one more.
    /// </summary>
    private static bool MakesProvenance(PreparedImage image) =>
        image.Request.Provenance != ProvenanceMode.None
        && !image.IsOfAnotherRun
        && (image.Request.Parts.Count > 0 || image.Request.Source is null or { Transport: not ImageTransport.Registry })
        && image.Changes.HasChanges;

    /// <summary>Whether a tag may be written only if the image has provenance already. By digest none is.</summary>
    private static bool RequiresProvenance(PreparedImage image) =>
        image.Request.Provenance == ProvenanceMode.Required && image.Changes.HasChanges && !MakesProvenance(image);

    /// <summary>
    /// Whether an SBOM is attached: one that was given always, since whoever gives it wants it there; one that is made only of what is put
    /// together here, and where BuildKit makes none.
    /// </summary>
    private static bool AttachesSbom(PreparedImage image) =>
        image.Sbom is not null || (image.Request is { Sbom: not null, Parts.Count: 0 } and not { Build.Kind: BuildKind.Dockerfile } && (image.Changes.HasChanges || image.Changes.ByDigest));

    /// <summary>Two statements could contradict each other, and that of the builder knows more.</summary>
    private static async Task<bool> BringsProvenanceAsync(PreparedImage image, CancellationToken cancellationToken) =>
        image.Target is DirectTarget direct && await new StatementFinder(direct.Source, PredicateTypes.IsProvenance).IsThereAsync(direct.Manifest, image.Request.Transfer.Referrers, cancellationToken);

    /// <summary>The same of what was sent, which costs no request. What the engine brings along, only the registry tells.</summary>
    private static bool BringsProvenance(IPublishTarget target, CopyReport sent) =>
        target is DirectTarget direct && StatementFinder.Covers(direct.Manifest, ReferrerCounts.List(sent).SelectMany(found => found), PredicateTypes.IsProvenance);

    private static async Task<bool> HasSbomAsync(IPublishTarget target, Digest digest, CancellationToken cancellationToken) =>
        await new StatementFinder(target.Repository, PredicateTypes.IsSbom).IsThereAsync(await target.Repository.GetManifestAsync(digest.ToString(), cancellationToken), referrers: true, cancellationToken);

    private void Add(AttachedManifest made)
    {
        _attached.Add(made);
        host.Details?.Report($"{made.Kind} attached: {made.Digest}");
    }

    private async Task AttachAsync(string kind, bool isRequired, Func<CancellationToken, Task<IReadOnlyList<AttachedManifest>>> attach, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var made in await attach(cancellationToken))
                Add(made);
        }
        catch (PlimsollException exception) when (!isRequired && exception.Kind != ErrorKind.Cancelled)
        {
            _attached.Add(new AttachedManifest(kind, Digest: null) { Failure = exception.Message });
            var text = $"{kind} could not be attached to {image.Target.Destination}: {exception.Message}{(exception.FormatAdvice(host.SettingName) is { } advice ? $" {advice}" : "")} Set {host.SettingName("provenance")} to false where the registry does not accept it.";
            _warnings.Add(text);
            host.Warnings?.Report(text);
        }
        catch (PlimsollException exception) when (isRequired)
        {
            throw new PlimsollException(exception.Kind, $"{kind} is required, but could not be attached to {image.Target.Destination}, and no tag was written after that: {exception.Message}", exception.Advice, exception);
        }
    }

    /// <returns>None where the image has some: a run before this one attached it, and was broken off; or the engine brought along what BuildKit stated.</returns>
    private async Task<IReadOnlyList<AttachedManifest>> AttachProvenanceAsync(IPublishTarget target, CopyReport sent, CancellationToken cancellationToken)
    {
        var repository = target.Repository;
        var described = await EnsureAsync(target, sent, cancellationToken);
        var finder = new StatementFinder(repository, PredicateTypes.IsProvenance);
        if (_signer is null && target is not DirectTarget && await finder.IsThereAsync(await repository.GetManifestAsync(described.Digest.ToString(), cancellationToken), referrers: false, cancellationToken))
            return [];
        if (_signer is null ? IsPresent(sent) && await finder.IsAboutAsync(described.Digest, cancellationToken) : MayHave(sent) && await _signer.HasAsync(target, described, PredicateTypes.IsProvenance, says: null, cancellationToken))
            return [];

        // The same image, published again, then has the same statement.
        var finished = host.Observer.SourceDate ?? host.Clock.GetUtcNow();
        var statement = await new ImageProvenance(image, host.ToolVersion).CreateAsync(target, described.Digest, host.Observer.SourceDate ?? startedAt, finished, cancellationToken);
        if (_signer is not null)
            return [await _signer.AttestAsync(target, described, statement, cancellationToken)];

        var attached = await AttachedDocument.AttachAsync(
            repository,
            described,
            Statement.MediaType,
            statement.Serialize(),
            finished,
            new Dictionary<string, string> { [ReceiptReferrer.PredicateAnnotation] = PredicateTypes.SlsaProvenance1 },
            cancellationToken);
        return [new AttachedManifest(ProvenanceKind, attached.Digest)];
    }

    /// <summary>The same SBOM of the same image is the same artifact, so that nobody need look whether it is there. Signed, it is another each time.</summary>
    /// <returns>None where the image is of another run, which attached one.</returns>
    private async Task<IReadOnlyList<AttachedManifest>> AttachSbomAsync(IPublishTarget target, CopyReport sent, CancellationToken cancellationToken)
    {
        if (image.Sbom is null || image.Kept is not null)
        {
            if (image.IsOfAnotherRun && await HasSbomAsync(target, target.Manifest!, cancellationToken))
                return [];
            if (image is { Sbom: not null, Kept: { } kept })
                throw new PlimsollException(
                    ErrorKind.Conflict,
                    $"the SBOM was made of the image of this run, {image.Built.Image}, but another run of this commit was first with {kept.Digest}, which has none.",
                    $"Publish again without {host.SettingName("sbom")}, or with an SBOM that Plimsoll makes of the image that is there ({host.SettingName("sbom")} auto).");
        }

        var created = host.Observer.SourceDate ?? image.Context.Repository.Head.CommitDate;
        var document = image.Sbom ?? await ImageSbom.CreateAsync(((DirectTarget)target).Source, ((DirectTarget)target).Manifest, target.Destination, image.Tags.Version, image.IsOfAnotherRun ? null : image.Image.Assets, host.ToolVersion, created, cancellationToken);
        var described = await EnsureAsync(target, sent, cancellationToken);
        var attached = await AttachedDocument.AttachAsync(target.Repository, described, document.MediaType, document.Content, created, new Dictionary<string, string>(), cancellationToken);
        var made = new AttachedManifest(document.Kind, attached.Digest);
        return SignsSbom && await _signer!.AttestAsync(target, described, document, MayHave(sent), cancellationToken) is { } signed ? [made, signed] : [made];
    }

    /// <summary>Whether something may refer to the image already: it was there before, or came with what it refers to.</summary>
    private static bool MayHave(CopyReport sent) => IsPresent(sent) || sent.Referrers.Count > 0;

    /// <summary>Whether nothing of the image was sent: it may have been there before.</summary>
    private static bool IsPresent(CopyReport sent) => sent.Blobs.All(copy => copy.Outcome is BlobOutcome.Present or BlobOutcome.Foreign);

    /// <summary>Some registries take nothing that refers to what they do not have.</summary>
    private static async Task<Descriptor> EnsureAsync(IPublishTarget target, CopyReport sent, CancellationToken cancellationToken)
    {
        var digest = target.Manifest!;
        if (target is not DirectTarget direct)
            return await target.Repository.ResolveAsync(digest.ToString(), cancellationToken) ?? throw PlimsollException.NotFound($"{target.Destination} has no image {digest}.");

        if (!direct.ByDigest && (!IsPresent(sent) || await target.Repository.FindAsync(digest.ToString(), cancellationToken) is null))
            await target.Repository.PutManifestAsync(direct.Manifest, tag: null, cancellationToken);
        return direct.Manifest.Descriptor;
    }
}
