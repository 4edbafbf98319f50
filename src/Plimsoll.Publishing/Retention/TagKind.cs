using Plimsoll.Publishing.Configuration;

namespace Plimsoll.Publishing.Retention;

/// <summary>What kind of tag it is, as rules and plans name it. The first ones are those that a rule can be about.</summary>
internal static class TagKind
{
    public const string Sha = RetentionRule.Sha;
    public const string Date = RetentionRule.Date;
    public const string Branch = RetentionRule.Branch;
    public const string PullRequest = RetentionRule.PullRequest;
    public const string Dirty = RetentionRule.Dirty;
    public const string Prerelease = RetentionRule.Prerelease;

    /// <summary>A stable version.</summary>
    public const string Release = "release";

    /// <summary><c>latest</c>, <c>2</c> or <c>2.1</c>.</summary>
    public const string Line = "line";

    /// <summary>The tag of an environment.</summary>
    public const string Environment = "environment";

    /// <summary>The list of what refers to an image, <c>sha256-…</c>, or a signature as cosign keeps it, <c>sha256-….sig</c>.</summary>
    public const string Referrer = "referrer";

    /// <summary>Anything else.</summary>
    public const string Other = "other";
}
