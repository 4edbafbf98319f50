using System.Collections.Concurrent;
using Plimsoll.Oci;
using Plimsoll.Oci.Images;

namespace Plimsoll.Policy.Rules;

/// <summary>
/// The rules that query registries: that a tag exists (<see cref="RuleNames.TagNotFound"/>), that it refers to the digest beside
/// it (<see cref="RuleNames.TagDigestMismatch"/>), that the image is signed (<see cref="RuleNames.UnsignedImage"/>), and
/// that it has the evidence that environments require (<see cref="RuleNames.MissingEvidence"/>). Each image is looked up once, however
/// many files name it.
/// </summary>
internal sealed class OnlineRules(IImageResolver resolver)
{
    private const int MaximumAtOnce = 8;
    private readonly ConcurrentDictionary<ImageReference, Answer> _answers = new();

    private sealed record Answer(Digest? Tag, Digest? Named, bool? IsSigned, PlimsollException? Failure)
    {
        /// <summary>What the image lacks in each environment that requires evidence; <c>null</c> for one where it lacks nothing.</summary>
        public IReadOnlyDictionary<string, MissingEvidence?> Evidence { get; init; } = new Dictionary<string, MissingEvidence?>();
    }

    /// <summary>Looks up all images whose reference is resolved.</summary>
    public async Task LookUpAsync(IEnumerable<(ImageUse Use, FileRules Rules)> uses, CancellationToken cancellationToken)
    {
        var images = uses.Where(use => use.Use.Reference is not null).GroupBy(use => use.Use.Reference!, use => use.Rules);
        await Parallel.ForEachAsync(images, new ParallelOptions { MaxDegreeOfParallelism = MaximumAtOnce, CancellationToken = cancellationToken },
            async (image, token) => _answers[image.Key] = await LookUpAsync(image.Key, image.Any(NeedsSignature), [.. image.SelectMany(EvidenceFor).Distinct()], token));
    }

    /// <summary>The findings about an image.</summary>
    public IEnumerable<Finding> Check(ImageUse use, FileRules rules)
    {
        if (use.Reference is not { } image || !_answers.TryGetValue(image, out var answer))
            return [];

        return new[] { Failure(use, rules, answer), NotFound(use, rules, image, answer), Mismatch(use, rules, image, answer), Unsigned(use, rules, answer) }.Concat(rules.EvidenceFor.Select(environment => Unproven(use, rules, answer, environment))).OfType<Finding>();
    }

    private static Finding? Failure(ImageUse use, FileRules rules, Answer answer) => answer.Failure is not { } failure ? null
        : ImageRules.CreateFinding(RuleNames.RegistryUnavailable, Severity.Warning, use, rules,
            $"{ImageRules.Describe(use)} could not be looked up: {failure.Message}", failure.Advice ?? "Try again, or check without the setting 'online'.");

    private static Finding? NotFound(ImageUse use, FileRules rules, ImageReference image, Answer answer)
    {
        if (answer.Failure is not null || (answer.Named is not null && (image.Tag is null || answer.Tag is not null)))
            return null;

        var missing = answer.Named is null && image.Digest is { } digest ? digest.ToString() : image.Tag ?? "latest";
        return ImageRules.CreateFinding(RuleNames.TagNotFound, Severity.Error, use, rules,
            $"{ImageRules.Describe(use)} does not exist in its registry: {image.Name} has no '{missing}'.",
            "Use an existing tag ('plimsoll ls' lists them), or publish the image.");
    }

    private static Finding? Mismatch(ImageUse use, FileRules rules, ImageReference image, Answer answer) =>
        image.Digest is not { } pinned || answer.Tag is not { } now || now == pinned ? null
        : ImageRules.CreateFinding(RuleNames.TagDigestMismatch, Severity.Error, use, rules,
            $"{ImageRules.Describe(use)} has a digest that does not match its tag '{image.Tag}', which points to {now}.",
            "Update the digest ('plimsoll pin' with the setting 'update'), or use the tag that the digest belongs to.");

    private static Finding? Unsigned(ImageUse use, FileRules rules, Answer answer) => answer.IsSigned is not false ? null
        : ImageRules.CreateFinding(RuleNames.UnsignedImage, defaultSeverity: null, use, rules,
            $"{ImageRules.Describe(use)} has no signature in its registry.", "Sign the image, for example with cosign, or use one that is signed.");

    /// <summary>What could not be looked up has shown no evidence.</summary>
    private static Finding? Unproven(ImageUse use, FileRules rules, Answer answer, string environment)
    {
        var missing = answer.Failure is { } failure ? new MissingEvidence($"Its evidence could not be looked up: {failure.Message}", failure.Advice ?? "Try again.") : answer.Evidence.GetValueOrDefault(environment);
        return missing is null ? null : ImageRules.CreateFinding(RuleNames.MissingEvidence, Severity.Error, use, rules,
            $"{ImageRules.Describe(use)} is not proven to be what environment '{environment}' requires. {missing.Message}", missing.Advice);
    }

    private static bool NeedsSignature(FileRules rules) => rules.Levels.GetSeverity(RuleNames.UnsignedImage, null) is not null;

    private static IReadOnlyList<string> EvidenceFor(FileRules rules) => rules.Levels.GetSeverity(RuleNames.MissingEvidence, Severity.Error) is null ? [] : rules.EvidenceFor;

    private async Task<Answer> LookUpAsync(ImageReference image, bool needsSignature, IReadOnlyList<string> environments, CancellationToken cancellationToken)
    {
        try
        {
            var repository = image.WithoutTagOrDigest();
            var byTag = image.Tag is null && image.Digest is not null ? null : await resolver.ResolveAsync(repository.WithTag(image.Tag ?? "latest"), cancellationToken);
            var named = image.Digest is not { } digest || byTag == digest ? byTag : await resolver.ResolveAsync(repository.WithDigest(digest), cancellationToken);
            bool? isSigned = needsSignature && named is not null ? await resolver.IsSignedAsync(repository.WithDigest(named), cancellationToken) : null;
            var evidence = new Dictionary<string, MissingEvidence?>(StringComparer.Ordinal);
            if (named is not null)
                foreach (var environment in environments)
                    evidence[environment] = await resolver.FindMissingEvidenceAsync(repository.WithDigest(named), environment, cancellationToken);
            return new Answer(byTag, named, isSigned, null) { Evidence = evidence };
        }
        catch (PlimsollException exception)
        {
            return new Answer(null, null, null, exception);
        }
    }
}
