using Plimsoll.Policy.Scanners.Text;
using Tomlyn;
using Tomlyn.Parsing;
using Tomlyn.Syntax;

namespace Plimsoll.Policy.Scanners.Toml;

/// <summary>Reads TOML as nodes that know where they stand.</summary>
internal static class TomlDocument
{
    /// <summary>The document; what could be read of it where it is no valid TOML, which the context is told.</summary>
    public static SourceMapping Read(ScanContext context)
    {
        var root = new SourceMapping();
        try
        {
            var document = SyntaxParser.Parse(context.Source.Text, context.Source.Path, validate: true);
            if (document.HasErrors)
                context.Refuse("it is not valid TOML", document.Diagnostics.Where(message => message.Kind == DiagnosticMessageKind.Error).Select(message => message.Span.Start.Offset).FirstOrDefault());

            Add(root, document.KeyValues);
            foreach (var table in document.Tables)
                if (table.Name is { } name)
                    Add(Table(root, name, table is TableArraySyntax), table.Items);
        }
        catch (TomlException)
        {
            // Arrays that are nested deeper than the parser goes.
            context.Refuse("it is not valid TOML", 0);
        }

        return root;
    }

    private static void Add(SourceMapping mapping, IEnumerable<KeyValueSyntax> entries)
    {
        foreach (var entry in entries)
            if (entry.Key is { } path && Keys(path) is [.. var before, var last] && Node(entry.Value) is { } value)
                before.Aggregate(mapping, Below).Entries.Add(new(last, value));
    }

    /// <summary>The table of a header; of an array of tables a new one.</summary>
    private static SourceMapping Table(SourceMapping root, KeySyntax name, bool isArray)
    {
        if (Keys(name) is not [.. var before, var last])
            return new SourceMapping();

        var parent = before.Aggregate(root, Below);
        if (!isArray)
            return Below(parent, last);

        if (parent[last.Value] is not SourceSequence tables)
            parent.Entries.Add(new(last, tables = new SourceSequence()));
        var table = new SourceMapping();
        tables.Items.Add(table);
        return table;
    }

    /// <summary>The mapping behind a key: of an array of tables the last one.</summary>
    private static SourceMapping Below(SourceMapping mapping, SourceScalar key)
    {
        if (mapping[key.Value] is SourceMapping known)
            return known;
        if (mapping[key.Value] is SourceSequence { Items: [.., SourceMapping last] })
            return last;

        var below = new SourceMapping();
        mapping.Entries.Add(new(key, below));
        return below;
    }

    private static List<SourceScalar> Keys(KeySyntax path) =>
        [.. path.DotKeys.Select(item => item.Key).Prepend(path.Key).OfType<BareKeyOrStringValueSyntax>().Select(Key)];

    private static SourceScalar Key(BareKeyOrStringValueSyntax key) =>
        key is StringValueSyntax text ? Text(text) : new SourceScalar(((BareKeySyntax)key).Key?.Text ?? "", isPlain: true, key.Span.Start.Offset, key.Span.End.Offset + 1);

    private static SourceNode? Node(ValueSyntax? value)
    {
        switch (value)
        {
            case StringValueSyntax text:
                return Text(text);
            case ArraySyntax array:
                var items = new SourceSequence();
                items.Items.AddRange(array.Items.Select(item => Node(item.Value)).OfType<SourceNode>());
                return items;
            case InlineTableSyntax table:
                var mapping = new SourceMapping { IsFlow = true };
                Add(mapping, table.Items.Select(item => item.KeyValue).OfType<KeyValueSyntax>());
                return mapping;
            case { } other:
                return new SourceScalar(other.ToString().Trim(), isPlain: true, other.Span.Start.Offset, other.Span.End.Offset + 1);
            default:
                return null;
        }
    }

    /// <summary>A text, whose place is between its quotes, of which there are one or three; a line break right behind three is none of it.</summary>
    private static SourceScalar Text(StringValueSyntax text)
    {
        var raw = text.Token?.Text ?? "";
        var quotes = raw.StartsWith("\"\"\"", StringComparison.Ordinal) || raw.StartsWith("'''", StringComparison.Ordinal) ? 3 : 1;
        var lineBreak = quotes == 1 ? 0 : raw.AsSpan(quotes).StartsWith("\r\n") ? 2 : raw.AsSpan(quotes).StartsWith("\n") ? 1 : 0;
        var (start, end) = (text.Span.Start.Offset + quotes + lineBreak, text.Span.End.Offset + 1 - quotes);
        return new SourceScalar(text.Value ?? "", isPlain: false, start, Math.Max(start, end));
    }
}
