using Plimsoll.Oci.Images;
using Plimsoll.Policy.Rules;
using Plimsoll.Policy.Scanners;
using Plimsoll.Policy.Suppressions;

namespace Plimsoll.Policy.Checking;

/// <summary>One check, step by step: scan the files, query the registries if requested, apply the rules.</summary>
internal sealed class PolicyCheck(ImagePolicy policy, string baseDirectory, CheckOptions options)
{
    private readonly List<(Finding Finding, ImageUse? Use)> _findings = [];
    private readonly List<(ImageUse Use, FileRules Rules)> _uses = [];
    private readonly List<(ActionUse Use, FileRules Rules)> _actions = [];
    private readonly List<SuppressionComment> _comments = [];
    private readonly List<UnreadImages> _unread = [];
    private IReadOnlyList<CandidateFile> _files = [];
    private int _excluded;
    private IReadOnlyDictionary<ImageReference, long>? _sizes;
    private EarlierResult? _earlier;
    private IReadOnlyList<ImageChange> _changes = [];
    private FileRulesSelector? _rules;
    private OnlineRules? _online;
    private bool _isWhole;

    private string Root => policy.Root ?? baseDirectory;

    /// <summary>Whether only what a change adds counts.</summary>
    private bool OnlyAdded => options.OnlyChanged && options.Scope == ChangedScope.Added;

    /// <summary>Finds the files and reads them, several at once; those of before too, where there are any to compare with.</summary>
    public void Scan(IReadOnlyList<string> paths, CancellationToken cancellationToken)
    {
        _isWhole = !options.OnlyChanged && paths.Any(path => IsAtOrAbove(Path.GetFullPath(path, baseDirectory), Root));
        var input = options.Input is null ? null : InputFile.Create(options.Input, baseDirectory);
        var tree = new SourceTree(Root, baseDirectory, input?.Overlay) { ReadsActions = policy.TurnsOn(RuleNames.UnpinnedAction) };
        var filter = new FileFilter(options.IsIgnored, policy.Exclude, Root);
        var scan = FileTreeScan.Run(paths, baseDirectory, tree, input?.File, filter, cancellationToken);
        var rules = Load(scan);
        if (options.Earlier is { } earlier)
            Compare(new EarlierTree(earlier, Root, baseDirectory, paths, filter).Scan(scan, tree, cancellationToken), rules);
    }

    /// <summary>Looks up all images found in their registries.</summary>
    public async Task LookUpAsync(IImageResolver resolver, CancellationToken cancellationToken)
    {
        _online = new OnlineRules(resolver);
        await _online.LookUpAsync(_uses.Where(use => IsReported(use.Use)), cancellationToken);
        if (options.OnlyChanged)
            _sizes = await ImageSizes.ReadAsync(resolver, _changes.SelectMany(change => (ImageUse?[])[change.Before, change.After]), cancellationToken);
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

        _findings.AddRange(_actions.Select(action => UnpinnedActionRule.Check(action.Use, policy, action.Rules)).OfType<Finding>().Select(finding => (finding, (ImageUse?)null)));
        var fingerprints = new Fingerprints(FromRoot);
        var suppressor = new Suppressor(policy with { Suppressions = [.. policy.Suppressions.Select(Reported)] }, options, _comments, FromRoot);

        // An image that several files bring into use is one finding, with the highest severity.
        var distinct = _findings.OrderByDescending(finding => finding.Finding.Severity)
            .DistinctBy(finding => (finding.Finding.Rule, finding.Finding.Span, finding.Finding.Image));
        var evaluated = InOrder(distinct, finding => finding.Finding.Span)
            .Select(finding => (Finding: suppressor.Apply(fingerprints.Assign(finding.Finding, finding.Use), finding.Use), finding.Use))
            .ToList();
        var problems = suppressor.GetProblems(_isWhole).Select(problem => (Finding: fingerprints.Assign(problem, null), Use: (ImageUse?)null));
        var reported = InOrder(evaluated.Concat(problems), finding => finding.Finding.Span)
            .Select(finding => OfChange(finding.Finding with { IsProduction = IsProduction(finding.Use?.UsedBy ?? finding.Finding.Span.File) }, finding.Use))
            .OfType<Finding>()
            .OrderBy(finding => finding.Suppression is not null).ThenByDescending(finding => finding.IsProduction).ThenByDescending(finding => finding.Severity);
        var images = _uses.Where(use => IsReported(use.Use)).Select(use => new CheckedImage(use.Use, policy.GetVerdict(use.Use)));
        return new CheckResult([.. reported], [.. images], _files.Count)
        {
            Paths = [.. _files.Select(file => file.Path)],
            Excluded = _excluded,
            Unread = [.. _unread.Where(unread => !options.OnlyChanged || IsChanged(unread.File))],
            Changes = [.. _changes.Select(change => change with { SizeBefore = SizeOf(change.Before), SizeAfter = SizeOf(change.After) })],
        };
    }

