using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.Expressions;

/// <summary>
/// An image whose text holds variables of a pipeline. Where the whole image is the value of a variable that is written in
/// a file, that place is the image's token: it is what one would edit.
/// </summary>
internal sealed class TemplatedImage
{
    private const int MaximumDepth = 16;
    private const int MaximumLength = 8192;

    // Variables may hold variables and placeholders several values; real files stay far below.
    private const int MaximumSteps = 500;
    private const int MaximumValues = 64;

    private static readonly string UnknownText = ImageUse.Unknown.ToString();
    private static readonly VariableLookup NoVariables = static _ => null;

    private readonly ScanContext _context;
    private readonly PlaceholderFinder _find;
    private readonly ScalarLookup _lookup;
    private int _steps;

    private TemplatedImage(ScanContext context, PlaceholderFinder find, ScalarLookup lookup)
    {
        _context = context;
        _find = find;
        _lookup = lookup;
    }

    /// <summary>One of the texts that an image can come to, with unknown parts marked, and the place that decides.</summary>
    internal readonly record struct Value(string Text, string Resolved, TextRange Token, SourceText Source);

    /// <summary>Adds all images that the scalar can stand for; empty results are left out.</summary>
    /// <param name="context">Where they are added.</param>
    /// <param name="image">The scalar, or <c>null</c> for no image.</param>
    /// <param name="kind">One of <see cref="FileKinds"/>.</param>
    /// <param name="find">The syntax of variables.</param>
    /// <param name="lookup">The variables.</param>
    /// <param name="prefix">What the text must start with to name an image, and what does not belong to it: <c>docker://</c>.</param>
    /// <param name="interpret">Makes an image of the resolved text, an empty one where it names none.</param>
    /// <param name="pinRefusal">Why no digest can be written there, or <c>null</c>.</param>
    public static void Add(ScanContext context, LocatedScalar? image, string kind, PlaceholderFinder find, ScalarLookup lookup, string prefix = "", Func<string, string>? interpret = null, string? pinRefusal = null)
    {
        foreach (var value in Values(context, image, find, lookup))
        {
            var (text, resolved, token, source) = value;
            if (!resolved.StartsWith(prefix, StringComparison.Ordinal))
                continue;

            if (prefix.Length > 0 && source.Text.AsSpan(token.Start).StartsWith(prefix))
                token = token with { Start = token.Start + prefix.Length };
            if (prefix.Length > 0 && text.StartsWith(prefix, StringComparison.Ordinal))
                text = text[prefix.Length..];
            resolved = interpret is null ? resolved[prefix.Length..] : interpret(resolved[prefix.Length..]);
            if (resolved.Length > 0)
                context.Add(new FoundImage(text, resolved, token, kind) { Source = source, PinRefusal = pinRefusal });
        }
    }

    /// <summary>All texts that the scalar can stand for, without empty ones.</summary>
    public static IEnumerable<Value> Values(ScanContext context, LocatedScalar? image, PlaceholderFinder find, ScalarLookup lookup)
    {
        if (image is not { Scalar: { IsNull: false } scalar } placed)
            return [];

        return new TemplatedImage(context, find, lookup).Values(scalar, placed.Source ?? context.Source, depth: 0).Where(value => value.Resolved.Length > 0);
    }

    private List<Value> Values(SourceScalar scalar, SourceText source, int depth)
    {
        // A block scalar has line breaks around it.
        var text = scalar.IsNull ? "" : scalar.Value.Trim('\n');
        var token = new TextRange(scalar.Start, scalar.End);
        if (depth > MaximumDepth || ++_steps > MaximumSteps)
            return [new Value(text, UnknownText, token, source)];

        var placeholder = _find(text, 0);
        if (placeholder is not null && placeholder.Start == 0 && placeholder.End == text.Length)
            return Whole(placeholder, text, token, source, depth);

        return Joined(text, placeholder, depth).ConvertAll(resolved => new Value(text, resolved, token, source));
    }

    /// <summary>The values of a text that is one placeholder from end to end.</summary>
    private List<Value> Whole(Placeholder placeholder, string text, TextRange token, SourceText source, int depth)
    {
        var values = new List<Value>();
        foreach (var term in placeholder.Terms)
        {
            List<Value> found;
            if (term.Name is not null && _lookup(term.Name) is { } variables)
                found = variables.SelectMany(variable => Values(variable.Scalar, variable.Source ?? _context.Source, depth + 1)).ToList();
            else if (term is { Text: { } template, IsTemplate: true })
                found = depth > MaximumDepth || ++_steps > MaximumSteps ? [new Value(text, UnknownText, token, source)] : Joined(template, _find(template, 0), depth + 1).ConvertAll(resolved => new Value(text, resolved, token, source));
            else if (term.Text is not null)
                found = term.Text.Length == 0 ? [] : [new Value(term.Text, term.Text, Within(token, text, term.Range, source), source)];
            else
                found = [new Value(text, UnknownText, token, source)];

            // A value that others found to be unknown has no place of its own.
            values.AddRange(found.Select(value => value.Text.Contains(ImageUse.Unknown) ? new Value(text, value.Resolved, token, source) : value));
            if (values.Count > MaximumValues)
                return [new Value(text, UnknownText, token, source)];
            if (term.IsPreferred && found.Exists(value => value.Resolved.Length > 0 && !value.Resolved.Contains(ImageUse.Unknown)))
                break;
        }

        return values;
    }

    /// <summary>The place of a part of the text, where the file has the text as it is.</summary>
    private static TextRange Within(TextRange token, string text, TextRange? part, SourceText source) =>
        part is { } range && token.End - token.Start == text.Length && source.Text.AsSpan(token.Start, text.Length).SequenceEqual(text)
            ? new TextRange(token.Start + range.Start, token.Start + range.End)
            : token;

    /// <summary>The texts that come of replacing each placeholder by each of its values.</summary>
    private List<string> Joined(string text, Placeholder? placeholder, int depth)
    {
        List<string> results = [""];
        var position = 0;
        for (; placeholder is not null; placeholder = _find(text, position))
        {
            Append(results, [Plain(text[position..placeholder.Start])]);
            Append(results, Whole(placeholder, text[placeholder.Start..placeholder.End], default, _context.Source, depth).Select(value => value.Resolved).Distinct().DefaultIfEmpty("").ToList());
            position = placeholder.End;
            if (results.Count > MaximumValues || results[0].Length > MaximumLength)
                return [UnknownText];
        }

        Append(results, [Plain(text[position..])]);
        return results;
    }

    private static void Append(List<string> results, List<string> values)
    {
        if (values.Count == 1)
        {
            for (var i = 0; i < results.Count; i++)
                results[i] += values[0];
            return;
        }

        var joined = results.SelectMany(result => values, static (result, value) => result + value).Take(MaximumValues + 1).ToList();
        results.Clear();
        results.AddRange(joined);
    }

    /// <summary>Text outside of placeholders may still hold other variables: a template's braces, a shell's dollar.</summary>
    private static string Plain(string text) => Interpolation.Expand(text, NoVariables);
}
