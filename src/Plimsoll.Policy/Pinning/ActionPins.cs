using System.Collections.Concurrent;
using Plimsoll.Oci;

namespace Plimsoll.Policy.Pinning;

/// <summary>What becomes of the actions of files.</summary>
internal sealed class ActionPins
{
    private const int MaximumAtOnce = 8;
    private const string Unreadable = "the edited file would not parse as intended";

    private const string UnknownServer = "the server that runs the workflow decides where it comes from: write https://HOST/ before it";

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
            pins._uses.SelectMany(file => file).Where(use => use.Reference is { } action && pins.IsServerKnown(use) && targets.MayChange(action, use.Comment)).DistinctBy(Key),
            new ParallelOptions { MaxDegreeOfParallelism = MaximumAtOnce, CancellationToken = cancellationToken },
            async (use, token) => pins._targets[Key(use)] = await targets.FindAsync(use.Reference!, use.Comment, token));
        return pins;
    }

    /// <summary>What changes in a file.</summary>
    /// <param name="file">Its path, as reported.</param>
    /// <param name="text">Its text.</param>
    /// <param name="skipped">Takes the actions that stay although they are not pinned.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    public (IReadOnlyList<TextEdit> Edits, IReadOnlyList<PinnedAction> Actions) Plan(string file, string text, List<SkippedImage> skipped, CancellationToken cancellationToken)
    {
        var planned = new List<(ActionUse Use, ActionTarget Target, IReadOnlyList<TextEdit> Edits)>();
        foreach (var use in _uses[file])
        {
            if (use.Reference is null)
                Skip(use, use.IsUnresolved ? "an expression puts a part of it in" : "it is not a valid reference to an action", null);
            else if (!IsServerKnown(use) && !use.Reference.IsCommit)
                Skip(use, UnknownServer, null);
            else if (IsServerKnown(use) && _targets.TryGetValue(Key(use), out var target))
            {
                var (edits, problem) = target is { Commit: { } commit, Version: { } version }
                    ? file.EndsWith(".json", StringComparison.OrdinalIgnoreCase) ? ([], "JSON has no comments, in which its version could be named") : ActionEdits.Create(use, text, commit, version, _uses[file].Count(other => other.Span.EndLine == use.Span.EndLine) == 1)
                    : ([], target.Problem);
                if (problem is not null)
                    Skip(use, problem, target.Failure, target.FirstSeen);
                else if (edits.Count > 0)
                    planned.Add((use, target, edits));
            }
        }

        // Where the whole does not hold, those that do not hold by themselves stay.
        if (!Holds(planned))
        {
            foreach (var broken in planned.Where(pin => !Holds([pin])))
                Skip(broken.Use, Unreadable, null);
            planned.RemoveAll(pin => !Holds([pin]));
        }

        return ([.. planned.SelectMany(pin => pin.Edits)], [.. planned.Select(pin => new PinnedAction(pin.Use.Span, Show(pin.Use.Reference!, pin.Use.Comment.Version), Show(After(pin.Use, pin.Target), pin.Target.Version)) { FirstSeen = pin.Target.FirstSeen })]);

        bool Holds(IReadOnlyCollection<(ActionUse Use, ActionTarget Target, IReadOnlyList<TextEdit> Edits)> pins) =>
            pins.Count == 0 || UnchangedDocuments.Holds(text, TextEdit.Apply(text, pins.SelectMany(pin => pin.Edits)), pins.ToDictionary(pin => pin.Use.Token.Start, pin => After(pin.Use, pin.Target).ToString()), cancellationToken);

        void Skip(ActionUse use, string reason, ErrorKind? failure, FirstSeen? seen = null) =>
            skipped.Add(new SkippedImage(use.Span, use.Text, char.ToUpperInvariant(reason[0]) + reason[1..].TrimEnd('.') + ".", failure) { FirstSeen = seen });
    }

    private bool IsServerKnown(ActionUse use) => !use.IsServerOpen || _isServerGiven;

    private static (ActionReference, string?) Key(ActionUse use) => (use.Reference!, use.Comment.Version);

    private static ActionReference After(ActionUse use, ActionTarget target) => use.Reference! with { Ref = target.Commit! };

    private static string Show(ActionReference action, string? version) => version is null ? action.ToString() : $"{action} # {version}";
}
