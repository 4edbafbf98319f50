namespace Plimsoll.MetadataAction.Rules;

/// <summary>What a rule derives a tag from: <c>type=</c> of its line.</summary>
internal enum RuleType
{
    /// <summary>A scheduled run.</summary>
    Schedule,

    /// <summary>A semantic version.</summary>
    Semver,

    /// <summary>A version of a Python package.</summary>
    Pep440,

    /// <summary>A part of the git tag.</summary>
    Match,

    /// <summary>The latest commit of a branch.</summary>
    Edge,

    /// <summary>A branch, git tag or pull request.</summary>
    Ref,

    /// <summary>Any text.</summary>
    Raw,

    /// <summary>The commit's id.</summary>
    Sha,
}
