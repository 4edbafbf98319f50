namespace Plimsoll.Policy.Rules;

/// <summary>The names of the rules, as reports, suppressions and configuration spell them.</summary>
public static class RuleNames
{
    /// <summary>An image without a tag or digest. See <see cref="MissingTagRule"/>.</summary>
    public const string MissingTag = "missing-tag";

    /// <summary>A tag that can move. See <see cref="MutableTagRule"/>.</summary>
    public const string MutableTag = "mutable-tag";

    /// <summary>An image without a digest. See <see cref="MissingDigestRule"/>.</summary>
    public const string MissingDigest = "missing-digest";

    /// <summary>An image reference that cannot be resolved. See <see cref="UnresolvedRule"/>.</summary>
    public const string Unresolved = "unresolved";

    /// <summary>An invalid image reference. See <see cref="InvalidReferenceRule"/>.</summary>
    public const string InvalidReference = "invalid-reference";

    /// <summary>An image from a registry that the policy does not allow. See <see cref="UnknownRegistryRule"/>.</summary>
    public const string UnknownRegistry = "unknown-registry";

    /// <summary>A tag that refers to another image in its registry than the digest beside it. See <see cref="OnlineRules"/>.</summary>
    public const string TagDigestMismatch = "tag-digest-mismatch";

    /// <summary>An image that does not exist in its registry. See <see cref="OnlineRules"/>.</summary>
    public const string TagNotFound = "tag-not-found";

    /// <summary>An image that could not be looked up. See <see cref="OnlineRules"/>.</summary>
    public const string RegistryUnavailable = "registry-unavailable";

    /// <summary>An image without a signature in its registry. See <see cref="OnlineRules"/>.</summary>
    public const string UnsignedImage = "unsigned";

    /// <summary>An immutable tag with another digest than before. See <see cref="ImmutableTagMovedRule"/>.</summary>
    public const string ImmutableTagMoved = "immutable-tag-moved";

    /// <summary>A lower version than before. See <see cref="VersionRegressionRule"/>.</summary>
    public const string VersionRegression = "version-regression";

    /// <summary>A suppression that has expired.</summary>
    public const string ExpiredException = "expired-exception";

    /// <summary>A suppression that matches no finding.</summary>
    public const string UnusedException = "unused-exception";

    /// <summary>A suppression without a reason.</summary>
    public const string UnexplainedSuppression = "unexplained-suppression";

    /// <summary>A comment that is meant to suppress findings, and cannot be understood.</summary>
    public const string InvalidSuppression = "invalid-suppression";

    /// <summary>An image that the required environment does not have. See <c>requires:</c> of an environment.</summary>
    public const string RequiredEnvironment = "required-environment";

    /// <summary>An image of a commit that is on none of the environment's branches. See <c>branches:</c> of an environment.</summary>
    public const string EnvironmentBranch = "environment-branch";

    /// <summary>A run for a pull request, where the environment takes none. See <c>pullRequests:</c> of an environment.</summary>
    public const string EnvironmentPullRequest = "environment-pull-request";

    /// <summary>An image without the signatures or signed statements that an environment requires. See <c>evidence:</c> of an environment.</summary>
    public const string MissingEvidence = "missing-evidence";

    /// <summary>An image that was withdrawn from the environment by a rollback.</summary>
    public const string WithdrawnImage = "withdrawn-image";

    /// <summary>An action that is not named by its commit. See <see cref="UnpinnedActionRule"/>.</summary>
    public const string UnpinnedAction = "unpinned-action";

    /// <summary>A file that could not be read or parsed.</summary>
    public const string UnreadableFile = "unreadable-file";

    /// <summary>The rules for files: what suppressions and <c>policy.rules</c> may name.</summary>
    public static IReadOnlyList<string> ForFiles { get; } =
    [
        MissingTag, MutableTag, MissingDigest, Unresolved, InvalidReference, UnknownRegistry, ImmutableTagMoved, VersionRegression,
        TagNotFound, TagDigestMismatch, UnsignedImage, MissingEvidence, RegistryUnavailable, UnpinnedAction, UnreadableFile, ExpiredException, UnusedException, UnexplainedSuppression,
        InvalidSuppression,
    ];

    /// <summary>Whether a rule for files has this name.</summary>
    public static bool IsRule(string name) => ForFiles.Contains(name, StringComparer.Ordinal);
}
