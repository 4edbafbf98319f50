using Plimsoll.Policy.Rules;
using Plimsoll.Policy.Scanners;
using Plimsoll.Policy.Suppressions;

namespace Plimsoll.Policy.Checking;

/// <summary>One check, step by step: scan the files, query the registries if requested, apply the rules.</summary>
internal sealed class PolicyCheck(ImagePolicy policy, string baseDirectory, CheckOptions options)
{
    private readonly SourceTree _tree = new(policy.Root ?? baseDirectory, baseDirectory);
    private readonly List<(Finding Finding, ImageUse? Use)> _findings = [];
    private readonly List<(ImageUse Use, FileRules Rules)> _uses = [];
    private readonly List<SuppressionComment> _comments = [];
    private readonly List<UnreadImages> _unread = [];
    private IReadOnlyList<CandidateFile> _files = [];
    private OnlineRules? _online;
    private bool _isWhole;

    private string Root => policy.Root ?? baseDirectory;

    /// <summary>Finds the files and reads them, several at once.</summary>
    public void Scan(IReadOnlyList<string> paths, CancellationToken cancellationToken)
    {
        _isWhole = !options.OnlyChanged && paths.Any(path => IsAtOrAbove(Path.GetFullPath(path, baseDirectory), Root));
        var (files, scans, problems) = FileTreeScan.Run(paths, baseDirectory, _tree, options.IsIgnored, cancellationToken);
        _files = files;
        AddFileFindings(problems, policy.Levels);

        var rules = new FileRulesSelector(policy, [.. files.Select(file => FromRoot(file.Path))]);
        for (var i = 0; i < scans.Count; i++)
        {
            var fileRules = rules.For(FromRoot(files[i].Path));
            AddFileFindings(scans[i].Findings.Select(finding => AtWeight(finding, scans[i], fileRules)), fileRules.Levels);
            _uses.AddRange(scans[i].Uses.Select(use => (use, rules.For(FromRoot(use.UsedBy)))));
            if (scans[i].Unread is { } unread)
                _unread.Add(unread);
            if (scans[i].Source is { } source)
                _comments.AddRange(SuppressionComment.Parse(source));
            if (options.Earlier is { } earlier && scans[i].Uses.Count > 0 && earlier.IsChanged(files[i].FullPath) && earlier.Read(files[i].FullPath) is { } bytes)
                Compare(scans[i].Uses, FileScanner.ScanBytes(files[i], bytes, _tree, cancellationToken).Uses, rules);
        }
    }

    /// <summary>Looks up all images found in their registries.</summary>
    public async Task LookUpAsync(IImageResolver resolver, CancellationToken cancellationToken)
    {
        _online = new OnlineRules(resolver, policy);
        await _online.LookUpAsync(_uses.Where(use => IsReported(use.Use.Span.File)), cancellationToken);
    }

    /// <summary>Applies the rules and the suppressions.</summary>
    public CheckResult Evaluate()
    {
        foreach (var (use, rules) in _uses)
        {
            _findings.AddRange(ImageRules.Check(use, policy, rules).Select(finding => (finding, (ImageUse?)use)));
            if (_online is not null)
                _findings.AddRange(_online.Check(use, rules).Select(finding => (finding, (ImageUse?)use)));
        }

        var fingerprints = new Fingerprints(FromRoot);
        var suppressor = new Suppressor(policy with { Suppressions = [.. policy.Suppressions.Select(Reported)] }, options, _comments, FromRoot);

        // An image that several files bring into use is one finding, with the highest severity.
        var distinct = _findings.Where(finding => IsReported(finding.Finding.Span.File))
            .OrderByDescending(finding => finding.Finding.Severity)
            .DistinctBy(finding => (finding.Finding.Rule, finding.Finding.Span, finding.Finding.Image));
        var evaluated = InOrder(distinct, finding => finding.Finding.Span)
            .Select(finding => suppressor.Apply(fingerprints.Assign(finding.Finding, finding.Use), finding.Use))
            .ToList();
        var problems = suppressor.GetProblems(_isWhole).Where(problem => IsReported(problem.Span.File)).Select(problem => fingerprints.Assign(problem, null));
        var images = _uses.Where(use => IsReported(use.Use.Span.File)).Select(use => new CheckedImage(use.Use, policy.GetVerdict(use.Use)));
        return new CheckResult([.. InOrder(evaluated.Concat(problems), finding => finding.Span)], [.. images], _files.Count)
        {
            Paths = [.. _files.Select(file => file.Path)],
            Unread = [.. _unread.Where(unread => IsReported(unread.File))],
        };
    }

    private void Compare(IReadOnlyList<ImageUse> now, IReadOnlyList<ImageUse> before, FileRulesSelector rules)
    {
        foreach (var use in now)
        {
            var fileRules = rules.For(FromRoot(use.UsedBy));
            if (ImmutableTagMovedRule.Check(use, before, policy, fileRules) is { } moved)
                _findings.Add((moved, use));
            if (VersionRegressionRule.Check(use, before, now, fileRules) is { } regressed)
                _findings.Add((regressed, use));
        }
    }

    /// <summary>The suppression with the path of its file as reported.</summary>
    private ImageSuppression Reported(ImageSuppression suppression) => suppression.Span is not { } span ? suppression
        : suppression with { Span = span with { File = ReportedPath.From(Path.GetFullPath(span.File, Root), baseDirectory) } };

    /// <summary>Adds findings about files rather than images, with the severity that the policy sets.</summary>
    private void AddFileFindings(IEnumerable<Finding> findings, SeverityLevels levels)
    {
        foreach (var finding in findings)
            if (levels.GetSeverity(finding.Rule, finding.Severity) is { } severity)
                _findings.Add((finding with { Severity = severity }, null));
    }

    /// <summary>In production, an image that nobody checks is an error.</summary>
    private static Finding AtWeight(Finding finding, FileScan scan, FileRules rules) =>
        scan.IsUnreadImageMentioned && rules.IsProduction && finding.Rule == RuleNames.UnreadableFile ? finding with { Severity = Severity.Error } : finding;

    private bool IsReported(string file) => !options.OnlyChanged || options.Earlier?.IsChanged(Path.GetFullPath(file, baseDirectory)) != false;

    private string FromRoot(string file) => ReportedPath.From(Path.GetFullPath(file, baseDirectory), Root);

    private static bool IsAtOrAbove(string folder, string inner) =>
        inner == Path.TrimEndingDirectorySeparator(folder) || inner.StartsWith(Path.TrimEndingDirectorySeparator(folder) + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    private static IOrderedEnumerable<T> InOrder<T>(IEnumerable<T> items, Func<T, SourceSpan> span) =>
        items.OrderBy(item => span(item).File, StringComparer.Ordinal).ThenBy(item => span(item).StartLine).ThenBy(item => span(item).StartColumn);
}
