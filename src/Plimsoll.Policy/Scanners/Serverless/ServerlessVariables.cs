using Plimsoll.Policy.Scanners.Expressions;
using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.Serverless;

/// <summary>
/// Variables of the Serverless Framework: <c>${self:custom.tag}</c>, and what follows a comma where the first is not given:
/// <c>${env:TAG, self:custom.tag, '1.2'}</c>. Only those of the file itself, <c>self:</c> and <c>param:</c>, have a name.
/// </summary>
internal static class ServerlessVariables
{
    /// <summary>The first one at or behind a position.</summary>
    public static Placeholder? Find(string text, int from)
    {
        var start = text.IndexOf("${", from, StringComparison.Ordinal);
        if (start < 0)
            return null;

        var end = Close(text, start + 2);
        if (end < 0)
            return Placeholder.Unknown(start, text.Length);

        // A variable within a variable, or one of another tool.
        if (text.AsSpan(start + 2, end - start - 2).ContainsAny('$', '(', '{'))
            return Placeholder.Unknown(start, end + 1);

        string? name = null;
        for (var position = start + 2; position < end;)
        {
            var comma = text.IndexOf(',', position, end - position);
            var stop = comma < 0 ? end : comma;
            var part = text[position..stop];
            var first = position + part.Length - part.TrimStart().Length;
            part = part.Trim();
            if (part.Length > 1 && part[0] is '\'' or '"' && part[^1] == part[0])
                return new Placeholder(start, end + 1, [new PlaceholderTerm(name, part[1..^1]) { Range = new TextRange(first + 1, first + part.Length - 1) }]);
            if (name is null && (part.StartsWith("self:", StringComparison.Ordinal) || part.StartsWith("param:", StringComparison.Ordinal)))
                name = part;
            position = stop + 1;
        }

        return name is null ? Placeholder.Unknown(start, end + 1) : Placeholder.Variable(start, end + 1, name);
    }

    /// <summary>The values that a file gives them; parameters have those that count for every stage.</summary>
    public static ScalarLookup Of(SourceMapping document) => name =>
    {
        var (source, path) = (name[..name.IndexOf(':', StringComparison.Ordinal)], name[(name.IndexOf(':', StringComparison.Ordinal) + 1)..]);
        SourceNode? node = source == "self" ? document : (document["params"] as SourceMapping)?["default"];
        foreach (var segment in path.Split('.'))
            node = (node as SourceMapping)?[segment];
        return node is SourceScalar scalar ? [new LocatedScalar(scalar)] : null;
    };

    private static int Close(string text, int start)
    {
        var depth = 1;
        for (var i = start; i < text.Length; i++)
        {
            if (text[i] == '{')
                depth++;
            else if (text[i] == '}' && --depth == 0)
                return i;
        }

        return -1;
    }
}
