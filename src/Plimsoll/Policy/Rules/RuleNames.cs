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

    /// <summary>A file that could not be read or parsed, so that nothing is known of its images.</summary>
    public const string UnreadableFile = "unreadable-file";
}
