using System.Collections.Concurrent;
using Plimsoll.Oci;

namespace Plimsoll.Policy.Pinning;

/// <summary>What becomes of the actions of files.</summary>
internal sealed class ActionPins
{
    private const int MaximumAtOnce = 8;
    private const string Inseparable = "the edit would change another value of the file, too";
    private const string Key = "uses";

    // Each is a reading of the file, of which there are more only where several edits do not hold.
    private const int MaximumProofs = 64;

    private const string UnknownServer = "the server that runs the workflow decides where it comes from: write https://HOST/ before it";

    /// <summary>How an action could be pinned.</summary>
    private sealed record Proposal(ActionUse Use, ActionTarget Target, IReadOnlyList<TextEdit> Edits)
    {
        /// <summary>The reference afterwards.</summary>
        public ActionReference After => Use.Reference! with { Ref = Target.Commit! };
    }

    private readonly ILookup<string, ActionUse> _uses;
    private bool _isServerGiven;
    private readonly ConcurrentDictionary<(ActionReference, string?), ActionTarget> _targets = new();

    private ActionPins(IEnumerable<ActionUse> uses) => _uses = uses.ToLookup(use => use.Span.File, StringComparer.Ordinal);

    /// <summary>The files with actions.</summary>
    public IEnumerable<string> Files => _uses.Select(file => file.Key);

    /// <summary>Asks for the commits of all actions that may change.</summary>
    public static async Task<ActionPins> FindAsync(IEnumerable<ActionUse> uses, PinOptions options, CancellationToken cancellationToken)
    {
        var pins = new ActionPins(options.Actions is null ? [] : uses);
        if (options.Actions is not { } actions)
            return pins;

        pins._isServerGiven = actions.Source.IsServerGiven;
        var targets = new ActionTargets(actions.Source, options);
        await Parallel.ForEachAsync(
            pins._uses.SelectMany(file => file).Where(use => use.Reference is { } action && pins.IsServerKnown(use) && targets.MayChange(action, use.Comment)).DistinctBy(KeyOf),
            new ParallelOptions { MaxDegreeOfParallelism = MaximumAtOnce, CancellationToken = cancellationToken },
            async (use, token) => pins._targets[KeyOf(use)] = await targets.FindAsync(use.Reference!, use.Comment, token));
        return pins;
    }

    /// <summary>What changes in a file.</summary>
    /// <param name="file">Its path, as reported.</param>
    /// <param name="text">Its text.</param>
    /// <param name="skipped">Takes the actions that stay although they are not pinned.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    public (IReadOnlyList<TextEdit> Edits, IReadOnlyList<PinnedAction> Actions) Plan(string file, string text, List<SkippedImage> skipped, CancellationToken cancellationToken)
    {
        var onLine = _uses[file].CountBy(use => use.Span.EndLine).ToDictionary();
        var planned = new List<Proposal>();
        foreach (var use in _uses[file])
        {
            if (use.Reference is null)
                Skip(use, use.IsUnresolved ? "an expression puts a part of it in" : "it is not a valid reference to an action", null);
            else if (!IsServerKnown(use) && !use.Reference.IsCommit)
                Skip(use, UnknownServer, null);
            else if (IsServerKnown(use) && _targets.TryGetValue(KeyOf(use), out var target))
            {
                var (edits, problem) = target is { Commit: { } commit, Version: { } version }
                    ? file.EndsWith(".json", StringComparison.OrdinalIgnoreCase) ? ([], "JSON has no comments, in which its version could be named") : ActionEdits.Create(use, text, commit, version, onLine[use.Span.EndLine] == 1)
                    : ([], target.Problem);
                if (problem is not null)
                    Skip(use, problem, target.Failure, target.FirstSeen);
                else if (edits.Count > 0)
                    planned.Add(new Proposal(use, target, edits));
            }
        }

        var proofs = 0;
        planned = Proven(planned);
        return ([.. planned.SelectMany(pin => pin.Edits)], [.. planned.Select(pin => new PinnedAction(pin.Use.Span, Show(pin.Use.Reference!, pin.Use.Comment.Version), Show(pin.After, pin.Target.Version)) { FirstSeen = pin.Target.FirstSeen })]);

        // Where not all hold together, each half is tried, down to those that do not hold by themselves.
        List<Proposal> Proven(List<Proposal> pins)
        {
            if (pins.Count == 0 || (proofs++ < MaximumProofs && Holds(pins)))
                return pins;
            if (pins.Count > 1 && proofs < MaximumProofs)
                return [.. Proven(pins[..(pins.Count / 2)]), .. Proven(pins[(pins.Count / 2)..])];

            foreach (var pin in pins)
                Skip(pin.Use, Inseparable, null);
            return [];
        }

        bool Holds(List<Proposal> pins) =>
            UnchangedDocuments.Holds(text, TextEdit.Apply(text, pins.SelectMany(pin => pin.Edits)), Key, pins.ToDictionary(pin => pin.Use.Token.Start, pin => pin.After.ToString()), cancellationToken);

        void Skip(ActionUse use, string reason, ErrorKind? failure, FirstSeen? seen = null) =>
            skipped.Add(new SkippedImage(use.Span, use.Text, char.ToUpperInvariant(reason[0]) + reason[1..].TrimEnd('.') + ".", failure) { FirstSeen = seen });
    }

    private bool IsServerKnown(ActionUse use) => !use.IsServerOpen || _isServerGiven;

    private static (ActionReference, string?) KeyOf(ActionUse use) => (use.Reference!, use.Comment.Version);

    private static string Show(ActionReference action, string? version) => version is null ? action.ToString() : $"{action} # {version}";
}
