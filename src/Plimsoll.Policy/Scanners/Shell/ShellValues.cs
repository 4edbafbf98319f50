using Plimsoll.Policy.Scanners.Expressions;
using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.Shell;

/// <summary>
/// Replaces the variables of words. A variable has a value where the script assigns exactly one that is known; else that of
/// the environment around the script; else the default beside its name.
/// </summary>
/// <param name="context">The file.</param>
/// <param name="variables">The variables that the script assigns.</param>
/// <param name="environment">The variables that are set around it.</param>
/// <param name="find">The syntax of the variables of the script's host, and of those in <paramref name="environment"/>.</param>
/// <param name="host">The variables of the script's host.</param>
internal sealed class ShellValues(ScanContext context, ScriptVariables variables, ScalarLookup environment, PlaceholderFinder find, ScalarLookup host)
{
    private const int MaximumDepth = 16;
    private const int MaximumValues = 64;
    private const int MaximumLength = 4096;
    private const int MaximumSteps = 1000;

    private static readonly string UnknownText = ImageUse.Unknown.ToString();

    private readonly HashSet<string> _resolving = new(StringComparer.Ordinal);
    private int _steps;

    /// <summary>All values of a word.</summary>
    public IReadOnlyList<ShellValue> Of(ShellWord word)
    {
        _steps = 0;
        return Of(word, 0);
    }

    private IReadOnlyList<ShellValue> Of(ShellWord word, int depth)
    {
        if (word.IsLiteral)
            return [new ShellValue(word.Raw, word.Text, word.Token)];
        if (depth > MaximumDepth || ++_steps > MaximumSteps)
            return [Unknown(word)];
        if (word.Whole is { } whole)
            return Whole(word, whole, depth);

        List<(string Text, bool IsAmbiguous)> results = [("", false)];
        for (int i = 0, index = 0; i < word.Text.Length; i++)
        {
            List<(string Text, bool IsAmbiguous)> parts = word.Text[i] != ImageUse.Unknown
                ? [(word.Text[i].ToString(), false)]
                : Whole(word.Part(i, 1), word.Expansions[index++], depth).Select(value => (value.Resolved, value.IsAmbiguous)).Distinct().ToList();
            results = [.. results.SelectMany(result => parts, (result, part) => (result.Text + part.Text, result.IsAmbiguous || part.IsAmbiguous)).Take(MaximumValues + 1)];
            if (results.Count > MaximumValues || (results.Count > 0 && results[0].Text.Length > MaximumLength))
                return [Unknown(word)];
        }

        return results.ConvertAll(result => new ShellValue(word.Raw, result.Text, word.Token) { IsAmbiguous = result.IsAmbiguous });
    }

    private IReadOnlyList<ShellValue> Whole(ShellWord word, ShellExpansion expansion, int depth)
    {
        if (expansion.Hole is { } hole)
            return Hole(word, hole);
        if (expansion.Name is not { } name || expansion.Operator == '+')
            return [Unknown(word)];

        var values = _resolving.Add(name) ? Variable(word, name, depth) : null;
        if (values is not null)
            _resolving.Remove(name);
        if (values is { Count: > 0 } && values.Any(value => value.IsAmbiguous || value.Resolved.AsSpan().ContainsAnyExcept(ImageUse.Unknown)))
            return values;

        // A variable that nothing sets, or only from outside, has its default.
        return expansion.Operator is '-' or '=' && expansion.Operand is { Text.Length: > 0 } operand ? Of(operand, depth + 1) : [Unknown(word)];
    }

    /// <summary>The values of a variable; <c>null</c> where nothing sets it.</summary>
    private List<ShellValue>? Variable(ShellWord word, string name, int depth)
    {
        var assigned = variables[name].Select(words => words.SelectMany(item => Of(item, depth + 1)).Where(value => value.Resolved.Length > 0).ToList())
            .Where(values => values.Exists(value => value.IsAmbiguous || value.Resolved.AsSpan().ContainsAnyExcept(ImageUse.Unknown)))
            .ToList();
        var distinct = assigned.DistinctBy(values => string.Join('\n', values.Select(value => value.Resolved))).Count();
        if (distinct > 1 || (distinct == 1 && variables.IsRead(name)))
            return [Unknown(word) with { IsAmbiguous = true }];
        if (distinct == 1)
            return assigned[0].Count > MaximumValues ? [Unknown(word) with { IsAmbiguous = true }] : assigned[0];

        return environment(name) is { Count: > 0 } scalars && variables[name].Count == 0
            ? [.. scalars.SelectMany(scalar => Values(scalar.Scalar, scalar.Source))]
            : null;
    }

    private List<ShellValue> Hole(ShellWord word, Placeholder hole)
    {
        var text = word.Script.Text[hole.Start..Math.Min(hole.End, word.Script.Text.Length)];
        var values = Values(new SourceScalar(text, isPlain: false, word.Token.Start, word.Token.End), null);
        return values.Count == 0 ? [new ShellValue(word.Raw, "", word.Token)] : values;
    }

    private List<ShellValue> Values(SourceScalar scalar, SourceText? source) =>
        [.. TemplatedImage.Values(context, new LocatedScalar(scalar, source), find, host).Select(value => new ShellValue(value.Text, value.Resolved, value.Token, value.Source))];

    private static ShellValue Unknown(ShellWord word) => new(word.Raw, UnknownText, word.Token);
}
