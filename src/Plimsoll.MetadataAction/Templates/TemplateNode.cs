namespace Plimsoll.MetadataAction.Templates;

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
