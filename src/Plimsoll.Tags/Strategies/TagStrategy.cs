namespace Plimsoll.Tags.Strategies;

/// <summary>
/// One rule that derives tags: a strategy with its options. Each kind is a record of its own, so that a build and
/// <c>plimsoll.yml</c> say the same.
/// </summary>
public abstract record TagStrategy
{
    private protected TagStrategy()
    {
    }

    /// <summary>The strategy's name, one of <see cref="StrategyNames"/>.</summary>
    public abstract string Name { get; }

    /// <summary>When the rule counts. The default is always.</summary>
    public TagCondition When { get; init; } = TagCondition.Always;

    /// <summary>What stands before each of its tags; letters, digits, <c>_</c>, <c>.</c> and <c>-</c>. The default is nothing.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>What stands behind each of its tags, such as <c>-alpine</c>. The default is nothing.</summary>
    public string Suffix { get; init; } = "";

    /// <summary>Whether it decides by the highest version, so that missing tags would make it wrong.</summary>
    internal virtual bool NeedsAllTags => false;

    /// <summary>What stands around a whole version in its tags.</summary>
    internal virtual (string Prefix, string Suffix) VersionAffixes => (Prefix, Suffix);

    /// <summary>Whether a tag is a time that this rule wrote, and so no version that <c>latest</c> would have to respect.</summary>
    internal virtual bool IsTime(string tag) => false;

    /// <summary>A tag without <see cref="Prefix"/> and <see cref="Suffix"/>, or <c>null</c> where it has others.</summary>
    private protected string? WithoutAffixes(string tag) =>
        tag.Length > Prefix.Length + Suffix.Length && tag.StartsWith(Prefix, StringComparison.Ordinal) && tag.EndsWith(Suffix, StringComparison.Ordinal)
            ? tag[Prefix.Length..(tag.Length - Suffix.Length)]
            : null;

    /// <summary>How many characters a tag has left beside prefix and suffix.</summary>
    internal int Room => Math.Max(16, TagText.MaximumLength - Prefix.Length - Suffix.Length);

    /// <summary>Adds at least one tag, or says why there is none.</summary>
    internal abstract void Derive(TagDerivation derivation);
}
