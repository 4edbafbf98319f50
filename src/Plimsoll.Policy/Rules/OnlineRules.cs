using System.Collections.Concurrent;
using Plimsoll.Oci;
using Plimsoll.Oci.Images;

namespace Plimsoll.Policy.Rules;

/// <summary>
/// The rules that ask registries: that a tag is there (<see cref="RuleNames.TagNotFound"/>), that it names the digest beside
/// it (<see cref="RuleNames.TagDigestMismatch"/>), that the image is signed (<see cref="RuleNames.UnsignedImage"/>). Each image is
/// asked for once, however many files name it.
/// </summary>
internal sealed class OnlineRules(IImageResolver resolver, ImagePolicy policy)
{
    private const int MaximumAtOnce = 8;
    private readonly ConcurrentDictionary<ImageReference, Answer> _answers = new();

    private sealed record Answer(Digest? Tag, Digest? Named, bool? IsSigned, PlimsollException? Failure);

    /// <summary>Asks for all images that are known in full.</summary>
    public async Task AskAsync(IEnumerable<(ImageUse Use, FileRules Rules)> uses, CancellationToken cancellationToken)
    {
        var images = uses.Where(use => use.Use.Reference is not null).GroupBy(use => use.Use.Reference!, use => NeedsSignature(use.Rules));
        await Parallel.ForEachAsync(images, new ParallelOptions { MaxDegreeOfParallelism = MaximumAtOnce, CancellationToken = cancellationToken },
            async (image, token) => _answers[image.Key] = await AskAsync(image.Key, image.Any(needed => needed), token));
    }

    /// <summary>What the answers have against an image.</summary>
    public IEnumerable<Finding> Check(ImageUse use, FileRules rules)
    {
        if (use.Reference is not { } image || !_answers.TryGetValue(image, out var answer))
            return [];

        return new[] { Failure(use, rules, answer), NotFound(use, rules, image, answer), Mismatch(use, rules, image, answer), Unsigned(use, rules, answer) }.OfType<Finding>();
    }

    private static Finding? Failure(ImageUse use, FileRules rules, Answer answer) => answer.Failure is not { } failure ? null
        : ImageRules.Finding(RuleNames.RegistryUnavailable, Severity.Warning, use, rules,
            $"{ImageRules.Name(use)} could not be looked up: {failure.Message}", failure.Advice ?? "Try again, or check without --online.");

    private static Finding? NotFound(ImageUse use, FileRules rules, ImageReference image, Answer answer)
    {
        if (answer.Failure is not null || (answer.Named is not null && (image.Tag is null || answer.Tag is not null)))
            return null;

        var missing = answer.Named is null && image.Digest is { } digest ? digest.ToString() : image.Tag ?? "latest";
        return ImageRules.Finding(RuleNames.TagNotFound, Severity.Error, use, rules,
            $"{ImageRules.Name(use)} is not at its registry: {image.Name} has no '{missing}'.",
            "Name an image that is there ('plimsoll ls' lists the tags), or publish this one.");
    }

    private static Finding? Mismatch(ImageUse use, FileRules rules, ImageReference image, Answer answer) =>
        image.Digest is not { } pinned || answer.Tag is not { } now || now == pinned ? null
        : ImageRules.Finding(RuleNames.TagDigestMismatch, Severity.Error, use, rules,
            $"{ImageRules.Name(use)} is pinned to another image than its tag '{image.Tag}' names now: {now}.",
            "Pin the tag anew with 'plimsoll pin --update', or name the tag that the digest belongs to.");

    private Finding? Unsigned(ImageUse use, FileRules rules, Answer answer) => answer.IsSigned is not false ? null
        : ImageRules.Finding(RuleNames.UnsignedImage, WeightOfUnsigned, use, rules,
            $"{ImageRules.Name(use)} has no signature at its registry.", "Sign it, for example with cosign, or take one that is signed.");

    private Severity? WeightOfUnsigned => policy.Requires.Contains(RequiredEvidence.Signature) ? Severity.Error : null;

    private bool NeedsSignature(FileRules rules) => rules.Levels.Of(RuleNames.UnsignedImage, WeightOfUnsigned) is not null;

    private async Task<Answer> AskAsync(ImageReference image, bool needsSignature, CancellationToken cancellationToken)
    {
        try
        {
            var repository = image.WithoutTagOrDigest();
            var byTag = image.Tag is null && image.Digest is not null ? null : await resolver.ResolveAsync(repository.WithTag(image.Tag ?? "latest"), cancellationToken);
            var named = image.Digest is not { } digest || byTag == digest ? byTag : await resolver.ResolveAsync(repository.WithDigest(digest), cancellationToken);
            bool? isSigned = needsSignature && named is not null ? await resolver.IsSignedAsync(repository.WithDigest(named), cancellationToken) : null;
            return new Answer(byTag, named, isSigned, null);
        }
        catch (PlimsollException exception)
        {
            return new Answer(null, null, null, exception);
        }
    }
}
