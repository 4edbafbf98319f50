namespace Plimsoll.Policy.Rules;

/// <summary>The names of the rules, as reports, suppressions and configuration spell them.</summary>
public static class RuleNames
{
    /// <summary>An image without tag and digest. See <see cref="MissingTagRule"/>.</summary>
    public const string MissingTag = "missing-tag";

    /// <summary>A tag that may move. See <see cref="MutableTagRule"/>.</summary>
    public const string MutableTag = "mutable-tag";

    /// <summary>An image that is not named by digest. See <see cref="MissingDigestRule"/>.</summary>
    public const string MissingDigest = "missing-digest";

    /// <summary>An image that depends on something the files do not say. See <see cref="UnresolvedRule"/>.</summary>
    public const string Unresolved = "unresolved";

    /// <summary>A text that is not an image reference. See <see cref="InvalidReferenceRule"/>.</summary>
    public const string InvalidReference = "invalid-reference";

    /// <summary>An image that the environment before does not have. See <c>requires:</c> of an environment.</summary>
    public const string RequiredEnvironment = "required-environment";

    /// <summary>An image without a signature. See <see cref="ImagePolicy.Requires"/>.</summary>
    public const string MissingSignature = "missing-signature";

    /// <summary>An image without provenance. See <see cref="ImagePolicy.Requires"/>.</summary>
    public const string MissingProvenance = "missing-provenance";

    /// <summary>An image that was withdrawn from the environment by a rollback.</summary>
    public const string WithdrawnImage = "withdrawn-image";

    /// <summary>A file that could not be read or parsed, so that nothing is known of its images.</summary>
    public const string UnreadableFile = "unreadable-file";
}
