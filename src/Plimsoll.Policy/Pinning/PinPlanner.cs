using System.Collections.Concurrent;
using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Policy.Rules;
using Plimsoll.Policy.Scanners;
using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Pinning;

/// <summary>Plans how the images of files are pinned to digests, and their actions to commits. Nothing is written.</summary>
/// <param name="resolver">Looks up references.</param>
/// <param name="options">Options.</param>
public sealed class PinPlanner(IImageResolver resolver, PinOptions options)
{
    private const int MaximumAtOnce = 8;

    /// <summary>Creates the plan.</summary>
    /// <param name="paths">Files and folders, absolute or relative to <paramref name="baseDirectory"/>.</param>
    /// <param name="baseDirectory">An absolute path; reported paths are relative to it.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="PlimsollException">A path does not exist (exit code 2).</exception>
    public async Task<PinPlan> PlanAsync(IReadOnlyList<string> paths, string baseDirectory, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(paths);
        ArgumentException.ThrowIfNullOrEmpty(baseDirectory);
        baseDirectory = Path.GetFullPath(baseDirectory);
        var filter = new FileFilter(options.IsIgnored, options.Exclude, options.Root ?? baseDirectory);
        var tree = new SourceTree(options.Root ?? baseDirectory, baseDirectory) { ReadsActions = options is { Actions: { } pinning, Targets: null } && pinning.Policy?.TurnsOn(RuleNames.UnpinnedAction) != false };
        var scan = await Task.Run(() => FileTreeScan.Run(paths.Count == 0 ? ["."] : paths, baseDirectory, tree, input: null, filter, cancellationToken), cancellationToken);

        // What an overlay brings into use stands once in its file, however many overlays there are.
        var uses = scan.Scans.SelectMany(file => file.Uses)
            .DistinctBy(use => (use.Span.File, use.Token, use.Image))
            .ToList();
        var actions = scan.Scans.SelectMany(file => file.Actions).ToList();

        // A file that a link leads to, too, is written once, under its own name.
        var names = uses.Select(use => use.Span.File).Concat(actions.Select(action => action.Span.File)).Distinct()
            .GroupBy(file => RealPath.Resolve(Path.GetFullPath(file, baseDirectory)), StringComparer.Ordinal)
            .Select(same => same.OrderBy(file => Path.GetFullPath(file, baseDirectory) != same.Key).First())
            .ToHashSet(StringComparer.Ordinal);
        names.RemoveWhere(file => options.IsIncluded?.Invoke(Path.GetFullPath(file, baseDirectory)) == false);
        uses.RemoveAll(use => !names.Contains(use.Span.File));
        actions.RemoveAll(action => !names.Contains(action.Span.File));
        var finder = new PinTargets(resolver, options);
        var targets = new ConcurrentDictionary<ImageReference, PinTarget>();
        await Parallel.ForEachAsync(uses.Select(use => use.Reference).OfType<ImageReference>().Where(finder.MayChange).Distinct(),
            new ParallelOptions { MaxDegreeOfParallelism = MaximumAtOnce, CancellationToken = cancellationToken },
            async (image, token) => targets[image] = await finder.FindAsync(image, token));

        var actionPins = await ActionPins.FindAsync(InFilesOfRule(actions, baseDirectory), options, cancellationToken);

        // What an edit does to images elsewhere (values that others inherit, say) shows when everything is read again, including
        // files outside the given paths.
        IReadOnlyList<string> everything = [options.Root ?? baseDirectory, .. paths];
        var before = paths.Count == 0 && options.Root is null ? scan : await ScanAsync(tree);
        var refused = new Dictionary<PinLocation, string>();
        var places = new PlaceUses(options.Root ?? baseDirectory, baseDirectory, tree);
        while (true)
        {
            var skipped = new List<SkippedImage>();
            var byFile = uses.ToLookup(use => use.Span.File, StringComparer.Ordinal);
            var files = byFile.Select(file => file.Key).Union(actionPins.Files)
                .Order(StringComparer.Ordinal)
                .Select(file => Plan(file, Path.GetFullPath(file, baseDirectory), byFile[file], targets, actionPins, places, refused, skipped, cancellationToken))
                .OfType<PinnedFile>()
                .ToList();
            if (files.Count == 0)
                return new PinPlan(files, skipped);

            var planned = new SourceTree(options.Root ?? baseDirectory, baseDirectory, FileOverlay.Of(files.Select(file => file.Planned).ToDictionary(StringComparer.Ordinal)));
            var wrong = PinVerification.FindProblems(before, await ScanAsync(planned), files);
            if (wrong.Count == 0)
                return new PinPlan(files, skipped);

            foreach (var (place, reason) in wrong)
                refused[place] = reason;
        }

        Task<FileTreeScan> ScanAsync(SourceTree files) => Task.Run(() => FileTreeScan.Run(everything, baseDirectory, files, input: null, filter, cancellationToken), cancellationToken);
    }

