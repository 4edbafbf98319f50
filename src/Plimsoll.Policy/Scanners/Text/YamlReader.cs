using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Plimsoll.Policy.Scanners.Text;

/// <summary>
/// Builds <see cref="SourceNode"/>s from the events of YamlDotNet. JSON is read the same way, being YAML. Nesting is
/// bounded, aliases share their node, and whatever the parser throws ends up in <see cref="YamlContent.Error"/>.
/// </summary>
internal sealed class YamlReader
{
    /// <summary>Deeper than any manifest; the limit keeps recursion off the end of the stack.</summary>
    public const int MaximumDepth = 200;

    // A part that needs more repairs, or a larger one, is broken.
    private const int MaximumRepairs = 16;
    private const int MaximumRepaired = 1 << 20;

    private readonly string _text;
    private readonly int _offset;
    private readonly Parser _parser;
    private readonly CancellationToken _cancellationToken;
    private readonly Dictionary<AnchorName, SourceNode> _anchors = [];

    private YamlReader(string text, int offset, CancellationToken cancellationToken)
    {
        _text = text;
        _offset = offset;
        _cancellationToken = cancellationToken;
        _parser = new Parser(new StringReader(text));
    }

    /// <summary>Reads all documents; one that cannot be read does not keep the others from being read.</summary>
    /// <param name="text">The text.</param>
    /// <param name="cancellationToken">Ends the reading early.</param>
    /// <param name="offset">Where the text starts in its file.</param>
    public static YamlContent Read(string text, CancellationToken cancellationToken, int offset = 0)
    {
        text = YamlRepair.Always(text);
        var whole = Parse(text, offset, cancellationToken);
        if (whole.Error is null)
            return whole;

        var parts = YamlStream.Documents(text);
        var (documents, broken, first) = (new List<SourceNode>(), 0, (Error: (string?)null, Offset: 0));
        for (var i = 0; i < parts.Count; i++)
        {
            var part = text[parts[i].Start..parts[i].End];
            var content = Parse(part, offset + parts[i].Start, cancellationToken);
            if (content.Error is not null)
                content = Repaired(part, content, offset + parts[i].Start, cancellationToken) ?? content;
            documents.AddRange(content.Documents);
            if (content.Error is { } error && ++broken == 1)
                first = (parts.Count == 1 ? $"it {error}" : $"document {i + 1} of {parts.Count} {error}", content.ErrorOffset);
        }

        return new YamlContent(documents, broken > 1 ? $"{first.Error}; so {(broken == 2 ? "is 1 other" : $"are {broken - 1} others")}" : first.Error, first.Offset);
    }

    /// <summary>A document that only YamlDotNet refuses, or <c>null</c>.</summary>
    private static YamlContent? Repaired(string text, YamlContent content, int offset, CancellationToken cancellationToken)
    {
        if (text.Length > MaximumRepaired)
            return null;

        string? repaired = YamlRepair.WhiteSpace(text);
        for (var i = 0; i < MaximumRepairs && repaired is not null; i++)
        {
            if (repaired != text)
                content = Parse(repaired, offset, cancellationToken);
            if (content.Error is null)
                return content;
            text = repaired;
            repaired = YamlRepair.At(text, content.ErrorOffset - offset);
        }

        return null;
    }

    /// <summary>Reads a text as it is; <see cref="YamlContent.Error"/> lacks its subject.</summary>
    private static YamlContent Parse(string text, int offset, CancellationToken cancellationToken)
    {
        var documents = new List<SourceNode>();
        YamlReader? reader = null;
        try
        {
            reader = new YamlReader(text, offset, cancellationToken);
            reader.ReadDocuments(documents);
            return new YamlContent(documents, null, 0);
        }
        catch (YamlException exception)
        {
            return new YamlContent(documents, $"is not valid YAML: {Sentence(exception.Message)}", offset + (int)exception.Start.Index);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // YamlDotNet lets exceptions of its own making (InvalidOperationException and others) out on malformed input.
            return new YamlContent(documents, "is not valid YAML", offset + (int)(reader?._parser.Current?.End.Index ?? 0));
        }
    }

    private void ReadDocuments(List<SourceNode> documents)
    {
        while (Next() is { } current)
        {
            if (current is not DocumentStart)
                continue;

            _anchors.Clear();
            var node = Node(Next()!, depth: 0);

            // Only what comes after the content shows whether the document is whole.
            Next();
            documents.Add(node);
        }
    }

    private ParsingEvent? Next()
    {
        _cancellationToken.ThrowIfCancellationRequested();
        return _parser.MoveNext() ? _parser.Current : null;
    }

    private SourceNode Node(ParsingEvent current, int depth)
    {
        if (depth > MaximumDepth)
            throw new YamlException(current.Start, current.End, $"nodes are nested more than {MaximumDepth} deep");

        switch (current)
        {
            case Scalar scalar:
                var (start, end) = ScalarText.Locate(_text, scalar);
                return Anchored(scalar, new SourceScalar(scalar.Value, scalar.Style == ScalarStyle.Plain && !IsText(scalar), _offset + start, _offset + end) { Tag = LocalTag(scalar) });

            case SequenceStart sequenceStart:
                var sequence = Anchored(sequenceStart, new SourceSequence { Tag = LocalTag(sequenceStart) });
                for (var item = Next(); item is not (SequenceEnd or null); item = Next())
                    sequence.Items.Add(Node(item, depth + 1));
                return sequence;

            case MappingStart mappingStart:
                var mapping = Anchored(mappingStart, new SourceMapping { IsFlow = mappingStart.Style == MappingStyle.Flow, Tag = LocalTag(mappingStart) });
                for (var key = Next(); key is not (MappingEnd or null); key = Next())
                    mapping.Entries.Add(new(Node(key, depth + 1), Node(Next()!, depth + 1)));
                return mapping;

            case AnchorAlias alias when _anchors.TryGetValue(alias.Value, out var anchored):
                return anchored;

            default:
                return new SourceScalar("", isPlain: true, _offset + (int)current.Start.Index, _offset + (int)current.Start.Index);
        }
    }

    /// <summary>The tags of YAML itself say nothing that the scalar does not say.</summary>
    private static string? LocalTag(NodeEvent node) => !node.Tag.IsEmpty && !node.Tag.IsNonSpecific && node.Tag.Value.StartsWith('!') ? node.Tag.Value : null;

    /// <summary>Whether a tag says that the scalar is a text: <c>!!str 1.10</c> is as <c>"1.10"</c>.</summary>
    private static bool IsText(Scalar scalar) => !scalar.Tag.IsEmpty && (scalar.Tag.IsNonSpecific || scalar.Tag.Value == "tag:yaml.org,2002:str");

    private T Anchored<T>(NodeEvent source, T node) where T : SourceNode
    {
        if (!source.Anchor.IsEmpty)
            _anchors[source.Anchor] = node;
        return node;
    }

    private static string Sentence(string message) => message.TrimEnd('.', ' ');
}
