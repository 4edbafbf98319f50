using System.Text.RegularExpressions;

namespace Plimsoll.MetadataAction.Templates;

/// <summary>
/// Takes away white space in content: all of it beside a <c>~</c>, and the line of a block's tag or of a comment where
/// nothing else is on it.
/// </summary>
internal static partial class WhitespaceControl
{
    private readonly record struct Effect(bool Open, bool Close, bool OpensAlone = false, bool ClosesAlone = false, bool IsAlone = false);

    public static void Apply(TemplateProgram program) => Apply(program, isRoot: true);

    private static void Apply(TemplateProgram program, bool isRoot)
    {
        var body = program.Body;
        for (var index = 0; index < body.Count; index++)
        {
            if (EffectOf(body[index]) is not { } effect)
                continue;

            var isBlankBefore = EndsLine(body, index, isRoot);
            var isBlankAfter = StartsLine(body, index, isRoot);
            if (effect.Close)
                TrimStart(body, index + 1, all: true);
            if (effect.Open)
                TrimEnd(body, index - 1, all: true);
            if (effect.IsAlone && isBlankBefore && isBlankAfter)
            {
                TrimStart(body, index + 1, all: false);
                TrimEnd(body, index - 1, all: false);
            }
            if (body[index] is not BlockNode block)
                continue;
            if (effect.OpensAlone && isBlankBefore)
            {
                TrimStart((block.Program ?? block.Inverse)!.Body, 0, all: false);
                TrimEnd(body, index - 1, all: false);
            }
            if (effect.ClosesAlone && isBlankAfter)
            {
                TrimStart(body, index + 1, all: false);
                var last = (block.Inverse ?? block.Program)!.Body;
                TrimEnd(last, last.Count - 1, all: false);
            }
        }
    }

    private static Effect? EffectOf(TemplateNode node)
    {
        switch (node)
        {
            case MustacheNode mustache:
                return new Effect(mustache.Strip.Open, mustache.Strip.Close);
            case CommentNode comment:
                return new Effect(comment.Strip.Open, comment.Strip.Close, IsAlone: true);
            case PartialNode { Fallback: { } fallback } partial:
                Apply(fallback, isRoot: false);
                return new Effect(partial.Strip.Open, partial.CloseStrip.Close);
            case PartialNode partial:
                return new Effect(partial.Strip.Open, partial.Strip.Close, IsAlone: true);
            case BlockNode block:
                return EffectOf(block);
            default:
                return null;
        }
    }

    private static Effect EffectOf(BlockNode block)
    {
        if (block.Program is not null)
            Apply(block.Program, isRoot: false);
        if (block.Inverse is not null)
            Apply(block.Inverse, isRoot: false);

        var program = (block.Program ?? block.Inverse)!.Body;
        var inverse = block.Program is null ? null : block.Inverse;
        var (firstInverse, lastInverse) = (inverse, inverse);
        if (inverse is { IsChained: true })
        {
            firstInverse = ((BlockNode)inverse.Body[0]).Program;
            while (lastInverse is { IsChained: true })
                lastInverse = ((BlockNode)lastInverse.Body[^1]).Program;
        }

        var effect = new Effect(
            block.OpenStrip.Open,
            block.CloseStrip.Close,
            OpensAlone: StartsLine(program, -1, isRoot: false),
            ClosesAlone: EndsLine((firstInverse?.Body ?? program), (firstInverse?.Body ?? program).Count, isRoot: false));
        if (block.OpenStrip.Close)
            TrimStart(program, 0, all: true);
        if (inverse is null)
        {
            if (block.CloseStrip.Open)
                TrimEnd(program, program.Count - 1, all: true);
            return effect;
        }

        if (block.InverseStrip.Open)
            TrimEnd(program, program.Count - 1, all: true);
        if (block.InverseStrip.Close)
            TrimStart(firstInverse!.Body, 0, all: true);
        if (block.CloseStrip.Open)
            TrimEnd(lastInverse!.Body, lastInverse.Body.Count - 1, all: true);
        if (EndsLine(program, program.Count, isRoot: false) && StartsLine(firstInverse!.Body, -1, isRoot: false))
        {
            TrimEnd(program, program.Count - 1, all: false);
            TrimStart(firstInverse.Body, 0, all: false);
        }
        return effect;
    }

    /// <summary>Whether nothing but white space is before a place on its line. Only the template's own start is the start of a line.</summary>
    private static bool EndsLine(List<TemplateNode> body, int index, bool isRoot)
    {
        if (index == 0)
            return isRoot;
        return body[index - 1] is ContentNode content
            && (BlankLineEnd.IsMatch(content.Original) || (index == 1 && isRoot && string.IsNullOrWhiteSpace(content.Original)));
    }

    /// <summary>Whether nothing but white space is after a place on its line.</summary>
    private static bool StartsLine(List<TemplateNode> body, int index, bool isRoot)
    {
        if (index + 1 >= body.Count)
            return isRoot;
        return body[index + 1] is ContentNode content
            && (BlankLineStart.IsMatch(content.Original) || (index + 2 >= body.Count && isRoot && string.IsNullOrWhiteSpace(content.Original)));
    }

    private static void TrimStart(List<TemplateNode> body, int index, bool all)
    {
        if (index < 0 || index >= body.Count || body[index] is not ContentNode content || (!all && content.IsRightStripped))
            return;
        var original = content.Value;
        content.Value = all ? original.TrimStart() : LineStart.Replace(original, "", 1);
        content.IsRightStripped = content.Value != original;
    }

    private static void TrimEnd(List<TemplateNode> body, int index, bool all)
    {
        if (index < 0 || index >= body.Count || body[index] is not ContentNode content || (!all && content.IsLeftStripped))
            return;
        var original = content.Value;
        content.Value = all ? original.TrimEnd() : original.TrimEnd(' ', '\t');
        content.IsLeftStripped = content.Value != original;
    }

    [GeneratedRegex(@"\r?\n\s*?\z", RegexOptions.CultureInvariant)]
    private static partial Regex BlankLineEnd { get; }

    [GeneratedRegex(@"\A\s*?\r?\n", RegexOptions.CultureInvariant)]
    private static partial Regex BlankLineStart { get; }

    [GeneratedRegex(@"\A[ \t]*\r?\n?", RegexOptions.CultureInvariant)]
    private static partial Regex LineStart { get; }
}
