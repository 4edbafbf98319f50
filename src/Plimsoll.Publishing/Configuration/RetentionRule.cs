using System.Globalization;
using Plimsoll.Oci;

namespace Plimsoll.Publishing.Configuration;

/// <summary>
/// What is kept of one kind of tags: the newest, those of some time, those whose branch or pull request is open. A tag is kept
/// where any of these says so.
/// </summary>
/// <param name="Name">The kind of tags; one of <see cref="Names"/>.</param>
public sealed record RetentionRule(string Name)
{
    internal const string Sha = "sha";
    internal const string Date = "date";
    internal const string Branch = "branch";
    internal const string PullRequest = "pull-request";
    internal const string Dirty = "dirty";
    internal const string Prerelease = "prerelease";

    private const string Open = "open";

    /// <summary>The kinds of tags that a rule can be about. Tags of any other kind are always kept.</summary>
    public static IReadOnlyList<string> Names { get; } = [Sha, Date, Branch, PullRequest, Dirty, Prerelease];

    /// <summary>How many are kept, the newest; <c>null</c> where the number does not matter.</summary>
    public int? Count { get; init; }

    /// <summary>The age up to which they are kept; <c>null</c> where the age does not matter.</summary>
    public TimeSpan? Age { get; init; }

    /// <summary>Whether those are kept whose branch exists or whose pull request is open. The default is <c>false</c>.</summary>
    public bool WhileOpen { get; init; }

    /// <summary>Reads a rule.</summary>
    /// <param name="name">The kind of tags.</param>
    /// <param name="values">Numbers, ages such as <c>90d</c>, or <c>open</c>; each may be a list with commas.</param>
    /// <exception cref="PlimsollException">There is no such kind, or a value is none of these (exit code 2).</exception>
    public static RetentionRule Parse(string name, params IEnumerable<string> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (!Names.Contains(name))
            throw PlimsollException.Usage($"'{name}' is not a kind of tags that a retention rule can be about.", Spelling.Advice(name, [.. Names]));

        var rule = new RetentionRule(name);
        foreach (var value in values.SelectMany(text => text.Split(',', StringSplitOptions.TrimEntries)))
            rule = rule.With(value);
        return rule;
    }

    /// <summary>Reads an age: a number of hours, days or weeks, such as <c>90d</c>.</summary>
    /// <exception cref="PlimsollException">It is none (exit code 2).</exception>
    public static TimeSpan ParseAge(string text) => TryParseAge(text) ?? throw PlimsollException.Usage($"'{text}' is not an age.", "Write a number of hours, days or weeks: 12h, 90d or 4w.");

    /// <summary>The rule as it is written: <c>sha=10,90d</c>.</summary>
    public override string ToString() => $"{Name}={string.Join(',', new[] { Count?.ToString(CultureInfo.InvariantCulture), Age is { } age ? FormatAge(age) : null, WhileOpen ? Open : null }.OfType<string>())}";

    /// <summary>An age as it is written, in days where it is whole days.</summary>
    internal static string FormatAge(TimeSpan age) => age.Ticks % TimeSpan.TicksPerDay == 0 ? $"{age.Days}d" : $"{(long)age.TotalHours}h";

    private static TimeSpan? TryParseAge(string text) =>
        text.Length is > 1 and <= 6 && int.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? text[^1] switch
            {
                'h' => TimeSpan.FromHours(number),
                'd' => TimeSpan.FromDays(number),
                'w' => TimeSpan.FromDays(7L * number),
                _ => null,
            }
            : null;

    private RetentionRule With(string value)
    {
        if (value == Open)
            return Name is Branch or PullRequest
                ? this with { WhileOpen = true }
                : throw PlimsollException.Usage($"Tags of the kind '{Name}' have no branch or pull request that could be open.", "Write a number of tags or an age such as 90d.");
        if (int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var count))
            return Count is null ? this with { Count = count } : throw Twice("number", value);
        if (TryParseAge(value) is { } age)
            return Age is null ? this with { Age = age } : throw Twice("age", value);
        throw PlimsollException.Usage(
            $"'{value}' does not say which '{Name}' tags are kept.",
            $"Write a number of tags (10), an age (90d){(Name is Branch or PullRequest ? ", 'open'" : "")}, or several with commas (10,90d).");
    }

    private PlimsollException Twice(string what, string value) => PlimsollException.Usage($"The rule for '{Name}' tags has a second {what}, {value}.", "Write one number and one age at most; a tag is kept where either says so.");
}