    /// <summary>The actions in files where the rule about them is on.</summary>
    private List<ActionUse> InFilesOfRule(List<ActionUse> actions, string baseDirectory)
    {
        if (actions.Count == 0 || options.Actions?.Policy is not { } policy)
            return actions;

        string FromRoot(ActionUse action) => ReportedPath.From(Path.GetFullPath(action.Span.File, baseDirectory), options.Root ?? baseDirectory);
        var rules = new FileRulesSelector(policy, [.. actions.Select(FromRoot).Distinct()]);
        return [.. actions.Where(action => rules.For(FromRoot(action)).Levels.GetSeverity(RuleNames.UnpinnedAction, null) is not null)];
    }

    private PinnedFile? Plan(string path, string fullPath, IEnumerable<ImageUse> uses, ConcurrentDictionary<ImageReference, PinTarget> targets, ActionPins actionPins, PlaceUses places, Dictionary<PinLocation, string> refusals, List<SkippedImage> skipped, CancellationToken cancellationToken)
    {
        if (FileContent.Read(fullPath) is not { Bytes: { } bytes })
            return null;

        var text = FileContent.Text(bytes);
        var proposals = new List<PinProposal>();
        foreach (var use in uses)
        {
            var (changes, after) = ((IReadOnlyList<TextEdit>)[], (string?)null);
            if (use.Reference is not { } image)
            {
                // Where only certain images change, this is none of them.
                if (options.Targets is null)
                    skipped.Add(new SkippedImage(use.Span, use.Image, use.Range is not null ? "A range of versions has no digest." : use.Misreading is { } misreading ? $"{char.ToUpperInvariant(misreading[0])}{misreading[1..]}: put the one that is meant in quotes." : use.Error is null ? "It depends on a value that the files do not define." : $"It is not a valid image reference: {use.Error}.", null));
            }
            else if (targets.TryGetValue(image, out var target) && target.Image != image)
            {
                (changes, var problem) = target.Image is null ? ([], target.Problem)
                    : refusals.TryGetValue(PinLocation.From(use), out var reason) ? ([], reason)
                    : PinEdits.Create(use, text, target.Image, places.TemplatesOf(use, fullPath));
                if (changes.Count > 0 && places.FindAliasProblem(use, fullPath, text, changes, cancellationToken) is { } shared)
                    (changes, problem) = ([], shared);
                after = target.Image?.ToString();
                if (problem is not null)
                    skipped.Add(new SkippedImage(use.Span, use.Image, char.ToUpperInvariant(problem[0]) + problem[1..].TrimEnd('.') + ".", target.Image is null ? target.Failure : null) { FirstSeen = target.FirstSeen });
            }

            proposals.Add(new PinProposal(use, changes, after));
        }

        var refused = PinProposal.FindConflicts(proposals);
        skipped.AddRange(refused.Select(proposal => new SkippedImage(proposal.Use.Span, proposal.Use.Image, "The same text is also used for another image.", null)));
        var pinned = proposals.Where(proposal => proposal.Edits.Count > 0 && !refused.Contains(proposal)).ToList();
        var edits = pinned.SelectMany(proposal => proposal.Edits).Distinct().ToList();
        var images = pinned.Select(proposal => new PinnedImage(proposal.Use.Span, proposal.Use.Image, proposal.After!) { Place = PinLocation.From(proposal.Use), FirstSeen = targets[proposal.Use.Reference!].FirstSeen }).OrderBy(image => image.Span.StartLine).ThenBy(image => image.Span.StartColumn).ToList();
        var (actionEdits, actions) = actionPins.Plan(path, text, skipped, cancellationToken);
        edits.AddRange(actionEdits);
        if (edits.Count == 0)
            return null;
        if (PinnedFile.Edit(path, fullPath, bytes, edits, images, actions) is { } file)
            return file;

        skipped.AddRange(images.Select(image => (image.Span, image.Before)).Concat(actions.Select(action => (action.Span, action.Before)))
            .Select(pin => new SkippedImage(pin.Span, pin.Before, "The file is not valid text in its encoding.", ErrorKind.Usage)));
        return null;
    }
}
