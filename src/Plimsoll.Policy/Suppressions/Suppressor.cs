using System.IO.Enumeration;
using Microsoft.Extensions.FileSystemGlobbing;
using Plimsoll.Policy.Rules;

namespace Plimsoll.Policy.Suppressions;

/// <summary>Takes findings back by comments, exceptions and the baseline, in this order, and reports what is wrong with those themselves.</summary>
internal sealed class Suppressor
{
    private readonly ImagePolicy _policy;
    private readonly CheckOptions _options;
    private readonly Func<string, string> _fromRoot;
    private readonly HashSet<SuppressionComment> _usedComments = [];
    private readonly ILookup<string, SuppressionComment> _comments;
    private readonly bool[] _usedExceptions;
    private readonly Matcher?[] _paths;

    /// <param name="policy">The exceptions.</param>
    /// <param name="options">Today and the baseline.</param>
    /// <param name="comments">The comments of all files.</param>
    /// <param name="fromRoot">A reported path as one from the policy's root.</param>
    public Suppressor(ImagePolicy policy, CheckOptions options, IEnumerable<SuppressionComment> comments, Func<string, string> fromRoot)
    {
        (_policy, _options, _fromRoot) = (policy, options, fromRoot);
        _comments = comments.ToLookup(comment => comment.Span.File);
        _usedExceptions = new bool[policy.Exceptions.Count];
        _paths = [.. policy.Exceptions.Select(MatcherOf)];
    }

    /// <summary>The finding, with the suppression that takes it back if there is one.</summary>
    public Finding Apply(Finding finding, ImageUse? use)
    {
        foreach (var comment in _comments[finding.Span.File].Where(comment => comment.Covers(finding)))
        {
            _usedComments.Add(comment);
            if (!IsOver(comment.Until))
                return finding with { Suppression = new Suppression(SuppressionKind.InSource, comment.Reason) };
        }

        for (var i = 0; i < _usedExceptions.Length; i++)
        {
            if (!Covers(i, finding, use))
                continue;
            _usedExceptions[i] = true;
            if (!IsOver(_policy.Exceptions[i].Until))
                return finding with { Suppression = new Suppression(SuppressionKind.Exception, _policy.Exceptions[i].Reason) };
        }

        return _options.Baseline.Contains(finding.Fingerprint)
            ? finding with { Suppression = new Suppression(SuppressionKind.Baseline, null) }
            : finding;
    }

    /// <summary>What is wrong with the comments and exceptions, once all findings went through <see cref="Apply"/>.</summary>
    /// <param name="wholeRepository">Whether everything was checked, so that an exception that nothing needed is not needed.</param>
    public IEnumerable<Finding> Problems(bool wholeRepository) =>
        _comments.SelectMany(file => file).SelectMany(comment => ProblemsOf(comment, _usedComments.Contains(comment)))
            .Concat(_policy.Exceptions.Select((exception, i) => ProblemOf(exception, _usedExceptions[i] || !wholeRepository)))
            .OfType<Finding>();

    private IEnumerable<Finding?> ProblemsOf(SuppressionComment comment, bool isUsed)
    {
        if (comment.Reason is null)
            yield return Problem(RuleNames.UnexplainedSuppression, Severity.Error, "This suppression does not say why.", "Write the reason behind it: plimsoll:ignore RULE until=YYYY-MM-DD REASON.");
        if (IsOver(comment.Until))
            yield return Problem(RuleNames.ExpiredException, Severity.Warning, $"This suppression ended on {comment.Until:yyyy-MM-dd}.", "Mend what it hid, or give it a new day and reason.");
        else if (!isUsed)
            yield return Problem(RuleNames.UnusedException, Severity.Warning, "This suppression takes nothing back: no rule objects here.", "Remove it.");

        Finding? Problem(string rule, Severity weight, string message, string advice) =>
            this.Problem(rule, weight, message, advice, comment.Span) is { } finding ? finding with { Excerpt = comment.Excerpt } : null;
    }

    private Finding? ProblemOf(AllowedImage exception, bool isUsed)
    {
        var (span, owner) = (exception.Span ?? SourceSpan.StartOf("plimsoll.yml"), exception.Owner is { } name ? $" (owner: {name})" : "");
        if (IsOver(exception.Until))
            return Problem(RuleNames.ExpiredException, Severity.Warning, $"The exception for '{exception.Image}'{owner} ended on {exception.Until:yyyy-MM-dd}.", "Mend what it let through, or give it a new day.", span);

        return isUsed ? null
            : Problem(RuleNames.UnusedException, Severity.Warning, $"The exception for '{exception.Image}'{owner} is not needed: nothing in the repository falls under it.", "Remove it.", span);
    }

    private Finding? Problem(string rule, Severity weight, string message, string advice, SourceSpan span) =>
        _policy.Levels.Of(rule, weight) is { } severity ? new Finding(rule, severity, message, span, Image: null, advice) : null;

    private bool Covers(int index, Finding finding, ImageUse? use)
    {
        var exception = _policy.Exceptions[index];
        return use is not null
            && (exception.Rules.Count == 0 || exception.Rules.Contains(finding.Rule, StringComparer.Ordinal))
            && (_paths[index] is not { } paths || paths.Match(_fromRoot(finding.Span.File)).HasMatches)
            && (Matches(exception.Image, use.Image) || Matches(exception.Image, use.Text) || (use.Reference is { } image && (Matches(exception.Image, image.ToString()) || Matches(exception.Image, image.Name))));
    }

    private bool IsOver(DateOnly? until) => until < _options.Today;

    private static bool Matches(string pattern, string image) => FileSystemName.MatchesSimpleExpression(pattern, image, ignoreCase: false);

    private static Matcher? MatcherOf(AllowedImage exception)
    {
        if (exception.Paths.Count == 0)
            return null;

        var matcher = new Matcher(StringComparison.OrdinalIgnoreCase);
        matcher.AddIncludePatterns(exception.Paths);
        return matcher;
    }
}
