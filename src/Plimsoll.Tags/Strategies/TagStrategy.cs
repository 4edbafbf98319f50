namespace Plimsoll.Tags.Strategies;

/// <summary>
/// One rule that derives tags: a strategy with its options. Derive from it to add a strategy of your own, and list it in
/// <see cref="TagRules.Strategies"/>.
/// </summary>
public abstract record TagStrategy
{
    private const int MinimumTextLength = 16;

    /// <summary>A strategy that always applies, without prefix and suffix.</summary>
    protected TagStrategy()
    {
    }

    /// <summary>The strategy's name: one of <see cref="StrategyNames"/>, or one of your own. Tags of other names are listed last.</summary>
    public abstract string Name { get; }

    /// <summary>When the rule applies. The default is always.</summary>
    public TagCondition When { get; init; } = TagCondition.Always;

    /// <summary>The prefix of each of its tags: letters, digits, <c>_</c>, <c>.</c> and <c>-</c>. The default is none.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>The suffix of each of its tags, such as <c>-alpine</c>. The default is none.</summary>
    public string Suffix { get; init; } = "";

    /// <summary>
    /// Whether it compares versions, so that missing git tags would give a wrong result and a shallow clone is refused. The
    /// default is <c>false</c>.
    /// </summary>
    protected internal virtual bool RequiresFullHistory => false;

    /// <summary>The prefix and suffix around a whole version in its tags. The default is <see cref="Prefix"/> and <see cref="Suffix"/>.</summary>
    protected internal virtual (string Prefix, string Suffix) VersionAffixes => (Prefix, Suffix);

    /// <summary>
    /// Whether a tag is a time that this strategy wrote, such as <c>2026.5.0</c>, and so not a version that <c>latest</c>
    /// has to respect. The default is <c>false</c>.
    /// </summary>
    protected internal virtual bool IsTimestamp(string tag) => false;

    /// <summary>Adds at least one tag, or skips the strategy with a reason.</summary>
    protected internal abstract void Derive(TagDerivation derivation);

    /// <summary>The longest text that fits between prefix and suffix, in characters.</summary>
    internal int MaximumTextLength => Math.Max(MinimumTextLength, TagText.MaximumLength - Prefix.Length - Suffix.Length);

    /// <summary>A tag without <see cref="Prefix"/> and <see cref="Suffix"/>, or <c>null</c> if it does not have them.</summary>
    internal string? WithoutAffixes(string tag) =>
        tag.Length > Prefix.Length + Suffix.Length && tag.StartsWith(Prefix, StringComparison.Ordinal) && tag.EndsWith(Suffix, StringComparison.Ordinal)
            ? tag[Prefix.Length..(tag.Length - Suffix.Length)]
            : null;
}
