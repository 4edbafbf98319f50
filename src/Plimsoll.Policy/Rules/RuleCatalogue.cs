namespace Plimsoll.Policy.Rules;

/// <summary>The rules for files with their descriptions, in the order of <see cref="RuleNames.ForFiles"/>.</summary>
internal static class RuleCatalogue
{
    private static readonly RuleSeverities AlwaysError = new(Severity.Error, Severity.Error, Severity.Error);
    private static readonly RuleSeverities AlwaysWarning = new(Severity.Warning, Severity.Warning, Severity.Warning);
    private static readonly RuleSeverities Off = new(null, null, null);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<RuleDescription> All { get; } =
    [
        new(RuleNames.MissingTag, "Image without a tag or digest",
            "The image has neither a tag nor a digest.",
            "Without a tag, a reference defaults to ':latest', which can change at any time. Two hosts can run different images, a restart can pull a new one, and nothing records which image ran.",
            "Use a version tag that does not move, such as :1.2.3, or a digest.", AlwaysError)
        {
            Examples = [new("image: nginx", "image: nginx:1.27.3"), new("image: localhost:5000/nginx", "image: localhost:5000/nginx:1.27.3")],
            SecuritySeverity = 5.5,
        },
        new(RuleNames.MutableTag, "Tag that can move to another image",
            "The image uses a tag that can move to another image. With the profile 'tag', these are 'latest', ranges of versions without an upper end, and the patterns of policy.mutableTags; with 'floating' and 'digest', all moving tags: words such as 'stable', versions with one or two numbers, and ranges of versions.",
            "What was tested is not necessarily what runs: when the tag is pushed again, the next pull gets different code, without a change that can be reviewed or reverted.",
            "Use a version tag that does not move, such as :1.2.3, or a digest ('plimsoll pin' adds it). If the tag never moves, add it to policy.immutableTags.", AlwaysError)
        {
            Examples = [new("image: nginx:latest", "image: nginx:1.27.3"), new("image: nginx:${TAG:-latest}", "image: nginx:${TAG:-1.27.3}")],
            SecuritySeverity = 5.5,
        },
        new(RuleNames.MissingDigest, "Image without a digest",
            "The image has a tag but no digest. The rule is enabled by the profile 'digest', and wherever policy.rules sets a severity for it.",
            "A registry can allow any tag to be overwritten, including one that looks like a version. Only a digest always refers to the same bytes, whoever controls the registry.",
            "Add the digest and keep the tag for readability: IMAGE:TAG@sha256:… ('plimsoll pin' does this).", new RuleSeverities(null, null, Severity.Error))
        {
            Examples = [new("image: nginx:1.27.3", "image: nginx:1.27.3@sha256:4c4d0e1a2b3c5d6e7f8091a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d5e6")],
            SecuritySeverity = 4.0,
        },
        new(RuleNames.Unresolved, "Image reference that cannot be resolved",
            "The image reference depends on a value that the files do not define: a variable without a default, or a template. policy.unresolved decides whether this is ignored, a warning or an error.",
            "A reference that cannot be read from the files cannot be reviewed: it can be any image at run time.",
            "Set a default value for the variable, or use a version tag or a digest.", AlwaysWarning)
        {
            Examples = [new("image: nginx:${TAG}", "image: nginx:${TAG:-1.27.3}")],
        },
        new(RuleNames.InvalidReference, "Invalid image reference",
            "The value is not a valid image reference.",
            "Otherwise the error appears only at deployment, or another tool interprets the value differently than its author intended.",
            "Write it as [REGISTRY/]REPOSITORY[:TAG][@DIGEST], in lower case up to the tag.", AlwaysError)
        {
            Examples = [new("image: nginx@latest", "image: nginx:1.27.3"), new("image: Acme/App:1.2.3", "image: acme/app:1.2.3")],
        },
        new(RuleNames.UnknownRegistry, "Image from a registry that is not allowed",
            "The image comes from a registry, or a part of one, that policy.registries does not list. Whole path components are compared: ghcr.io/acme does not allow ghcr.io/acme-evil.",
            "Anyone can publish to a public registry, under names that resemble others. An allow list keeps a typo or an attack from introducing an image that was not reviewed.",
            "Use an image from an allowed registry, copy this one there ('plimsoll copy'), or add its registry to policy.registries.", AlwaysError)
        {
            Condition = "It applies only if policy.registries is set.",
            SecuritySeverity = 7.0,
        },
        new(RuleNames.ImmutableTagMoved, "Immutable tag with a changed digest",
            "The change keeps an image's tag, which is immutable, but replaces its digest.",
            "A version whose digest changed was published twice, or was tampered with. Both can be a supply-chain attack.",
            "Use a new tag for the new image, or find out who published another image under this tag.", AlwaysError)
        {
            Condition = "It applies only if the check compares files with an earlier commit (the setting 'changed').",
            SecuritySeverity = 8.0,
        },
        new(RuleNames.VersionRegression, "Downgrade to a lower version",
            "The change downgrades an image to a lower version than the file had before.",
            "A bad merge or an outdated branch brings back bugs that were already fixed.",
            "Use the newer version. If the downgrade is intended, add a comment: plimsoll:ignore version-regression REASON.", AlwaysWarning)
        {
            Condition = "It applies only if the check compares files with an earlier commit (the setting 'changed').",
        },
        new(RuleNames.TagNotFound, "Image that does not exist in its registry",
            "The registry does not have the image's tag or digest.",
            "The image cannot be pulled: the deployment fails, or works only on hosts that have the image cached.",
            "Use an existing tag ('plimsoll ls' lists them), or publish the image.", AlwaysError)
        {
            Condition = "It applies only if the check queries the registries (the setting 'online').",
        },
        new(RuleNames.TagDigestMismatch, "Digest that does not match the tag",
            "The image has both a tag and a digest, and in its registry the tag points to a different digest.",
            "The digest decides what runs, but reviewers read the tag and assume a version that is not deployed. Or the tag has moved, and the pinned digest is outdated.",
            "Update the digest ('plimsoll pin' with the setting 'update'), or use the tag that the digest belongs to.", AlwaysError)
        {
            Condition = "It applies only if the check queries the registries (the setting 'online').",
            SecuritySeverity = 7.0,
        },
        new(RuleNames.UnsignedImage, "Image without a signature",
            "The registry has no signature of the image. The rule checks that a signature exists, not who made it. It is enabled if policy.rules sets a severity for it; who must have signed is set by the evidence of an environment ('missing-evidence').",
            "Without a signature there is no evidence of who built an image, or that the registry still serves the image that was built.",
            "Sign the image, for example with cosign, or use one that is signed.", Off)
        {
            Condition = "It applies only if the check queries the registries (the setting 'online').",
            SecuritySeverity = 6.0,
        },
        new(RuleNames.MissingEvidence, "Image without required evidence",
            "The file belongs to an environment with 'evidence', and the image lacks a signature, signed provenance or a signed SBOM that it requires: there is none, it is signed by somebody else, or the provenance names another builder, source or branch. Statements that are not signed are no evidence.",
            "Anyone who can push to the registry can replace an image and attach statements to it. Only a signature shows who built and released what is deployed.",
            "Sign the image, or use one that is signed. 'plimsoll verify IMAGE' with the setting 'environment' lists what was found and why it does not count.", AlwaysError)
        {
            Condition = "It applies only if the check queries the registries (the setting 'online'), and to files of an environment with 'evidence' in plimsoll.yml.",
            SecuritySeverity = 8.0,
        },
        new(RuleNames.RegistryUnavailable, "Image that could not be looked up",
            "The registry of the image could not be reached, or refused the request.",
            "The rules that query the registry did not run for this image, so it has not passed them.",
            "Log in ('plimsoll login'), try again, or check without the setting 'online'.", AlwaysWarning)
        {
            Condition = "It applies only if the check queries the registries (the setting 'online').",
        },
        new(RuleNames.UnpinnedAction, "Action that is not named by its commit",
            "A GitHub workflow or action uses an action, or a reusable workflow, of a repository by a tag, a branch or an abbreviated commit. Actions beside the workflow ('./…') and images ('docker://…') are none. The rule is off unless policy.rules sets a severity for it.",
            "Whoever can move the tag, its maintainer or somebody with a stolen token, decides what runs in the workflow, with its secrets and its rights to publish. A commit never becomes other code.",
            "Use the whole commit, of 40 or 64 hexadecimal digits, with the version in a comment: OWNER/REPOSITORY@COMMIT # v4.2.2 ('plimsoll pin' does this).", Off)
        {
            Examples = [new("uses: actions/checkout@v5", "uses: actions/checkout@08c6903cd8c0fde910a37f88322edcfb5dd907a8 # v5.0.0")],
            SecuritySeverity = 7.0,
        },
        new(RuleNames.UnreadableFile, "File that could not be read",
            "The file, or a part of it, could not be read or parsed, so its images are unknown. In files of production it is an error if the part mentions an image.",
            "Images in an unreadable file are not checked; without a finding, the file would appear to pass.",
            "Fix the file, or add it to policy.exclude.", AlwaysWarning),
        new(RuleNames.ExpiredException, "Expired suppression",
            "A suppression, in policy.exceptions or in a comment, has expired; the findings that it covered are reported again.",
            "Suppressions are meant to be temporary. One that never expires becomes permanent without a decision.",
            "Fix the image, or extend the expiry date and update the reason.", AlwaysWarning),
        new(RuleNames.UnusedException, "Unused suppression",
            "A suppression, in policy.exceptions or in a comment, matches no finding.",
            "A leftover suppression can hide a later finding that its author never considered.",
            "Remove it.", AlwaysWarning),
        new(RuleNames.UnexplainedSuppression, "Suppression without a reason",
            "A plimsoll:ignore comment has no reason.",
            "Without a reason, it is impossible to tell later whether the suppression is still needed.",
            "Add the reason: plimsoll:ignore RULE until=YYYY-MM-DD REASON.", AlwaysError)
        {
            Examples = [new("image: nginx # plimsoll:ignore missing-tag", "image: nginx # plimsoll:ignore missing-tag until=2999-12-31 the vendor has no tags")],
        },
        new(RuleNames.InvalidSuppression, "Suppression that cannot be understood",
            "A plimsoll:ignore comment names an unknown rule or key, or an expiry date that is not a date. It suppresses nothing. A comment that misspells plimsoll:ignore itself is a warning.",
            "A misspelt rule would suppress all rules, and a misspelt expiry date would never expire.",
            "Write it as plimsoll:ignore RULE until=YYYY-MM-DD REASON. A reason that starts with a word like a rule, or with KEY=VALUE, goes behind '--'.", AlwaysError)
        {
            Examples = [new("image: nginx # plimsoll:ignore missing-tags the vendor has no tags", "image: nginx # plimsoll:ignore missing-tag until=2999-12-31 the vendor has no tags")],
        },
    ];

    /// <summary>The rule of this name, or <c>null</c>.</summary>
    public static RuleDescription? Find(string name) => IndexOf(name) is { } index ? All[index] : null;

    /// <summary>The index in <see cref="All"/> of the rule of this name, or <c>null</c>.</summary>
    public static int? IndexOf(string name)
    {
        for (var i = 0; i < All.Count; i++)
            if (All[i].Name == name)
                return i;
        return null;
    }
}
