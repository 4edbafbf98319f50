using System.IO.Enumeration;
using Microsoft.Extensions.FileSystemGlobbing;
using Plimsoll.Policy.Rules;

namespace Plimsoll.Policy.Suppressions;

/// <summary>Suppresses findings by comments, the policy and the baseline, in this order, and reports expired, unused, unexplained and invalid suppressions.</summary>
internal sealed class Suppressor
{
    private readonly ImagePolicy _policy;
    private readonly CheckOptions _options;
    private readonly Func<string, string> _fromRoot;
    private readonly HashSet<SuppressionComment> _usedComments = [];
    private readonly ILookup<string, SuppressionComment> _comments;
    private readonly bool[] _usedSuppressions;
    private readonly Matcher?[] _paths;

    /// <param name="policy">The suppressions.</param>
    /// <param name="options">Today and the baseline.</param>
    /// <param name="comments">The comments of all files.</param>
    /// <param name="fromRoot">A reported path as one from the policy's root.</param>
    public Suppressor(ImagePolicy policy, CheckOptions options, IEnumerable<SuppressionComment> comments, Func<string, string> fromRoot)
    {
        (_policy, _options, _fromRoot) = (policy, options, fromRoot);
        _comments = comments.ToLookup(comment => comment.Span.File);
        _usedSuppressions = new bool[policy.Suppressions.Count];
        _paths = [.. policy.Suppressions.Select(CreateMatcher)];
    }

    /// <summary>The finding, with its suppression if there is one.</summary>
    public Finding Apply(Finding finding, ImageUse? use)
    {
        foreach (var comment in _comments[finding.Span.File].Where(comment => comment.Covers(finding)))
        {
            _usedComments.Add(comment);
            if (!IsExpired(comment.Until))
                return finding with { Suppression = new Suppression(SuppressionKind.InSource, comment.Reason) };
        }

        for (var i = 0; i < _usedSuppressions.Length; i++)
        {
            if (!Covers(i, finding, use))
                continue;
            _usedSuppressions[i] = true;
            if (!IsExpired(_policy.Suppressions[i].Until))
                return finding with { Suppression = new Suppression(SuppressionKind.Policy, _policy.Suppressions[i].Reason) };
        }

        return _options.Baseline.Contains(finding.Fingerprint)
            ? finding with { Suppression = new Suppression(SuppressionKind.Baseline, null) }
            : finding;
    }

    /// <summary>Findings about the suppressions themselves, once all findings went through <see cref="Apply"/>.</summary>
    /// <param name="wholeRepository">Whether everything was checked, so that a suppression of the policy without a match is unused.</param>
    public IEnumerable<Finding> GetProblems(bool wholeRepository) =>
        _comments.SelectMany(file => file).SelectMany(comment => CheckComment(comment, _usedComments.Contains(comment)))
            .Concat(_policy.Suppressions.Select((suppression, i) => CheckSuppression(suppression, _usedSuppressions[i] || !wholeRepository)))
            .OfType<Finding>();

    private IEnumerable<Finding?> CheckComment(SuppressionComment comment, bool isUsed)
    {
        if (comment.Mistake is { } mistake)
        {
            yield return Problem(RuleNames.InvalidSuppression, mistake.Severity, mistake.Message, mistake.Advice);
            yield break;
        }

        if (comment.Reason is null)
            yield return Problem(RuleNames.UnexplainedSuppression, Severity.Error, "This suppression has no reason.", "Add the reason: plimsoll:ignore RULE until=YYYY-MM-DD REASON.");
        if (IsExpired(comment.Until))
            yield return Problem(RuleNames.ExpiredException, Severity.Warning, $"This suppression expired on {comment.Until:yyyy-MM-dd}.", "Fix the image, or extend the expiry date and update the reason.");
        else if (!isUsed)
            yield return Problem(RuleNames.UnusedException, Severity.Warning, "This suppression is unused: it matches no finding.", "Remove it.");

        Finding? Problem(string rule, Severity defaultSeverity, string message, string advice) =>
            this.Problem(rule, defaultSeverity, message, advice, comment.Span) is { } finding ? finding with { Excerpt = comment.Excerpt } : null;
    }

    private Finding? CheckSuppression(ImageSuppression suppression, bool isUsed)
    {
        var (span, owner) = (suppression.Span ?? SourceSpan.StartOf("plimsoll.yml"), suppression.Owner is { } name ? $" (owner: {name})" : "");
        if (IsExpired(suppression.Until))
            return Problem(RuleNames.ExpiredException, Severity.Warning, $"The suppression of '{suppression.Image}'{owner} in policy.exceptions expired on {suppression.Until:yyyy-MM-dd}.", "Fix the image, or extend the expiry date.", span);

        return isUsed ? null
            : Problem(RuleNames.UnusedException, Severity.Warning, $"The suppression of '{suppression.Image}'{owner} in policy.exceptions is unused: it matches no finding in the repository.", "Remove it.", span);
    }

    private Finding? Problem(string rule, Severity defaultSeverity, string message, string advice, SourceSpan span) =>
        _policy.Levels.GetSeverity(rule, defaultSeverity) is { } severity ? new Finding(rule, severity, message, span, Image: null, advice) : null;

    private bool Covers(int index, Finding finding, ImageUse? use)
    {
        var suppression = _policy.Suppressions[index];
        return (suppression.Rules.Count == 0 || suppression.Rules.Contains(finding.Rule, StringComparer.Ordinal))
            && (_paths[index] is not { } paths || paths.Match(_fromRoot(finding.Span.File)).HasMatches)
            && NamesOf(finding, use).Any(name => Matches(suppression.Image, name));
    }

    /// <summary>What a suppression may call the image, or the action, that a finding is about; nothing where it is about a file.</summary>
    private static IEnumerable<string> NamesOf(Finding finding, ImageUse? use) =>
        use is null ? finding.Image is { } action ? [action, action.Split('@')[0]] : []
        : use.Reference is { } image ? [use.Image, use.Text, image.ToString(), image.Name]
        : [use.Image, use.Text];

    private bool IsExpired(DateOnly? until) => until < _options.Today;

    private static bool Matches(string pattern, string image) => FileSystemName.MatchesSimpleExpression(pattern, image, ignoreCase: false);

    private static Matcher? CreateMatcher(ImageSuppression suppression)
    {
        if (suppression.Paths.Count == 0)
            return null;

        var matcher = new Matcher(StringComparison.OrdinalIgnoreCase);
        matcher.AddIncludePatterns(suppression.Paths);
        return matcher;
    }
}
