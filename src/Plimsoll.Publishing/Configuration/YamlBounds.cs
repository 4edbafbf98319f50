using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Plimsoll.Publishing.Configuration;

/// <summary>
/// What a text of YAML may be before it becomes YamlDotNet's nodes: those are built, compared and walked by recursion, through
/// each alias again, so that a few lines of aliases of aliases never end and one inside its own value fills the stack.
/// </summary>
internal sealed class YamlBounds
{
    /// <summary>How deep values may be nested, the stream and the document being two levels.</summary>
    public const int MaximumDepth = 64;

    /// <summary>For how many values all aliases of a text may stand.</summary>
    public const int MaximumAliased = 100_000;

    private readonly Dictionary<AnchorName, int> _sizes = [];
    private readonly Stack<(AnchorName Anchor, int Before)> _open = [];
    private int _depth;
    private int _values;
    private int _aliased;

    private YamlBounds()
    {
    }

    /// <summary>Where a text leaves the bounds and why, as a clause; or <c>null</c>.</summary>
    /// <exception cref="YamlException">It is not valid YAML.</exception>
    public static (Mark Start, string Reason)? FindExcess(string text)
    {
        var bounds = new YamlBounds();
        for (var parser = new Parser(new StringReader(text)); parser.MoveNext();)
            if (bounds.Add(parser.Current!) is { } reason)
                return (parser.Current!.Start, reason);
        return null;
    }

    private string? Add(ParsingEvent current)
    {
        if ((_depth += current.NestingIncrease) > MaximumDepth)
            return $"the file is nested deeper than {MaximumDepth} levels";

        switch (current)
        {
            case DocumentStart:
                _sizes.Clear();
                return null;
            case Scalar scalar:
                _values++;
                Keep(scalar.Anchor, 1);
                return null;
            case NodeEvent start and (SequenceStart or MappingStart):
                // Until it ends, its size is not known: an alias for it is inside it.
                _sizes.Remove(start.Anchor);
                _open.Push((start.Anchor, _values++));
                return null;
            case SequenceEnd or MappingEnd:
                var (anchor, before) = _open.Pop();
                Keep(anchor, _values - before);
                return null;
            case AnchorAlias alias:
                return AddAlias(alias.Value);
            default:
                return null;
        }
    }

    private string? AddAlias(AnchorName name)
    {
        if (_sizes.TryGetValue(name, out var size))
        {
            _values += size;
            _aliased += size;
            return _aliased > MaximumAliased ? $"the aliases of the file stand for more than {MaximumAliased} values" : null;
        }

        // An alias without an anchor is refused when the text is read.
        return _open.Any(value => value.Anchor == name) ? $"the alias '*{name.Value}' is inside the value that it stands for" : null;
    }

    private void Keep(AnchorName anchor, int size)
    {
        if (!anchor.IsEmpty)
            _sizes[anchor] = size;
    }
}
