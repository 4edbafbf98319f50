using System.Text.RegularExpressions;

namespace Plimsoll.Tags.Rules.Templates;

/// <summary>A part of a parsed template.</summary>
internal abstract record TemplateNode;

/// <summary>Text; white space control may take some away at its ends.</summary>
internal sealed record ContentNode(string Original) : TemplateNode
{
    public string Value { get; set; } = Original;

    public bool IsLeftStripped { get; set; }

    public bool IsRightStripped { get; set; }
}

/// <summary>A comment, which gives nothing.</summary>
internal sealed record CommentNode(Strip Strip) : TemplateNode;

/// <summary><c>{{path parameters}}</c>.</summary>
internal sealed record MustacheNode(CallExpression Call, bool IsEscaped, Strip Strip) : TemplateNode;

/// <summary><c>{{> name}}</c> or <c>{{#> name}}…{{/name}}</c>: there are no partials, so that only the latter gives something.</summary>
internal sealed record PartialNode(string Name, TemplateProgram? Fallback, Strip Strip, Strip CloseStrip) : TemplateNode;

/// <summary><c>{{#path}}…{{else}}…{{/path}}</c>, or <c>{{^path}}…{{/path}}</c> without a program.</summary>
internal sealed record BlockNode(CallExpression Call, TemplateProgram? Program, TemplateProgram? Inverse) : TemplateNode
{
    public required Strip OpenStrip { get; init; }

    public Strip InverseStrip { get; init; }

    /// <summary>That of the end; a chained <c>else if</c> has that of the whole block.</summary>
    public Strip CloseStrip { get; set; }
}

/// <summary>A sequence of nodes.</summary>
internal sealed record TemplateProgram(List<TemplateNode> Body)
{
    /// <summary>The names after <c>as |…|</c>.</summary>
    public IReadOnlyList<string> Parameters { get; init; } = [];

    /// <summary>Whether it is the one block of an <c>else if</c>.</summary>
    public bool IsChained { get; init; }
}

/// <summary>Whether <c>~</c> takes away the white space before and after.</summary>
internal readonly record struct Strip(bool Open, bool Close)
{
    public static Strip Of(string open, string close) => new(open.Length > 2 && open[2] == '~', close.Length > 2 && close[^3] == '~');
}

/// <summary>What has a value.</summary>
internal abstract record TemplateExpression;

/// <summary>A text, number, truth value or <c>null</c>.</summary>
internal sealed record LiteralExpression(object? Value, string Original) : TemplateExpression;

/// <summary>A path such as <c>branch</c>, <c>../branch</c> or <c>@root.branch</c>.</summary>
/// <param name="IsData">Whether it starts with <c>@</c>.</param>
/// <param name="Depth">How many <c>..</c> it has.</param>
/// <param name="Parts">The names.</param>
/// <param name="Original">The path as it was written.</param>
internal sealed partial record PathExpression(bool IsData, int Depth, IReadOnlyList<string> Parts, string Original) : TemplateExpression
{
    /// <summary>A single name, which may be that of a helper.</summary>
    public bool IsSimple => Parts.Count == 1 && Depth == 0 && !IsScoped;

    /// <summary>Whether it starts with a dot, or a word in it ends with <c>this</c>.</summary>
    public bool IsScoped => Scope.IsMatch(Original);

    [GeneratedRegex(@"^\.|this\b", RegexOptions.CultureInvariant)]
    private static partial Regex Scope { get; }
}

/// <summary>A path or literal with what it is called with.</summary>
internal sealed record CallExpression(TemplateExpression Callee, IReadOnlyList<TemplateExpression> Parameters, IReadOnlyList<KeyValuePair<string, TemplateExpression>> Hash)
    : TemplateExpression
{
    public bool HasArguments => Parameters.Count > 0 || Hash.Count > 0;

    /// <summary>The path; a literal in its place is a name.</summary>
    public PathExpression Path => Callee as PathExpression ?? new PathExpression(IsData: false, 0, [((LiteralExpression)Callee).Original], ((LiteralExpression)Callee).Original);
}
