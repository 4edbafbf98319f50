using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.RegularExpressions;

namespace Plimsoll.Tags.Versions;

/// <summary>
/// A commit message by Conventional Commits 1.0.0 (conventionalcommits.org): <c>type(scope)!: description</c>, then body and
/// footers, each behind an empty line.
/// </summary>
/// <remarks>
/// One liberty: <c>BREAKING CHANGE: </c> begins the footers at the start of any line, also without the empty line that the
/// specification asks for. Whoever writes it means it, and a breaking change that is overlooked breaks somebody.
/// </remarks>
internal sealed partial record ConventionalCommit
{
    /// <summary>The type as it was written, such as <c>feat</c>; compare it without regard to case.</summary>
    public required string Type { get; init; }

    /// <summary>The scope, such as <c>parser</c>, or <c>null</c>.</summary>
    public string? Scope { get; init; }

    /// <summary>Whether <c>!</c> stands before the colon.</summary>
    public bool HasBreakingMark { get; init; }

    /// <summary>The rest of the first line. Never empty.</summary>
    public required string Description { get; init; }

    /// <summary>The text between description and footers, or <c>null</c>; lines end with a line feed.</summary>
    public string? Body { get; init; }

    /// <summary>The footers in their order.</summary>
    public IReadOnlyList<CommitFooter> Footers { get; init; } = [];

    /// <summary>Whether the change breaks users: by the mark or by a footer.</summary>
    public bool IsBreaking => HasBreakingMark || Footers.Any(footer => footer.IsBreaking);

    /// <summary>Parses a whole message. Any text may be given: what is not conventional gives <c>false</c>.</summary>
    public static bool TryParse(string message, [NotNullWhen(true)] out ConventionalCommit? commit)
    {
        commit = null;
        var lines = message.ReplaceLineEndings("\n").Trim('\n').Split('\n');
        if (Header.Match(lines[0]) is not { Success: true } header || header.Groups["description"].Value.Trim() is not { Length: > 0 } description)
            return false;

        var footers = FirstFooter(lines);
        var body = string.Join('\n', lines[1..footers].SkipWhile(string.IsNullOrWhiteSpace)).TrimEnd();
        commit = new ConventionalCommit
        {
            Type = header.Groups["type"].Value,
            Scope = header.Groups["scope"] is { Success: true } scope ? scope.Value.Trim() : null,
            HasBreakingMark = header.Groups["mark"].Success,
            Description = description,
            Body = body.Length > 0 ? body : null,
            Footers = ReadFooters(lines[footers..]),
        };
        return true;
    }

    /// <summary>The footers of a message, whether it is conventional or not.</summary>
    internal static IReadOnlyList<CommitFooter> FootersOf(string message)
    {
        var lines = message.ReplaceLineEndings("\n").Trim('\n').Split('\n');
        return ReadFooters(lines[FirstFooter(lines)..]);
    }

    /// <summary>Equal when every part is, footers one by one.</summary>
    public bool Equals(ConventionalCommit? other) =>
        other is not null
        && (Type, Scope, HasBreakingMark, Description, Body) == (other.Type, other.Scope, other.HasBreakingMark, other.Description, other.Body)
        && Footers.SequenceEqual(other.Footers);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Type, Scope, HasBreakingMark, Description, Body, Footers.Count);

    /// <summary>The message: parsing it gives an equal value.</summary>
    public override string ToString()
    {
        var text = new StringBuilder(Type);
        if (Scope is not null)
            text.Append('(').Append(Scope).Append(')');
        text.Append(HasBreakingMark ? "!: " : ": ").Append(Description);
        if (Body is not null)
            text.Append(Footer.IsMatch(Body.Split('\n')[0]) ? "\n" : "\n\n").Append(Body); // Behind an empty line it would be a footer.
        for (var i = 0; i < Footers.Count; i++)
            text.Append(i == 0 ? "\n\n" : "\n").Append(Footers[i].Token).Append(Footers[i].Separator).Append(Footers[i].Value);
        return text.ToString();
    }

    /// <summary>The line that the footers begin with, or the number of lines.</summary>
    private static int FirstFooter(string[] lines)
    {
        for (var i = 1; i < lines.Length; i++)
            if (Footer.Match(lines[i]) is { Success: true } footer && (string.IsNullOrWhiteSpace(lines[i - 1]) || ToFooter(footer).IsBreaking))
                return i;
        return lines.Length;
    }

    /// <summary>A value goes on until the next token with its separator.</summary>
    private static List<CommitFooter> ReadFooters(string[] lines)
    {
        var footers = new List<CommitFooter>();
        var value = new StringBuilder();
        foreach (var line in lines)
        {
            if (Footer.Match(line) is { Success: true } match)
            {
                Finish();
                footers.Add(ToFooter(match));
                value.Clear().Append(match.Groups["value"].ValueSpan);
            }
            else
            {
                value.Append('\n').Append(line);
            }
        }

        Finish();
        return footers;

        void Finish()
        {
            if (footers.Count > 0)
                footers[^1] = footers[^1] with { Value = value.ToString().Trim() };
        }
    }

    private static CommitFooter ToFooter(Match match) =>
        new(match.Groups["token"].Value, match.Groups["separator"].Value, match.Groups["value"].Value.Trim());

    [GeneratedRegex(@"^(?<type>[\w][\w./-]*)(\((?<scope>\s*[^\s()][^()]*)\))?(?<mark>!)?: (?<description>.+)$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Header { get; }

    [GeneratedRegex(@"^(?<token>BREAKING CHANGE|[A-Za-z0-9][A-Za-z0-9-]*)(?<separator>: | #)(?<value>.*\S.*)$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Footer { get; }
}