    private bool IsProduction(string file) => _rules?.For(FromRoot(file)).IsProduction == true;

    private FileRulesSelector Load(FileTreeScan scan)
    {
        _files = scan.Files;
        _excluded = scan.Excluded;
        AddFileFindings(scan.Problems, policy.Levels);
        var rules = new FileRulesSelector(policy, [.. scan.Files.Select(file => FromRoot(file.Path))]);
        foreach (var (candidate, file) in scan.Files.Zip(scan.Scans))
        {
            var fileRules = rules.For(FromRoot(candidate.Path));
            AddFileFindings(file.Findings.Select(finding => AtWeight(finding, file, fileRules)), fileRules.Levels);
            if (file.Unread is { } unread)
                _unread.Add(unread);
            _uses.AddRange(file.Uses.Select(use => (use, rules.For(FromRoot(use.UsedBy)))));
            _actions.AddRange(file.Actions.Select(action => (action, fileRules)));
            if (file.Source is { } source)
                _comments.AddRange(SuppressionComment.Parse(source));
        }

        return _rules = rules;
    }

    private void Compare(EarlierTree.Result earlier, FileRulesSelector rules)
    {
        foreach (var (now, before) in earlier.Changed)
        {
            foreach (var use in now.Uses)
            {
                var fileRules = rules.For(FromRoot(use.UsedBy));
                if (ImmutableTagMovedRule.Check(use, before.Uses, policy, fileRules) is { } moved)
                    _findings.Add((moved, use));
                if (VersionRegressionRule.Check(use, before.Uses, now.Uses, fileRules) is { } regressed)
                    _findings.Add((regressed, use));
            }
        }

        if (!options.OnlyChanged)
            return;

        var check = new PolicyCheck(policy, baseDirectory, options with { Earlier = null, OnlyChanged = false, Resolver = null });
        check.Load(earlier.Scan);
        _earlier = new EarlierResult(check.Evaluate(), earlier.Paths);
        _changes = [.. FindChanges(_earlier)];
    }

    /// <summary>The finding as the change is to see it: as it is, as a note where it was there before, or <c>null</c> where it is none of the change's.</summary>
    private Finding? OfChange(Finding finding, ImageUse? use)
    {
        if (!options.OnlyChanged)
            return finding;
        if (!OnlyAdded || finding.Suppression is not null)
            return IsChanged(finding.Span.File) ? finding : null;
        if (_earlier?.Take(finding, use) != true)
            return finding;
        return IsChanged(finding.Span.File) ? finding with { Severity = Severity.Note, WasThere = true, Message = $"{finding.Message} It was there before this change." } : null;
    }

    /// <summary>The images that the change exchanges, by file.</summary>
    private IEnumerable<ImageChange> FindChanges(EarlierResult earlier)
    {
        var now = _uses.ToLookup(use => use.Use.UsedBy, StringComparer.Ordinal);
        var files = now.Select(file => file.Key).Union(earlier.Files).Order(StringComparer.Ordinal).ToList();
        var rules = new FileRulesSelector(policy, [.. files.Select(FromRoot)]);
        return files.SelectMany(file => ImageChanges.Find(earlier.Images(file), now[file].Select(use => use.Use))
            .Select(change => Describe(file, rules.For(FromRoot(file)), change.Before, change.After)));
    }

    private ImageChange Describe(string file, FileRules rules, ImageUse? before, ImageUse? after) =>
        new(file, rules.Environments, before, after, after is null ? null : policy.GetVerdict(after)) { IsProduction = rules.IsProduction };

    private long? SizeOf(ImageUse? use) => use?.Reference is { } image && _sizes?.TryGetValue(image, out var size) == true ? size : null;

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

    private bool IsReported(ImageUse use) => !options.OnlyChanged || IsChanged(use.Span.File) || (OnlyAdded && _earlier?.Has(use) == false);

    private bool IsChanged(string file) => options.Earlier?.IsChanged(Path.GetFullPath(file, baseDirectory)) != false;

    private string FromRoot(string file) => ReportedPath.From(Path.GetFullPath(file, baseDirectory), Root);

    private static bool IsAtOrAbove(string folder, string inner) =>
        inner == Path.TrimEndingDirectorySeparator(folder) || inner.StartsWith(Path.TrimEndingDirectorySeparator(folder) + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    private static IOrderedEnumerable<T> InOrder<T>(IEnumerable<T> items, Func<T, SourceSpan> span) =>
        items.OrderBy(item => span(item).File, StringComparer.Ordinal).ThenBy(item => span(item).StartLine).ThenBy(item => span(item).StartColumn);
}
