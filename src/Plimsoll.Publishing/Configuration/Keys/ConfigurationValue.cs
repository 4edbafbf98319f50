namespace Plimsoll.Publishing.Configuration.Keys;

/// <summary>What a key can have as its value: any of the forms that are set here.</summary>
internal sealed record ConfigurationValue
{
    /// <summary>A text; a number is one too.</summary>
    public static ConfigurationValue Text { get; } = new() { TakesText = true };

    /// <summary>A text, as which <c>true</c> and <c>false</c> count too.</summary>
    public static ConfigurationValue AnyText { get; } = new() { TakesText = true, TakesFlag = true };

    /// <summary><c>true</c> or <c>false</c>.</summary>
    public static ConfigurationValue Flag { get; } = new() { TakesFlag = true };

    /// <summary>A list of texts, or one.</summary>
    public static ConfigurationValue Texts { get; } = new() { Name = "texts", TakesText = true, Item = Text };

    /// <summary>What the schema calls it, where it is the value of several keys; <c>null</c> where it is written out.</summary>
    public string? Name { get; init; }

    /// <summary>Whether it can be a text.</summary>
    public bool TakesText { get; init; }

    /// <summary>Whether it can be <c>true</c> or <c>false</c>.</summary>
    public bool TakesFlag { get; init; }

    /// <summary>The words that it can be; none where it is no word of a list.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>The keys of a mapping; none where it is no mapping of declared keys.</summary>
    public IReadOnlyList<ConfigurationKey> Keys { get; init; } = [];

    /// <summary>The value of each member of a mapping whose names are the user's.</summary>
    public ConfigurationValue? Member { get; init; }

    /// <summary>What the user's names consist of, a regular expression; <c>null</c> for anything.</summary>
    public string? MemberPattern { get; init; }

    /// <summary>The entries of a list.</summary>
    public ConfigurationValue? Item { get; init; }

    /// <summary>Mappings of which it is one; the first key of each, which must be there, says which.</summary>
    public IReadOnlyList<IReadOnlyList<ConfigurationKey>> Variants { get; init; } = [];

    /// <summary>Whether it can be a mapping.</summary>
    public bool IsMapping => Keys.Count > 0 || Member is not null || Variants.Count > 0;

    /// <summary>One of these words.</summary>
    public static ConfigurationValue OneOf(params IReadOnlyList<string> choices) => new() { Choices = choices };

    /// <summary>A list of these words, or one of them.</summary>
    public static ConfigurationValue SomeOf(params IReadOnlyList<string> choices) => new() { Choices = choices, Item = OneOf(choices) };

    /// <summary>A mapping with these keys.</summary>
    public static ConfigurationValue Section(params IReadOnlyList<ConfigurationKey> keys) => new() { Keys = keys };

    /// <summary>A mapping of names that are the user's.</summary>
    public static ConfigurationValue Map(ConfigurationValue member, string? pattern = null) => new() { Member = member, MemberPattern = pattern };
}
