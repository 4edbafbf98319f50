using System.Diagnostics.CodeAnalysis;
using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.GitHub;

/// <summary>The call <c>${{ fromJSON('…') }}</c> of a literal text, which people write to have lists where YAML would give a text.</summary>
internal static class JsonLiteral
{
    private const string Call = "fromJSON(";

    /// <summary>What the text holds, at its places in the file; any other node as it is.</summary>
    /// <param name="node">The node.</param>
    /// <param name="source">The text of the file.</param>
    [return: NotNullIfNotNull(nameof(node))]
    public static SourceNode? Read(SourceNode? node, SourceText source)
    {
        if (node is not SourceScalar scalar || Argument(scalar.Value) is not var (start, end))
            return node;

        // A quote is doubled within the text.
        var (json, places) = (new System.Text.StringBuilder(end - start), new List<int>(end - start + 1));
        for (var i = start; i < end; i++)
        {
            json.Append(scalar.Value[i]);
            places.Add(i);
            if (scalar.Value[i] == '\'')
                i++;
        }

        places.Add(end);
        if (YamlReader.Read(json.ToString(), CancellationToken.None) is not { Error: null, Documents: [var document] })
            return node;

        var offsets = ScalarOffsets.Find(source.Text, scalar);
        return MovedNodes.Move(document, (from, to) => offsets is null ? new TextRange(scalar.Start, scalar.End) : new TextRange(offsets[places[from]], offsets[places[to]]));
    }

    /// <summary>The place of the text between the quotes of its only argument, or <c>null</c> for anything else.</summary>
    private static (int Start, int End)? Argument(string text)
    {
        var expression = text.AsSpan().Trim();
        if (expression is not ['$', '{', '{', .. var inner, '}', '}'])
            return null;

        inner = inner.Trim();
        if (!inner.StartsWith(Call, StringComparison.OrdinalIgnoreCase) || inner[Call.Length..].Trim() is not ['\'', .. var tail, ')'] || tail.TrimEnd() is not [.. var literal, '\''])
            return null;

        return literal.ToString().Replace("''", "", StringComparison.Ordinal).Contains('\'') ? null : (text.AsSpan().IndexOf('\'') + 1, text.AsSpan().IndexOf('\'') + 1 + literal.Length);
    }
}
